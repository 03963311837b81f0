import type { ClockNote, Termination } from '../model/termination.js'
import { momentOfDeath } from '../model/moment-of-death.js'
import { toneOf } from './cause-tone.js'
import { escapeMermaid } from './escape.js'
import { exitPhrase } from './exit-phrase.js'
import type { Role } from './style.js'
import { offsetOfNode } from './wall-time.js'
import { namesOf } from './who-died.js'
import { cutMiddle } from './width.js'

/** A Mermaid gantt, and how many of the deaths given it shows: those that have a time and fit. */
export interface Gantt {
  readonly source: string
  readonly shown: number
}

const LABEL = 40
/** More rows than these lives take are no picture. */
export const MOST_LIVES = 40
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** The chart begins and ends so much before and after what it shows. */
const MARGIN = 0.08
const LEAST_MARGIN_MS = 500

/** Mermaid's words for the tones; what they say stands in the label too. */
const TAGS: Readonly<Partial<Record<Role, string>>> = { bad: 'crit, ', notice: 'active, ', good: 'done, ' }

/**
 * Deaths as a chart: a bar for each life, a milestone for the OOM kill, the stop, SIGKILL and the exit.
 *
 * Of the deaths, the worst first, as many are shown as fit into `mostCharacters`, by time. A life that began before
 * all that is told begins with the chart. Times are on the log's own clock; in UTC where the nodes' clocks differ.
 */
export function gantt(
  worstFirst: readonly Termination[],
  clocks: readonly ClockNote[],
  mostCharacters: number,
): Gantt {
  const offsets = new Set(worstFirst.map(({ node }) => offsetOfNode(clocks, node)))
  const [only = 0] = offsets
  const offset = (offsets.size === 1 ? only : 0) * MINUTE
  const lives = worstFirst.flatMap((termination) => lifeOf(termination) ?? []).slice(0, MOST_LIVES)
  let shown = lives.length
  let source = chartOf(lives, offset, offsets.size > 1)
  while (source.length > mostCharacters && shown > 0) {
    shown = Math.min(shown - 1, Math.floor((shown * mostCharacters) / source.length))
    source = chartOf(lives.slice(0, shown), offset, offsets.size > 1)
  }
  return { source, shown }
}

interface Life {
  readonly termination: Termination
  readonly startedAt: number | null
  readonly death: number
  readonly milestones: readonly { readonly label: string; readonly time: number }[]
}

function lifeOf(termination: Termination): Life | null {
  const death = momentOfDeath(termination)
  if (death === null) return null
  const { startedAt, finishedAt, kill, evidence } = termination
  const timeOf = (...types: readonly string[]) =>
    evidence.find(({ type, time }) => time !== null && types.includes(type))?.time ?? null
  const oom = timeOf('kernel.oom_kill') ?? timeOf('runtime.oom', 'systemd.scope_oom', 'systemd.oomd_kill')
  const sigkill =
    evidence.find((event) => event.type === 'runtime.kill_sent' && event.escalated)?.time ?? null
  const milestones = [
    { label: 'OOM kill', time: termination.oom === null ? null : oom },
    { label: 'stop asked', time: kill?.by === 'kernel' ? null : (kill?.requestedAt ?? null) },
    { label: 'SIGKILL', time: sigkill },
    { label: exitPhrase(termination), time: finishedAt },
  ].flatMap(({ label, time }) => (time === null ? [] : [{ label, time }]))
  return { termination, startedAt, death: death.time, milestones }
}

function chartOf(lives: readonly Life[], offset: number, isUtc: boolean): string {
  const told = lives.flatMap(({ death, milestones }) => [death, ...milestones.map(({ time }) => time)])
  const first = Math.min(...told)
  const last = Math.max(first, ...told)
  const margin = Math.max(LEAST_MARGIN_MS, (last - first) * MARGIN)
  const from = first - margin
  const span = last - first + 2 * margin
  const hasNodes = new Set(lives.map(({ termination }) => termination.node)).size > 1
  const ordered = [...lives].sort((a, b) => a.death - b.death)
  const rows = ordered.flatMap((life, n) => {
    const section = sectionOf(life, hasNodes)
    const before = ordered[n - 1]
    const isNew = before === undefined || sectionOf(before, hasNodes) !== section
    return [...(isNew ? [`  section ${section}`] : []), ...lifeRows(life, n, from, offset)]
  })
  const head = [
    'gantt',
    '  dateFormat YYYY-MM-DDTHH:mm:ss.SSS',
    `  axisFormat ${axisFormat(span)}${isUtc ? ' UTC' : ''}`,
    '  todayMarker off',
  ]
  return `${[...head, ...rows].join('\n')}\n`
}

/** The pod, or the container where no pod is known, with its node where there are several. */
function sectionOf({ termination }: Life, hasNodes: boolean): string {
  const { pod, container } = namesOf(termination)
  const node = hasNodes ? `${termination.node ?? 'unnamed node'} · ` : ''
  return labelOf(`${node}${pod ?? container}`)
}

function labelOf(text: string): string {
  return escapeMermaid(cutMiddle(text, LABEL))
}

function lifeRows(
  { termination, startedAt, death, milestones }: Life,
  n: number,
  from: number,
  offset: number,
): readonly string[] {
  const begin = Math.max(from, startedAt ?? from)
  const stamp = (time: number) => new Date(time + offset).toISOString().slice(0, -1)
  const tag = TAGS[toneOf[termination.cause]] ?? ''
  return [
    `  ${labelOf(`${namesOf(termination).container}, ${termination.cause}`)} :${tag}d${n}, ${stamp(Math.min(begin, death))}, ${stamp(death)}`,
    ...milestones.map(({ label: text, time }, m) => {
      return `  ${labelOf(text)} :milestone, ${text === 'OOM kill' ? 'crit, ' : ''}d${n}m${m}, ${stamp(time)}, 0ms`
    }),
  ]
}

function axisFormat(span: number): string {
  if (span > DAY) return '%d %b %H:%M'
  return span > 10_000 ? '%H:%M:%S' : '%H:%M:%S.%L'
}
