import { createOpener } from '../events/open.js'
import { byGeneration, isNextGeneration } from '../input/generations.js'
import type { Input } from '../input/inputs.js'
import { peek } from './direction.js'
import type { LogNaming } from './log-naming.js'
import type { LogFindings, LogReader } from './read-log.js'

/** A log that ends within an OOM report, and may go on in what an archive holds elsewhere. */
export interface TornLog {
  readonly first: Input
  readonly reader: LogReader
  readonly naming: LogNaming
}

/**
 * The generations of a log in an archive where they do not stand in their order: which of them begin or end within an OOM
 * report. Those that begin so wait, kept, until what they go on from has been read.
 */
export interface TornParts {
  /** The input, to be read now; null: it waits. */
  readonly meet: (input: Input) => Promise<Input | null>
  /** To be called with the last part of each log that ends so. */
  readonly keep: (last: Input, log: TornLog) => void
  /** What has waited, the oldest first. */
  readonly waiting: () => readonly Input[]
  /** The log that a part goes on from, taken out. */
  readonly logBefore: (part: Input) => TornLog | null
  /** The logs that go on nowhere. */
  readonly rest: () => Iterable<TornLog>
}

/** In most logs, of which nothing more is asked, the kernel says nothing. */
const KERNEL = /kernel|\d\.\d{6}\]/
const HEAD_BYTES = 64 * 1024

export function createTornParts(findings: LogFindings): TornParts {
  const names: string[] = []
  const kept: Input[] = []
  /** By the name of its last part. */
  const torn = new Map<string, TornLog>()
  return {
    async meet(input) {
      if (!findings.spool || (input.access ?? 'now') !== 'now') return input
      names.push(input.name)
      const { first, chunks } = await peek(input.chunks)
      const whole = { ...input, chunks }
      if (!beginsWithinReport(first.subarray(0, HEAD_BYTES), findings)) return whole
      kept.push({ ...(await findings.spool.keep(whole)), access: 'now' })
      return null
    },
    keep: (last, log) => void torn.set(last.name, log),
    waiting: () => kept.toSorted((a, b) => byGeneration(a.name, b.name)),
    logBefore({ name }) {
      const older = names.filter((other) => isNextGeneration(other, name)).sort(byGeneration)
      const before = older.at(-1) ?? ''
      const log = torn.get(before) ?? null
      torn.delete(before)
      return log
    },
    rest: () => torn.values(),
  }
}

/** Whether the first line that tells of an OOM kill is none with which a report begins. */
function beginsWithinReport(head: Uint8Array, { envelopes, interpreter }: LogFindings): boolean {
  const text = Buffer.from(head).toString()
  if (!KERNEL.test(text)) return false
  const opener = createOpener(envelopes)
  for (const line of text.split('\n')) {
    const fact = interpreter.interpret(opener.open(line), true)
    if (fact?.type.startsWith('oom.')) return fact.type !== 'oom.invoked'
  }
  return false
}
