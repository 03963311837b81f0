import { longestUnquoted } from './needles.js'
import { fingerprintsOf, strideFor } from './fingerprints.js'

/** A needle's bytes, and in them its core: the longest part that stands in a text however its quotes are escaped. */
interface Needle {
  readonly bytes: Uint8Array
  readonly coreStart: number
  readonly coreEnd: number
}

/** What the machine's memory begins with, and how far apart the addresses are that it looks at. */
export interface MachineTables {
  readonly image: Uint8Array
  readonly stride: number
}

/** machine.as says what these are. */
const FILTER = 0
const HEADS = 32768
const HASH_BITS = 18
const HEAD_BITS = 12
const MULTIPLIER = 0x9e3779b1
const RECORDS = HEADS + 4 * 2 ** HEAD_BITS
const NEEDLE_HEADER = 12
const FINGERPRINT = 16

/** Line ends, and what decoding and trimming change or the machine does not tell from an escape. */
const UNFIT = /[\n\0\r\\\ufeff\ufffd]/

/** Null: among the needles is one that the machine cannot find. */
export function tablesFor(texts: readonly string[]): MachineTables | null {
  const needles = texts.map(needleOf)
  const cores = needles.map(({ bytes, coreStart, coreEnd }) => bytes.subarray(coreStart, coreEnd))
  const stride = strideFor(cores)
  if (stride === null || texts.some((text) => UNFIT.test(text) || !isWellFormed(text))) return null

  const prints = cores.map((core) => fingerprintsOf(core, stride))
  const image = new Uint8Array(
    needles.reduce((sum, { bytes }) => sum + NEEDLE_HEADER + aligned(bytes.length), RECORDS) +
      prints.flat().length * FINGERPRINT,
  )
  const view = new DataView(image.buffer)
  let free = RECORDS
  needles.forEach(({ bytes, coreStart, coreEnd }, i) => {
    const needle = free
    writeWords(view, needle, [coreStart, coreEnd, bytes.length])
    image.set(bytes, needle + NEEDLE_HEADER)
    free += NEEDLE_HEADER + aligned(bytes.length)
    for (const { word, shift } of prints[i] ?? []) {
      const hash = Math.imul(word, MULTIPLIER) >>> (32 - HASH_BITS)
      const bits = FILTER + (hash >>> 3)
      image[bits] = (image[bits] ?? 0) | (1 << (hash & 7))
      const head = HEADS + 4 * (hash >>> (HASH_BITS - HEAD_BITS))
      writeWords(view, free, [word, shift, needle, view.getUint32(head, true)])
      writeWords(view, head, [free])
      free += FINGERPRINT
    }
  })
  return { image, stride }
}

function needleOf(text: string): Needle {
  const core = longestUnquoted(text)
  const coreStart = Buffer.byteLength(text.slice(0, text.indexOf(core)))
  return { bytes: Buffer.from(text), coreStart, coreEnd: coreStart + Buffer.byteLength(core) }
}

function isWellFormed(text: string): boolean {
  return Buffer.from(text).toString() === text
}

function aligned(length: number): number {
  return Math.ceil(length / 4) * 4
}

function writeWords(view: DataView, at: number, words: readonly number[]): void {
  words.forEach((word, i) => view.setUint32(at + 4 * i, word, true))
}
