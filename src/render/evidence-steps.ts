import { isWholeSecond, type MomentOfDeath } from '../model/moment-of-death.js'
import type { Event } from '../model/event.js'
import type { Termination } from '../model/termination.js'
import { isRoutine } from './routine.js'
import { say } from './say.js'
import { sourceLabel } from './source.js'
import { formatOffset, formatOffsetBetween } from './span.js'
import { samePod, subjectLabel, subjectOf } from './subject.js'

/** One row of evidence, or a note of how many lines are in none. Unescaped. */
export interface EvidenceStep {
  /** Time from the death; empty where one of the two is not known. */
  readonly offset: string
  readonly source: string
  readonly text: string
  /** The line that the row begins with; null: the row is a note. */
  readonly event: Event | null
}

/** More rows than this are folded to those around the death. */
const MOST_ROWS = 12
/** Routine steps this close to each other share a row. */
const TOGETHER_MS = 2_000

/** A record's evidence as rows with offsets from the death: repetitions and routine steps joined, far ones folded. */
export function evidenceSteps(
  termination: Termination,
  death: MomentOfDeath | null,
): readonly EvidenceStep[] {
  const groups = groupEvents(termination)
  const [from, to] = aroundDeath(groups, death)
  const rows = groups.slice(from, to).map((group, n) => stepOf(group, offsetOf(from + n, groups, death)))
  const earlier = eventsIn(groups.slice(0, from))
  const later = eventsIn(groups.slice(to))
  return [
    ...(earlier > 0 ? [note(`… ${earlier} earlier`)] : []),
    ...rows,
    ...(later > 0 ? [note(`… ${later} later`)] : []),
  ]
}

/** Events that share a row: the place and offset are the first one's. */
interface Group {
  readonly first: Event
  /** What they say, in order, and how often in a row. */
  readonly phrases: { readonly text: string; times: number }[]
}

function groupEvents(termination: Termination): readonly Group[] {
  const groups: Group[] = []
  for (const event of termination.evidence) {
    const text = phraseOf(event, termination)
    const group = groups.at(-1)
    const said = group?.phrases.at(-1)
    if (group && said?.text === text && group.first.type === event.type) said.times += 1
    else if (group && isSameRoutine(group.first, event)) group.phrases.push({ text, times: 1 })
    else groups.push({ first: event, phrases: [{ text, times: 1 }] })
  }
  return groups
}

function isSameRoutine(a: Event, b: Event): boolean {
  if (!isRoutine(a) || !isRoutine(b) || sourceLabel(a) !== sourceLabel(b)) return false
  return a.time === null || b.time === null ? a.time === b.time : Math.abs(a.time - b.time) <= TOGETHER_MS
}

/** What the event says, with its subject where that is not the container of the record itself. */
function phraseOf(event: Event, { container, pod }: Termination): string {
  const subject = subjectOf(event)
  const said = say(event)
  if (isSameId(subject.containerId, container.id)) return said
  if (isSameId(subject.containerId, container.sandboxId)) return `sandbox: ${said}`
  if (subject.containerId === null && (subject.pod === null || samePod(subject.pod, pod))) return said
  const label = subjectLabel(subject)
  return label === null ? said : `${label}: ${said}`
}

/** Some programs print but the beginning of an id. */
function isSameId(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && (a.startsWith(b) || b.startsWith(a))
}

/** The stretch of at most MOST_ROWS groups that lies closest around the death. */
function aroundDeath(
  groups: readonly Group[],
  death: MomentOfDeath | null,
): readonly [from: number, to: number] {
  const distance = (index: number) => {
    const time = groups[index]?.first.time ?? null
    return death === null || time === null ? Number.POSITIVE_INFINITY : Math.abs(time - death.time)
  }
  let from = 0
  let to = groups.length
  while (to - from > MOST_ROWS) {
    if (distance(from) >= distance(to - 1)) from += 1
    else to -= 1
  }
  return [from, to]
}

function stepOf({ first, phrases }: Group, offset: string): EvidenceStep {
  const text = phrases.map((phrase) =>
    phrase.times === 1 ? phrase.text : `${phrase.text} (×${phrase.times})`,
  )
  return { offset, source: sourceLabel(first), text: text.join(' · '), event: first }
}

function offsetOf(index: number, groups: readonly Group[], death: MomentOfDeath | null): string {
  const first = groups[index]?.first
  const time = first?.time ?? null
  if (!first || time === null || death === null) return ''
  if (death.approximate || !isWholeSecond(first)) return formatOffset(time, death.time, death.approximate)
  const [from, to] = withinNeighbours(time, groups.slice(0, index), groups.slice(index + 1))
  return formatOffsetBetween(from - death.time, to - death.time)
}

const SECOND_MS = 1000

/** The part of its second in which a line can lie that stands between others: rows are to read in order. */
function withinNeighbours(
  second: number,
  before: readonly Group[],
  behind: readonly Group[],
): readonly [from: number, to: number] {
  const isIn = (time: number | null) => time !== null && time > second && time < second + SECOND_MS
  const exactIn = ({ first }: Group) => !isWholeSecond(first) && isIn(first.time)
  const from = before.findLast(exactIn)?.first.time ?? second
  const to = behind.find(exactIn)?.first.time ?? second + SECOND_MS
  return from <= to ? [from, to] : [second, second + SECOND_MS]
}

function eventsIn(groups: readonly Group[]): number {
  return groups.flatMap(({ phrases }) => phrases).reduce((sum, { times }) => sum + times, 0)
}

function note(text: string): EvidenceStep {
  return { offset: '', source: '', text, event: null }
}
