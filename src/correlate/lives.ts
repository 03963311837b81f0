import type { Event } from '../model/event.js'
import type { Runtime } from '../model/place.js'
import { isStartFailure } from '../model/start-failure.js'
import type { Ordered } from './order.js'
import type { Restarts } from './restarts.js'
import { lastUntil } from './window.js'

/** Docker and podman start the same container again under the same id; the CRI never does. */
export function runsAgain(runtime: Runtime | null): boolean {
  return runtime === 'docker' || runtime === 'podman' || runtime === 'conmon'
}

/** Reports of one end stand this close together. */
const ONE_END_MS = 3_000
/** The kernel tells what happens in a container at once: it may be written this long behind the end that it made. */
const KERNEL_LATE_MS = 1_000
/** Docker waits 100 ms before it starts a container again, and the start takes no less. */
const NEXT_END_MS = 300

/** What the kernel kills where a start itself takes too much memory: not yet the container's own program. */
const STARTS_OTHERS = /^(?:runc|crun|youki|conmon|exe$|\d$)/

/** What parts the lives of one container besides its own lines. */
interface Node {
  readonly boots: readonly Ordered[]
  readonly restarts: Restarts
}

/**
 * Splits the lines that name one container into its lives, each ending with a death (the last perhaps without).
 *
 * A new life begins with a start that follows an end, with another end, an OOM kill or a failed start long after one,
 * with an end said again, with the end of another init, or with the first line after a boot of the node.
 */
export function splitLives(
  own: readonly Ordered[],
  runtime: Runtime | null,
  { boots, restarts }: Node,
): readonly (readonly Ordered[])[] {
  if (!runsAgain(runtime)) return [own]
  const lives: Ordered[][] = []
  let life: Ordered[] = []
  let endedAt: number | null = null
  for (const ordered of own) {
    const { event, at, isEnd } = ordered
    const boot = lastUntil(boots, at)
    const previous = life.at(-1)
    const rebooted =
      boot !== undefined &&
      previous !== undefined &&
      previous.at < boot.at &&
      (starts(ordered) || !restarts.takesUp(at))
    const began = rebooted ? life.length : firstOfNext(life, ordered, endedAt, restarts.takesUp(at))
    if (began !== undefined) {
      lives.push(life.slice(0, began))
      life = life.slice(began)
      endedAt = null
    }
    life.push(ordered)
    if (isEnd || isStartFailure(event)) endedAt ??= at
  }
  if (life.length > 0) lives.push(life)
  return lives
}

/** Where the next run begins, if this line is of it; `isTakenUp`: what a runtime does that has just started is no sign. */
function firstOfNext(
  life: readonly Ordered[],
  one: Ordered,
  endedAt: number | null,
  isTakenUp: boolean,
): number | undefined {
  const { event, at } = one
  if (failsToLiveAgain(life, one)) return life.length
  const other = firstOfOtherInit(life, event)
  if (other !== undefined || isTakenUp || endedAt === null) return other
  const after = at - endedAt
  if (starts(one) || (livesOn(event) && after > KERNEL_LATE_MS)) return life.length
  const isNext = isDeath(one) && (after > ONE_END_MS || isSaidAgain(life, one))
  return isNext ? firstTowards(one, life) : undefined
}

/**
 * The first line of a run whose end names another init than the end before, which may come a second after it: its OOM
 * kill or the end itself, of which podman prints no start.
 */
function firstOfOtherInit(life: readonly Ordered[], event: Event): number | undefined {
  const pid = initOfEnd(event)
  if (pid === null) return undefined
  const ended = life.findLastIndex((one) => initOfEnd(one.event) !== null)
  const before = life[ended]
  if (before === undefined || initOfEnd(before.event) === pid) return undefined
  const kill = life.findIndex(
    ({ event: e }, i) => i > ended && e.type === 'kernel.oom_kill' && e.victim.pid === pid,
  )
  return kill < 0 ? life.length : kill
}

/** A start that fails after a run. The runtime may tell of what was left of that start before it tells that it failed. */
function failsToLiveAgain(life: readonly Ordered[], { event, at }: Ordered): boolean {
  if (!isStartFailure(event) || life.some((one) => isStartFailure(one.event))) return false
  return life.some(
    (one) => killsWhatRan(one.event) || ((one.isEnd || livesOn(one.event)) && at - one.at > ONE_END_MS),
  )
}

function killsWhatRan(event: Event): boolean {
  return event.type === 'kernel.oom_kill' && !STARTS_OTHERS.test(event.victim.name)
}

/** Where the lines begin that stand nearer to this end than to the one before it, or tell that it ran between the two. */
function firstTowards({ at }: Ordered, life: readonly Ordered[]): number {
  const ended = life.findLastIndex(({ event, isEnd }) => isEnd || isStartFailure(event))
  const endedAt = life[ended]?.at ?? 0
  const own = life.findIndex((one, i) => i > ended && (livesOn(one.event) || at - one.at < one.at - endedAt))
  return own < 0 ? life.length : own
}

/** An end said in the words in which that of the run before it was: each daemon says each end but once. */
function isSaidAgain(life: readonly Ordered[], one: Ordered): boolean {
  const saying = sayingOf(one.event)
  const before = saying === null ? undefined : life.findLast(({ event }) => sayingOf(event) === saying)
  return before !== undefined && isNextEnd(before, one)
}

function isNextEnd(before: Ordered, one: Ordered): boolean {
  const apart = one.at - before.at
  const diedApart = (exitedAtOf(one.event) ?? 0) - (exitedAtOf(before.event) ?? 0)
  return apart >= NEXT_END_MS && (exitedAtOf(one.event) === null || diedApart >= NEXT_END_MS)
}

function exitedAtOf(event: Event): number | null {
  return event.type === 'runtime.exit' ? event.exitedAt : null
}

/** Who says how that a container ended, the same for each end; null where it may be said more than once. */
function sayingOf(event: Event): string | null {
  if (event.type === 'runtime.shim_gone') return event.says === 'cleaning-up' ? null : event.says
  if (event.type !== 'runtime.exit' || event.execId !== null || event.aftermath || event.synthetic)
    return null
  const { program, runtime, pid, exitStatus, exitedAt, manuallyStopped } = event
  return [program, runtime, manuallyStopped, ...[pid, exitStatus, exitedAt].map((it) => it !== null)].join(
    ' ',
  )
}

/** The init's pid in the line of its end; null in any other line, or where the line bears none. */
function initOfEnd(event: Event): number | null {
  return event.type === 'runtime.exit' && event.execId === null && !event.aftermath ? event.pid : null
}

function starts({ event }: Ordered): boolean {
  return (
    event.type === 'runtime.container_started' ||
    event.type === 'systemd.scope_started' ||
    (event.type === 'kubelet.pleg' && event.change === 'ContainerStarted')
  )
}

/** What happens only in a container that runs: docker prints no start. */
function livesOn({ type }: Event): boolean {
  return type === 'kernel.oom_invoked' || type === 'kernel.oom_kill' || type === 'kernel.fatal_signal'
}

/** An end that is not merely its aftermath (mounts put away, a scope gone). */
function isDeath({ event, isEnd }: Ordered): boolean {
  if (!isEnd) return false
  return event.type === 'runtime.exit' ? !event.aftermath : event.type === 'runtime.shim_gone'
}
