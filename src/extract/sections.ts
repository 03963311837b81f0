import { SECTION_MAGIC, sectionStart, writeSectionHead } from '../input/archives/section-head.js'
import type { Input } from '../input/inputs.js'
import type { Reading } from '../pipeline.js'
import { cutLines } from './cut-lines.js'
import type { Hiding } from './extract.js'
import type { Picked } from './picked.js'

export interface SectionSettings {
  readonly picked: Picked
  readonly reading: Reading
  readonly referenceMs: number
  readonly hiding: Hiding | null
}

/** What is kept of one input. */
interface Section {
  readonly input: Input
  readonly lines: readonly Uint8Array[]
}

const NEWLINE = 10
const LINE_END = Buffer.from('\n')

/**
 * The picked lines of the inputs, in their order. Where lines alone do not tell which log they are of, whose node or in
 * which year they were written, a line that does stands before those of each input.
 */
export async function writeSections(
  inputs: readonly Input[],
  settings: SectionSettings,
): Promise<{ readonly parts: readonly Uint8Array[]; readonly lines: number }> {
  const sections: Section[] = []
  for (const input of inputs) {
    const lines = await keptOf(input, settings)
    if (lines.length > 0) sections.push({ input, lines })
  }
  const lines = sections.reduce((sum, section) => sum + section.lines.length, 0)
  const [only] = sections
  if (sections.length === 1 && only && tellsAll(only, settings)) return { parts: only.lines, lines }
  const mark = freeMark(sections)
  const parts = sections.flatMap(({ input, lines: kept }) => {
    const head = Buffer.from(headOf(input, mark, settings))
    const isOpen = kept.at(-1)?.at(-1) !== NEWLINE
    return [head, ...kept, ...(isOpen ? [LINE_END] : [])]
  })
  return { parts, lines }
}

async function keptOf(
  { name, chunks }: Input,
  { picked, hiding }: SectionSettings,
): Promise<readonly Uint8Array[]> {
  const ranges = picked.of(name)
  const kept: Uint8Array[] = []
  if (ranges.length === 0) return kept
  for await (const line of cutLines(chunks, ranges))
    kept.push(hiding ? Buffer.from(hiding.redactText(Buffer.from(line).toString())) : line)
  return kept
}

/** A year that no line tells follows from when the log was written. */
function tellsAll({ input, lines }: Section, { reading }: SectionSettings): boolean {
  const isMistakable = Buffer.from(lines[0] ?? [])
    .toString('latin1')
    .startsWith(SECTION_MAGIC)
  return (
    nodeOf(input, reading) === null && !isMistakable && reading.clocks.every(({ year }) => year !== 'assumed')
  )
}

function nodeOf({ name, node = null }: Input, { joined }: Reading): string | null {
  return joined.get(name) ?? node
}

function headOf(input: Input, mark: number, settings: SectionSettings): string {
  const { referenceMs, hiding, reading } = settings
  const { name, modifiedAt } = input
  const told = { file: name, node: nodeOf(input, reading) }
  return writeSectionHead(
    { ...(hiding ? hiding.redact(told) : told), modifiedAt: modifiedAt ?? referenceMs },
    mark,
  )
}

/** A number with which no line looks like a head. */
function freeMark(sections: readonly Section[]): number {
  const looking = sections.flatMap(({ lines }) =>
    lines
      .map((line) => Buffer.from(line).toString('latin1'))
      .filter((line) => line.startsWith(SECTION_MAGIC)),
  )
  let mark = 1
  while (looking.some((line) => line.startsWith(sectionStart(mark)))) mark++
  return mark
}
