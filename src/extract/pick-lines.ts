import type { NodeCoverage, Source } from '../model/coverage.js'
import type { SeenLine } from '../model/seen-line.js'
import type { Termination } from '../model/termination.js'
import type { Picked } from './picked.js'
import type { Place, Trail } from './trail.js'

/** Picks what the records cite, whole OOM reports and what names the containers, all of one node or of several. */
export function pickCited(terminations: readonly Termination[], trail: Trail, picked: Picked): void {
  for (const { container, pod, oom, evidence } of terminations) {
    for (const event of evidence) {
      pick(event, trail, picked)
      if (event.type !== 'kernel.oom_kill') continue
      const begin = trail.reportBefore(event)
      if (begin !== null) picked.add(event.file, begin, event.line)
    }
    const holders = (oom?.topTasks ?? []).flatMap(({ of }) => of ?? [])
    const ids = [container.id, container.sandboxId, ...holders.map((one) => one.container.id)]
    for (const id of ids)
      for (const place of id === null ? [] : trail.introductionsOf(id)) pick(place, trail, picked)
    for (const uid of [pod?.uid, ...holders.map((one) => one.pod?.uid)]) {
      const place = uid ? trail.nameOf(uid) : null
      if (place) pick(place, trail, picked)
    }
    for (const place of evidence.flatMap((event) => trail.clocksAround(event))) pick(place, trail, picked)
  }
}

/** Picks of each node and source the first and the last line, those on either side of a gap, and what tells of losses. */
export function pickCoverage(nodes: readonly NodeCoverage[], trail: Trail, picked: Picked): void {
  const edges = new Map(nodes.map((node) => [node.node, edgesOf(node)]))
  const ends = new Map<string, { first: SeenLine; last: SeenLine }>()
  trail.each((seen) => {
    const { node, source, time, file } = seen
    if (!edges.has(node)) return
    if (time !== null && edges.get(node)?.some((edge) => edge.time === time && isOf(seen, edge.source)))
      pick(seen, trail, picked)
    const key = `${node} ${source} ${file}`
    const known = ends.get(key)
    if (!known) ends.set(key, { first: seen, last: seen })
    else {
      if (isBefore(seen, known.first)) known.first = seen
      if (!isBefore(seen, known.last)) known.last = seen
    }
  })
  for (const { first, last } of ends.values()) for (const one of [first, last]) pick(one, trail, picked)
  for (const { node } of nodes) for (const place of trail.remarksOn(node)) pick(place, trail, picked)
}

interface Edge {
  readonly time: number
  readonly source: Source | null
}

function edgesOf({ gaps }: NodeCoverage): readonly Edge[] {
  return gaps.flatMap(({ from, to, source }) =>
    [from, to].flatMap((time) => (time === null ? [] : { time, source })),
  )
}

const isOf = ({ source }: SeenLine, asked: Source | null): boolean => asked === null || source === asked

const isBefore = ({ time }: SeenLine, other: SeenLine): boolean =>
  (time ?? -Infinity) < (other.time ?? -Infinity)

/** How far around a death lines are picked where those that it cites do not suffice. */
export const NEIGHBOURHOODS = [
  'events around it',
  'events of its node',
  'lines of its node',
  'files of its node',
] as const
export type Neighbourhood = (typeof NEIGHBOURHOODS)[number]

const BEFORE_MS = 15 * 60_000
const AFTER_MS = 10 * 60_000

/** Picks what lies around deaths that their own lines do not tell again. */
export function pickAround(
  deaths: readonly Termination[],
  how: Neighbourhood,
  trail: Trail,
  picked: Picked,
): void {
  const nodes = new Set(deaths.map(({ node }) => node))
  const spans = deaths.map(spanOf)
  const files = new Set<string>()
  trail.each((seen) => {
    if (!nodes.has(seen.node)) return
    if (how === 'files of its node') files.add(seen.file)
    else if (how === 'lines of its node') pick(seen, trail, picked)
    else if (
      seen.tells !== 'nothing' &&
      (how === 'events of its node' || spans.some((span) => isIn(seen, span)))
    )
      pick(seen, trail, picked)
  })
  for (const file of files) picked.addWhole(file)
}

interface Span {
  readonly node: string | null
  readonly from: number
  readonly to: number
}

function spanOf({ node, evidence }: Termination): Span {
  const times = evidence.flatMap(({ time }) => time ?? [])
  return {
    node,
    from: times.reduce((a, b) => Math.min(a, b), Infinity) - BEFORE_MS,
    to: times.reduce((a, b) => Math.max(a, b), -Infinity) + AFTER_MS,
  }
}

const isIn = ({ node, time }: SeenLine, span: Span): boolean =>
  node === span.node && (time === null || (time >= span.from && time <= span.to))

function pick(place: Place, trail: Trail, picked: Picked): void {
  picked.add(place.file, place.line, trail.endOf(place))
}
