import type { Case, CaseKill, End } from '../model/case.js'
import type { NodeCoverage } from '../model/coverage.js'
import type { Event, EventOf } from '../model/event.js'
import type { PodRef } from '../model/place.js'
import type { ContainerRef } from '../model/termination.js'
import { startToldWith } from './end.js'
import type { Ordered } from './order.js'
import type { Restarts } from './restarts.js'
import type { Surroundings } from './surroundings.js'
import { killsOf } from './victims.js'
import { initPidIn, type Identity } from './who.js'
import { between } from './window.js'

/** Lines about the pod or the node this long before a life's first line, or before its death, can still concern it. */
export const BEFORE_MS = 10 * 60_000
/** An eviction is announced, a pod removed, an OOM event delivered after the death. */
const AFTER_MS = 5 * 60_000
/** Lines about a pod's name this long before a container was made are still about the same pod. */
const BORN_MS = 1_000

/** A life and what ended it. */
export interface Life {
  readonly lines: readonly Ordered[]
  readonly end: End | null
  readonly boot: Ordered | null
}

/** The case of one life: its own lines, and of the others around it those that can concern it. */
export function caseOf(life: Life, identity: Identity, around: Surroundings): Case {
  return new CaseOfLife(life, identity, around)
}

/** A class, as cases are many: what few rules ask for is looked up when they do, and then kept. */
class CaseOfLife implements Case {
  readonly node: string | null
  readonly pod: PodRef | null
  readonly container: ContainerRef
  readonly seenRunning: boolean
  readonly startedAt: number | null
  readonly end: End | null
  readonly own: readonly Event[]
  readonly coverage: NodeCoverage
  readonly moment: Case['moment']
  readonly byPlace: Case['byPlace']
  readonly boot: Event | null
  private readonly life: Life
  private readonly identity: Identity
  private readonly around: Surroundings
  /** When the first and the last line that can concern it may stand, and where those about its pod begin. */
  private readonly first: number
  private readonly from: number
  private readonly until: number
  private readonly diedAt: number
  private podLines: readonly Event[] | null = null
  private killsInIt: readonly CaseKill[] | null = null
  private killsBeside: readonly EventOf<'kernel.oom_kill'>[] | null = null

  constructor(life: Life, identity: Identity, around: Surroundings) {
    const { lines, end, boot } = life
    const made = lines.find(({ event }) => event.type === 'runtime.container_created')
    const started = lines.find((one) => startsLife(one, around.restarts))
    const born = made ?? started
    const last = lines.at(-1)?.at ?? 0
    this.life = life
    this.identity = identity
    this.around = around
    this.first = lines[0]?.at ?? 0
    this.from = born ? born.at - BORN_MS : this.first - BEFORE_MS
    this.diedAt = boot?.at ?? placeOfEnd(end, around) ?? last
    this.until = Math.max(this.diedAt, last) + AFTER_MS
    this.node = around.node
    this.pod = identity.pod
    this.container = containerOf(identity, initPidOf(lines))
    this.seenRunning = lines.some(showsRunning)
    const isTimed = started !== undefined && started.event.time !== null
    this.startedAt = isTimed ? started.at : end && startToldWith(end)
    this.end = end
    this.own = lines.map(eventOf)
    this.coverage = around.coverage
    this.moment = around.moment
    this.byPlace = around.byPlace
    this.boot = boot?.event ?? null
  }

  get ofPod(): readonly Event[] {
    return (this.podLines ??= linesOfPod(this.identity, this.around, this.from, this.until))
  }

  get ofNode(): readonly Event[] {
    return this.around.ofNode(this.diedAt - BEFORE_MS, this.until)
  }

  get kills(): readonly CaseKill[] {
    return (this.killsInIt ??= killsOf(this.life.lines, this.container, this.around.sandboxPids))
  }

  get siblingKills(): Case['siblingKills'] {
    return (this.killsBeside ??= siblingKills(this.identity, this.around, this.first, this.until))
  }

  holderOf(pid: number, event: Event): ReturnType<Case['holderOf']> {
    const { around } = this
    const id = around.holderOf(pid, around.moment(event))
    const holder = id === undefined ? undefined : around.who.containers.get(id)
    return holder === undefined ? null : { pod: holder.pod, container: containerOf(holder, holder.initPid) }
  }
}

/** When it ended, on the time line of the lines: one without a time may tell that of the death, which lines beside it lack. */
function placeOfEnd(end: End | null, { moment }: Surroundings): number | null {
  const reported = end?.reports[0]
  return reported?.time === null ? moment(reported) : (end?.at ?? null)
}

const eventOf = ({ event }: Ordered): Event => event

/** The pid of its init in this life. */
function initPidOf(lines: readonly Ordered[]): number | null {
  let pid: number | null = null
  for (const { event } of lines) pid ??= initPidIn(event)
  return pid
}

function containerOf(identity: Identity, initPid: number | null): ContainerRef {
  const { id, name, attempt, runtime, sandbox, sandboxId } = identity
  return { id, name: sandbox ? null : name, attempt, runtime, sandbox, sandboxId, initPid }
}

/** A line that says the container runs or ran. */
export function showsRunning({ event }: Ordered): boolean {
  return (
    (event.type === 'runtime.container_started' && event.phase === 'started') ||
    (event.type === 'kubelet.pleg' && event.change === 'ContainerStarted') ||
    event.type === 'systemd.scope_started'
  )
}

/** A line that is printed when the container starts, and not because a daemon was restarted. */
function startsLife(one: Ordered, restarts: Restarts): boolean {
  const { event, at } = one
  if (event.type === 'kubelet.pleg') return event.change === 'ContainerStarted' && !restarts.retells(one)
  if (event.type === 'runtime.container_started' && event.phase === 'connecting') return !restarts.takesUp(at)
  return showsRunning(one) || event.type === 'runtime.sandbox_created'
}

/** Lines about the pod itself, and those of its sandbox, between two times. */
function linesOfPod(
  { podNames, sandboxId }: Identity,
  { ofPod, ofContainer }: Surroundings,
  from: number,
  until: number,
): readonly Event[] {
  let lines: readonly Ordered[] = []
  for (const name of podNames) lines = joined(lines, between(ofPod.get(name) ?? [], from, until))
  if (sandboxId !== null) lines = joined(lines, between(ofContainer.get(sandboxId) ?? [], from, until))
  return lines.map(eventOf)
}

/** Two lists in time order as one, in which no line stands twice; of the same moment those of the first come first. */
function joined(some: readonly Ordered[], more: readonly Ordered[]): readonly Ordered[] {
  if (more.length === 0) return some
  if (some.length === 0) return more
  const lines: Ordered[] = []
  let taken = 0
  for (const one of more) {
    for (let next = some[taken]; next && next.at <= one.at; next = some[++taken]) lines.push(next)
    if (!endsWith(lines, one)) lines.push(one)
  }
  for (let next = some[taken]; next; next = some[++taken]) lines.push(next)
  return lines
}

/** A line stands among the last ones, which are of its moment. */
function endsWith(lines: readonly Ordered[], line: Ordered): boolean {
  for (let last = lines.length - 1; lines[last]?.at === line.at; last--) if (lines[last] === line) return true
  return false
}

/** OOM kills in other containers of the pod, between two times. */
function siblingKills(
  { id, pod, podNames }: Identity,
  { killsOfPod, who }: Surroundings,
  from: number,
  until: number,
): readonly EventOf<'kernel.oom_kill'>[] {
  if (!pod || killsOfPod().size === 0) return []
  const near = podNames.flatMap((name) => between(killsOfPod().get(name) ?? [], from, until))
  const kills = new Set(near.map(({ event }) => event))
  return [...kills].filter(({ containerId, podUid }) => {
    if (containerId === null || containerId === id) return false
    const other = who.containers.get(containerId)?.pod
    return other ? who.samePod(pod, other) : podUid !== null && podUid === pod.uid
  })
}
