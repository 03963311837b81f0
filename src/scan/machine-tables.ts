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
const WORDS = 0
const PAIRS = 65536
const LONERS = 81920
const HEADS = 86016
const RECORDS = 107520
const WORD_BITS = 16
const PAIR_BITS = 14
const LONER_BITS = 12
const HEAD_BITS = 12
const WORD_MULTIPLIER = 0xe3779b10
const PAIR_MULTIPLIER = 0x9e3779b97f4a7c00n
const LIKELY = 4
const NEEDLE_HEADER = 12
const FINGERPRINT = 20
/** Read from the last word of a group on, it ends within what the caller keeps free behind the room. */
const FARTHEST_PROBE = 47

/** Line ends, and what decoding and trimming change or the machine does not tell from an escape. */
const UNFIT = /[\n\0\r\\\ufeff\ufffd]/

/** Null: among the needles is one that the machine cannot find. */
export function tablesFor(texts: readonly string[]): MachineTables | null {
  const needles = texts.map(needleOf)
  const cores = needles.map(({ bytes, coreStart, coreEnd }) => bytes.subarray(coreStart, coreEnd))
  const stride = strideFor(cores)
  if (stride === null || texts.some((text) => UNFIT.test(text) || !isWellFormed(text))) return null

  const prints = fingerprintsOf(cores, stride, FARTHEST_PROBE)
  const image = new Uint8Array(
    needles.reduce((sum, { bytes }) => sum + NEEDLE_HEADER + aligned(bytes.length), RECORDS) +
      prints.flat().reduce((sum, { words }) => sum + words.length * FINGERPRINT, 0),
  )
  const view = new DataView(image.buffer)
  let free = RECORDS
  needles.forEach(({ bytes, coreStart, coreEnd }, i) => {
    const needle = free
    writeWords(view, needle, [coreStart, coreEnd, bytes.length])
    image.set(bytes, needle + NEEDLE_HEADER)
    free += NEEDLE_HEADER + aligned(bytes.length)
    for (const { shift, words, pair, probe } of prints[i] ?? []) {
      const probed = view.getUint32(needle + NEEDLE_HEADER + coreStart + probe, true)
      if (pair !== null) image[PAIRS + hashOfPair(pair)] = LIKELY
      for (const word of words) {
        image[WORDS + hashOf(word, WORD_BITS)] = LIKELY
        if (pair === null) image[LONERS + hashOf(word, LONER_BITS)] = LIKELY
        const head = HEADS + 4 * hashOf(word, HEAD_BITS)
        writeWords(view, free, [probed, probe - shift, shift, needle, view.getUint32(head, true)])
        writeWords(view, head, [free])
        free += FINGERPRINT
      }
    }
  })
  return { image, stride }
}

function hashOf(word: number, bits: number): number {
  return Math.imul(word, WORD_MULTIPLIER) >>> (32 - bits)
}

function hashOfPair(pair: bigint): number {
  return Number(BigInt.asUintN(64, pair * PAIR_MULTIPLIER) >> BigInt(64 - PAIR_BITS))
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
