import type { Event } from '../../model/event.js'
import { momentOfDeath } from '../../model/moment-of-death.js'
import { CAUSES, type Cause, type Termination } from '../../model/termination.js'
import { toneOf } from '../cause-tone.js'
import { count, formatNumber } from '../count.js'
import { exitPhrase } from '../exit-phrase.js'
import { nodeName } from '../heading.js'
import { say } from '../say.js'
import { podLabel, shortId } from '../sayings.js'
import { sourceLabel } from '../source.js'
import { subjectOf } from '../subject.js'
import type { Lane, Life, Mark } from './lane.js'
import { isEnd, isOfNode, kindOfEnd, markKindOf } from './mark-kind.js'

/** Where in the document a record, or one of its lines, is told of; null: nowhere. */
export type TargetOf = (record: number, event: Event | null) => string | null

/** More lanes are folded to one a node: a picture that must be scrolled for long shows nothing at a glance. */
const MOST_CONTAINERS = 60
const MOST_NODES = 20

const ARROW = ' › '
const WORST_FIRST = { bad: 0, notice: 1, good: 2 } as const

interface Entry {
  readonly termination: Termination
  readonly record: number
  readonly time: number | null
}

/** Terminations → the rows of the picture, by node, pod and container; what there is no room for is folded and counted. */
export function lanesOf(terminations: readonly Termination[], targetOf: TargetOf): readonly Lane[] {
  const entries = terminations.map((termination, record) => {
    return { termination, record, time: momentOfDeath(termination)?.time ?? null }
  })
  const containers = [...groupBy(entries, ({ termination }) => containerKey(termination)).values()]
  const drawn = new Set(containers.toSorted(byWeight).slice(0, MOST_CONTAINERS))
  const nodes = [...groupBy(containers, ([first]) => first?.termination.node ?? null)]
  const shown = nodes.filter(([, own]) => own.some((one) => drawn.has(one))).slice(0, MOST_NODES)
  const others = nodes.filter((node) => !shown.includes(node))
  return [
    ...shown.flatMap(([node, own]) => nodeLanes(node, own, drawn, targetOf)),
    ...(others.length === 0
      ? []
      : [
          foldedLane(
            'node',
            count(others.length, 'more node'),
            others.flatMap(([, own]) => own),
            targetOf,
          ),
        ]),
  ]
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

/** All lives of one container of one pod stand on one lane. */
function containerKey(termination: Termination): string {
  const { node, container } = termination
  const name = container.sandbox ? 'sandbox' : container.name
  return JSON.stringify([
    node,
    podKey(termination),
    podKey(termination) === null || name === null ? container.id : name,
  ])
}

function podKey({ pod }: Termination): string | null {
  return pod === null ? null : (pod.uid ?? (pod.name === null ? null : `${pod.namespace ?? ''}/${pod.name}`))
}

/** The worst end first, then who died most often. */
function byWeight(a: readonly Entry[], b: readonly Entry[]): number {
  const worst = (all: readonly Entry[]) =>
    Math.min(...all.map(({ termination: { cause } }) => WORST_FIRST[toneOf[cause]]))
  return worst(a) - worst(b) || b.length - a.length || (a[0]?.record ?? 0) - (b[0]?.record ?? 0)
}

function nodeLanes(
  node: string | null,
  containers: readonly (readonly Entry[])[],
  drawn: ReadonlySet<readonly Entry[]>,
  targetOf: TargetOf,
): readonly Lane[] {
  const shown = containers.filter((one) => drawn.has(one))
  const folded = containers.filter((one) => !drawn.has(one))
  const pods = groupBy(
    shown,
    ([first]) => first && (podKey(first.termination) ?? containerKey(first.termination)),
  )
  const all = containers.flat()
  const ofNode = all.flatMap((entry) => marksOf(entry, targetOf, (event) => isOfNode(event)))
  return [
    {
      level: 'node',
      label: nodeName(node),
      note: count(all.length, 'death'),
      lives: [],
      marks: inOrder(ofNode),
      records: all.map(({ record }) => record),
    },
    ...[...pods.values()].flatMap((own) => podLanes(own, targetOf)),
    ...(folded.length === 0
      ? []
      : [foldedLane('container', count(folded.length, 'more container'), folded, targetOf)]),
  ]
}

function podLanes(containers: readonly (readonly Entry[])[], targetOf: TargetOf): readonly Lane[] {
  const first = containers[0]?.[0]?.termination
  const label = first ? podLabel(first.pod) : null
  if (containers.length < 2 || label === null) {
    return containers.map((own) => containerLane(own, label === null ? '' : label + ARROW, 'pod', targetOf))
  }
  const records = containers.flatMap((own) => own.map(({ record }) => record))
  return [
    { level: 'pod', label, note: '', lives: [], marks: [], records },
    ...containers.map((own) => containerLane(own, '', 'container', targetOf)),
  ]
}

function containerLane(
  entries: readonly Entry[],
  before: string,
  level: Lane['level'],
  targetOf: TargetOf,
): Lane {
  const { container } = entries[0]?.termination ?? {}
  const own = container?.sandbox ? 'sandbox' : (container?.name ?? null)
  const id = container?.id == null ? null : shortId(container.id)
  const lives: Life[] = []
  let previous: number | null = null
  for (const { termination, time } of entries) {
    const { startedAt, exitObserved, cause } = termination
    const from = startedAt ?? previous
    const isOpen = startedAt === null || !exitObserved
    if (cause !== 'start-failure')
      lives.push({ from, to: exitObserved ? time : null, isOpen, tone: toneOf[cause] })
    previous = time ?? previous
  }
  const marks = entries.flatMap((entry) => [
    ...marksOf(entry, targetOf, (event) => !isOfNode(event)),
    ...endOf(entry, targetOf),
  ])
  return {
    level,
    label: before + (own ?? (id === null ? 'container' : `container ${id}`)),
    note: causeWords(entries),
    lives,
    marks: inOrder(marks),
    records: entries.map(({ record }) => record),
  }
}

/** What is left out, as the ends alone. */
function foldedLane(
  level: Lane['level'],
  label: string,
  containers: readonly (readonly Entry[])[],
  targetOf: TargetOf,
): Lane {
  const all = containers.flat()
  return {
    level,
    label,
    note: causeWords(all),
    lives: [],
    marks: inOrder(all.flatMap((entry) => endOf(entry, targetOf))),
    records: all.map(({ record }) => record),
  }
}

/** `oom-pod`, `3 error, 1 completed`: what ended them. */
function causeWords(entries: readonly Entry[]): string {
  const tally = new Map<Cause, number>()
  for (const { termination } of entries) tally.set(termination.cause, (tally.get(termination.cause) ?? 0) + 1)
  if (entries.length === 1) return [...tally.keys()].join('')
  return CAUSES.flatMap((cause) => {
    const n = tally.get(cause)
    return n === undefined ? [] : [`${formatNumber(n)} ${cause}`]
  }).join(', ')
}

function endOf({ termination, record, time }: Entry, targetOf: TargetOf): readonly Mark[] {
  if (time === null || !termination.exitObserved) return []
  const title = `${exitPhrase(termination)}: ${termination.headline}`
  return [
    {
      key: `end ${record}`,
      time,
      kind: kindOfEnd(termination),
      title,
      count: 1,
      target: targetOf(record, null),
    },
  ]
}

function marksOf(
  { termination, record }: Entry,
  targetOf: TargetOf,
  isWanted: (event: Event) => boolean,
): readonly Mark[] {
  const marks: Mark[] = []
  let latest = Number.NEGATIVE_INFINITY
  for (const event of termination.evidence) {
    if (event.time === null) continue
    // A coarse stamp stands for all of its step: the order of the lines tells more than the first moment of it.
    latest = Math.max(latest, event.time)
    const time = Math.min(latest, event.time + Math.max(0, event.stepMs - 1))
    const kind = markKindOf(event)
    if (kind === null || !isWanted(event) || isOfAnother(event, termination)) continue
    const title = `${sourceLabel(event)}: ${say(event)}`
    const key = `${event.file} ${event.order} ${event.type}`
    marks.push({ key, time, kind, title, count: 1, target: targetOf(record, event) })
  }
  return marks
}

/** The line is about another container, on whose lane it is marked if that died too. */
function isOfAnother(event: Event, { container }: Termination): boolean {
  const { containerId } = subjectOf(event)
  return containerId !== null && containerId !== container.id && containerId !== container.sandboxId
}

/** By time; a line that is evidence of several deaths is one mark. */
function inOrder(marks: readonly Mark[]): readonly Mark[] {
  const once = new Map(marks.toReversed().map((mark) => [mark.key, mark] as const))
  return [...once.values()].sort((a, b) => a.time - b.time || Number(isEnd(a.kind)) - Number(isEnd(b.kind)))
}
