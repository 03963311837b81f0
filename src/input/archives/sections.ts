import { type ByteReader, isAtEnd } from '../byte-reader.js'
import { Damage } from '../fault.js'
import { exhaust, lend, type Member } from './member.js'
import { readSectionHead, type SectionHead, sectionStart } from './section-head.js'

/** The lines of one input among those of several. */
export type Section = Pick<SectionHead, 'node'> & Member

/** A file's name is no longer. */
const MOST_HEAD_BYTES = 64 * 1024
const NEWLINE = 10

/** The inputs whose lines an extract holds one behind the other, each behind a line that names it. */
export async function* sectionsIn(reader: ByteReader): AsyncGenerator<Section> {
  while (!(await isAtEnd(reader))) {
    const head = readSectionHead(await takeLine(reader))
    if (head === null) throw new Damage('is no extract (its first line makes no sense)')
    const { file, node, modifiedAt, mark } = head
    const body = linesUntil(reader, Buffer.from(`\n${sectionStart(mark)}`))
    yield { path: file, node, modifiedAt, chunks: lend(body) }
    await exhaust(body)
  }
}

async function takeLine(reader: ByteReader): Promise<string> {
  for (let least = 1; ; ) {
    const held = await reader.fill(least)
    const end = held.indexOf(NEWLINE)
    if (end < 0 && held.length >= least && held.length < MOST_HEAD_BYTES) {
      least = held.length + 1
      continue
    }
    const line = held.toString('utf8', 0, end < 0 ? held.length : end)
    reader.advance(end < 0 ? held.length : end + 1)
    return line.replace(/\r$/, '')
  }
}

/** The lines before the next head, which stays. */
async function* linesUntil(reader: ByteReader, next: Buffer): AsyncGenerator<Uint8Array> {
  // The section may be empty: the line feed before the next head is that of this one's head then.
  if ((await reader.fill(next.length - 1)).subarray(0, next.length - 1).equals(next.subarray(1))) return
  for (;;) {
    const held = await reader.fill(next.length)
    const end = held.indexOf(next)
    const isLast = held.length < next.length
    const length = end >= 0 ? end + 1 : isLast ? held.length : held.length - next.length + 1
    if (length > 0) {
      reader.advance(length)
      yield held.subarray(0, length)
    }
    if (end >= 0 || isLast) return
  }
}
