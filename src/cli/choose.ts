import type { Event } from '../model/event.js'
import type { ClusterClaim } from '../model/status.js'
import type { ClockNote, Termination } from '../model/termination.js'
import { momentOfDeath } from '../model/moment-of-death.js'
import { offsetOfNode } from '../render/wall-time.js'
import type { Moment } from './moment.js'
import { resolveMoment } from './resolve-moment.js'
import type { Choice } from './reading-settings.js'

/** What the reading of the log settled, against which moments on the log's own clock are measured. */
export interface LogFrame {
  readonly clocks: readonly ClockNote[]
  /** Epoch milliseconds of the latest line; null where no line has a time. */
  readonly end: number | null
  /** Epoch milliseconds of the reference date. */
  readonly reference: number
}

/** Whether a finished record is one that the user asked for. */
export function createTerminationFilter(
  choice: Choice,
  frame: LogFrame,
): (termination: Termination) => boolean {
  const isInWindow = createWindow(choice, frame, (of: Termination) => momentOfDeath(of)?.time ?? null)
  return (termination) =>
    isOneOf(choice.causes, (cause) => cause === termination.cause) &&
    isOneOf(choice.nodes, (name) => matches(name, termination.node)) &&
    isOneOf(choice.pods, (name) => isPod(name, termination)) &&
    isOneOf(choice.containers, (name) => isContainer(name, termination)) &&
    isInWindow(termination)
}

/** Whether an end that only the cluster tells of is one that the user asked for; it has no cause to be chosen by. */
export function createClaimFilter(choice: Choice, frame: LogFrame): (claim: ClusterClaim) => boolean {
  const isInWindow = createWindow(choice, frame, (of: ClusterClaim) => of.finishedAt)
  return (claim) =>
    choice.causes.length === 0 &&
    isOneOf(choice.nodes, (name) => matches(name, claim.node)) &&
    isOneOf(choice.pods, (name) => isPod(name, claim)) &&
    isOneOf(choice.containers, (name) =>
      isContainer(name, { container: { id: claim.containerId, name: claim.containerName } }),
    ) &&
    isInWindow(claim)
}

/** Whether a node is one that the user asked for. */
export function createNodeFilter({ nodes }: Choice): (of: { readonly node: string | null }) => boolean {
  return ({ node }) => isOneOf(nodes, (name) => matches(name, node))
}

export function createEventFilter(choice: Choice, frame: LogFrame): (event: Event) => boolean {
  const isInWindow = createWindow(choice, frame, (of: Event) => of.time)
  return (event) => isOneOf(choice.nodes, (name) => matches(name, event.node)) && isInWindow(event)
}

/** Nothing is left out. */
export function choosesAll({ since, until, nodes, pods, containers, causes }: Choice): boolean {
  return (
    since === null && until === null && [nodes, pods, containers, causes].every(({ length }) => length === 0)
  )
}

/** The choice can be made only when the whole log is read. */
export function needsWholeLog({ since, until }: Choice): boolean {
  return [since, until].some((moment) => moment !== null && moment.kind !== 'instant')
}

/** Whether something of a node lies in the window; what has no time lies in none. Without a window nobody asks for it. */
function createWindow<T extends { readonly node: string | null }>(
  { since, until }: Choice,
  frame: LogFrame,
  timeOf: (one: T) => number | null,
): (one: T) => boolean {
  if (since === null && until === null) return () => true
  const bounds = new Map<number, readonly [from: number, to: number]>()
  const boundsAt = (offsetMinutes: number) => {
    const known = bounds.get(offsetMinutes)
    if (known) return known
    const made = resolveWindow(since, until, offsetMinutes, frame)
    bounds.set(offsetMinutes, made)
    return made
  }
  return (one) => {
    const time = timeOf(one)
    if (time === null) return false
    const [from, to] = boundsAt(offsetOfNode(frame.clocks, one.node))
    return time >= from && time <= to
  }
}

function resolveWindow(
  since: Moment | null,
  until: Moment | null,
  offsetMinutes: number,
  { end, reference }: LogFrame,
): readonly [from: number, to: number] {
  const logEnd = end ?? reference
  const to = until === null ? null : resolveMoment(until, { offsetMinutes, reference, end: logEnd }, false)
  const from =
    since === null ? null : resolveMoment(since, { offsetMinutes, reference, end: to ?? logEnd }, true)
  return [from ?? Number.NEGATIVE_INFINITY, to ?? Number.POSITIVE_INFINITY]
}

/** Of an empty list everything is one. */
function isOneOf<T>(asked: readonly T[], isIt: (one: T) => boolean): boolean {
  return asked.length === 0 || asked.some(isIt)
}

function isPod(asked: string, { pod }: Pick<Termination, 'pod'>): boolean {
  if (pod === null) return false
  const slash = asked.indexOf('/')
  if (slash >= 0)
    return matches(asked.slice(0, slash), pod.namespace) && matches(asked.slice(slash + 1), pod.name)
  return matches(asked, pod.name) || matches(asked, pod.uid)
}

function isContainer(
  asked: string,
  { container }: { readonly container: Pick<Termination['container'], 'id' | 'name'> },
): boolean {
  if (matches(asked, container.name)) return true
  if (container.id === null || !/^[0-9a-f]+$/i.test(asked)) return false
  const id = asked.toLowerCase()
  return container.id.startsWith(id) || id.startsWith(container.id)
}

/** A name is the one asked for; `*` stands for any characters. */
function matches(asked: string, name: string | null): boolean {
  if (name === null) return false
  const [head = '', ...parts] = asked.split('*')
  const tail = parts.pop()
  if (tail === undefined) return name === asked
  if (name.length < head.length + tail.length || !name.startsWith(head) || !name.endsWith(tail)) return false
  let at = head.length
  for (const part of parts) {
    const found = name.indexOf(part, at)
    if (found < 0 || found + part.length > name.length - tail.length) return false
    at = found + part.length
  }
  return true
}
