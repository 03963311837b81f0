import { appendTo } from '../model/append-to.js'
import type { Event } from '../model/event.js'
import { once } from '../model/once.js'
import type { PodRef, Runtime } from '../model/place.js'
import type { Lines } from './lines.js'
import type { Ordered } from './order.js'
import { namesOf } from './pod-names.js'
import { inferSandboxes } from './sandboxes.js'

/** What the lines together say about one container or sandbox id. */
export interface Identity {
  readonly id: string
  name: string | null
  attempt: number | null
  runtime: Runtime | null
  sandbox: boolean
  sandboxId: string | null
  pod: PodRef | null
  /** The names by which lines may speak of that pod. */
  podNames: readonly string[]
  initPid: number | null
}

/** Who is who on one node: ids, pods and pids tied together from every line that names two of them. */
export interface Who {
  readonly containers: ReadonlyMap<string, Identity>
  /** The lines that name a container, in their order. */
  readonly linesOf: ReadonlyMap<string, Ordered[]>
  /** The full id of an id as printed (conmon prints 20 digits), as far as one is known. */
  readonly fullId: (id: string) => string
  /** Whether two references can mean the same pod, by uid where both know it. */
  readonly samePod: (a: PodRef, b: PodRef) => boolean
}

const NO_NAMES: readonly string[] = []
const FULL_ID = 64
/** The shortest form of an id that any program prints. */
const SHORT_ID = 12

/** Learns from all lines of a node at once, so that it does not matter which of two lines comes first. */
export function learnWho(lines: Lines): Who {
  const fullId = idResolver(lines.all)
  const linesOf = new Map<string, Ordered[]>()
  for (const one of lines.all) {
    if (one.keys.container) appendTo(linesOf, fullId(one.keys.container), one)
  }
  const containers = new Map<string, Identity>()
  const identity = (id: string): Identity => {
    const known = containers.get(id)
    if (known) return known
    const made: Identity = {
      id,
      name: null,
      attempt: null,
      runtime: null,
      sandbox: false,
      sandboxId: null,
      pod: null,
      podNames: NO_NAMES,
      initPid: null,
    }
    containers.set(id, made)
    return made
  }
  for (const [id, own] of linesOf) {
    const me = identity(id)
    for (const one of own) learn(me, one)
  }
  for (const { event } of lines.of('runtime.container_created')) {
    if (event.containerId === null && event.sandboxId) identity(fullId(event.sandboxId)).sandbox = true
  }
  const told = [...containers.values()].flatMap(({ pod }) => pod ?? [])
  const pods = podNames(lines.all, told)
  for (const container of containers.values()) {
    const sandboxId = container.sandboxId
    const sandbox = sandboxId === null ? undefined : containers.get(sandboxId)
    const pod = mergePods(container.pod, sandbox?.pod ?? null)
    container.pod = pod && pods.complete(pod)
    if (container.pod) container.podNames = namesOf(container.pod)
    if (sandboxId !== null) identity(fullId(sandboxId)).sandbox = true
  }
  inferSandboxes(lines, linesOf, containers, fullId)
  return { containers, linesOf, fullId, samePod: pods.same }
}

function learn(me: Identity, { event, keys }: Ordered): void {
  const [pod] = keys.pods
  if (pod !== undefined && keys.pods.length === 1) me.pod = mergePods(me.pod, pod)
  if (keys.sandbox) me.sandboxId ??= keys.sandbox
  if ('runtime' in event && event.runtime !== null) me.runtime = betterRuntime(me.runtime, event.runtime)
  switch (event.type) {
    case 'runtime.sandbox_network':
      me.sandbox = true
      break
    case 'runtime.sandbox_created':
      me.sandbox = true
      me.attempt ??= event.attempt
      break
    case 'runtime.container_created':
    case 'runtime.start_failed':
      me.name ??= event.name
      me.attempt ??= event.attempt
      break
    case 'runtime.container_started':
      me.name ??= event.name
      me.initPid ??= initPidIn(event)
      break
    case 'runtime.exit':
      me.initPid ??= initPidIn(event)
      if (event.sandbox === true) me.sandbox = true
      me.name ??= event.name ?? null
      break
    case 'runtime.stopped':
      me.name ??= event.name ?? null
      if (event.target === 'sandbox') me.sandbox = true
      break
    case 'runtime.stop_requested':
    case 'runtime.removed':
      if (event.target === 'sandbox') me.sandbox = true
      break
    case 'kubelet.container_finished':
    case 'kubelet.killing':
    case 'kubelet.names':
    case 'kubelet.probe_failed':
    case 'kubelet.start_failed':
      me.name ??= event.containerName
      if (event.type === 'kubelet.names' && event.sandbox === 'named') me.sandbox = true
      break
    default:
      break
  }
}

/** The pid of a container's init that a line prints; where docker and podman run one again, each run has another. */
export function initPidIn(event: Event): number | null {
  if (event.type === 'runtime.container_started') return event.pid
  return event.type === 'runtime.exit' && event.execId === null ? event.pid : null
}

/** conmon and podman speak of the same container, as do docker and the containerd below it: the name a user knows wins. */
function betterRuntime(known: Runtime | null, told: Runtime): Runtime {
  if (known === null || known === told) return told
  if (known === 'conmon') return told
  if (told === 'docker' && known === 'containerd') return told
  return known
}

function mergePods(a: PodRef | null, b: PodRef | null): PodRef | null {
  if (!a || !b) return a ?? b
  if (a === b || isWhole(a)) return a
  return { namespace: a.namespace ?? b.namespace, name: a.name ?? b.name, uid: a.uid ?? b.uid }
}

/** The longest form of ids of which some program prints but the beginning; one that fits two ids stays as it is. */
function idResolver(ordered: readonly Ordered[]): (id: string) => string {
  if (!ordered.some(({ keys }) => isShort(keys.container) || isShort(keys.sandbox))) return (id) => id
  const ids = new Set(ordered.flatMap(({ keys }) => [keys.container ?? [], keys.sandbox ?? []].flat()))
  const byStart = new Map<string, string[]>()
  for (const id of [...ids].sort((a, b) => b.length - a.length)) appendTo(byStart, id.slice(0, SHORT_ID), id)
  const resolved = new Map<string, string>()
  for (const id of ids) {
    if (id.length >= FULL_ID) continue
    const [longest, ...others] = (byStart.get(id.slice(0, SHORT_ID)) ?? []).filter((other) =>
      other.startsWith(id),
    )
    if (longest !== undefined && others.every((other) => longest.startsWith(other))) resolved.set(id, longest)
  }
  return (id) => resolved.get(id) ?? id
}

const isShort = (id: string | null): boolean => id !== null && id.length < FULL_ID

interface PodNames {
  readonly complete: (pod: PodRef) => PodRef
  readonly same: (a: PodRef, b: PodRef) => boolean
}

const nameOf = (pod: PodRef): string | null =>
  pod.namespace !== null && pod.name !== null ? `${pod.namespace}/${pod.name}` : null

/**
 * Ties pod UIDs and names, by lines that tell both and by what several tell of one container. A name that had several
 * UIDs (a pod made anew) is not completed by guess.
 */
function podNames(ordered: readonly Ordered[], ofContainers: readonly PodRef[]): PodNames {
  // Mostly each container's own lines tell all of its pod.
  const whole = once(() => [...wholePods(ordered), ...ofContainers.filter(isWhole)])
  const byUid = once(() => new Map(whole().map((pod) => [pod.uid, pod])))
  const uidOfName = once(() => uidsByName(whole()))
  const complete = (pod: PodRef): PodRef => {
    if (isWhole(pod)) return pod
    if (pod.uid !== null) return mergePods(pod, byUid().get(pod.uid) ?? null) ?? pod
    const name = nameOf(pod)
    const uid = name === null ? null : (uidOfName().get(name) ?? null)
    return uid === null ? pod : { ...pod, uid }
  }
  return {
    complete,
    same(a, b) {
      if (a.uid !== null && b.uid !== null) return a.uid === b.uid
      const names = [nameOf(complete(a)), nameOf(complete(b))]
      return names[0] !== null && names[0] === names[1]
    },
  }
}

/** A pod of which a line tells all. */
type WholePod = { readonly [K in keyof PodRef]: string }

const isWhole = (pod: PodRef): pod is WholePod =>
  pod.uid !== null && pod.namespace !== null && pod.name !== null

function wholePods(ordered: readonly Ordered[]): readonly WholePod[] {
  const pods = new Set<WholePod>()
  for (const { keys } of ordered) for (const pod of keys.pods) if (isWhole(pod)) pods.add(pod)
  return [...pods]
}

/** Null: the name had several. */
function uidsByName(pods: readonly WholePod[]): ReadonlyMap<string, string | null> {
  const uids = new Map<string, string | null>()
  for (const { namespace, name, uid } of pods) {
    const key = `${namespace}/${name}`
    const known = uids.get(key)
    uids.set(key, known === undefined || known === uid ? uid : null)
  }
  return uids
}
