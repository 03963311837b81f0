import type { Fact, FactOf } from '../../src/model/fact.js'
import type { Stamp } from '../../src/model/stamp.js'
import { readContainerId } from './container-id.js'
import { readEpoch } from './epoch.js'
import { goSignal } from './go-signal.js'
import { integer } from './go-value.js'
import { readKubernetesName } from './kubernetes-name.js'
import { readIso } from './time.js'

/** An event of a container as docker's or podman's API sends it. */
export interface EngineEvent {
  readonly runtime: 'docker' | 'podman'
  /** `die`, `died`, `oom`, … */
  readonly action: string
  readonly containerId: string
  readonly name: string | null
  readonly exitCode?: string | undefined
  readonly signal?: string | undefined
  readonly execId?: string | undefined
}

/** Signals by which a program is told something else than to end. */
const NO_STOP = ['SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGCONT', 'SIGSTOP', 'SIGTSTP', 'SIGURG', 'SIGWINCH']

/** What an event says; undefined where it is of none of the container's own life. */
export function meaningOf(event: EngineEvent): Fact | undefined {
  const { runtime, containerId } = event
  const ref = { runtime, containerId } as const
  const kubernetes = event.name === null ? undefined : readKubernetesName(event.name)
  const attempt = kubernetes?.attempt ?? null
  const pod = kubernetes?.pod ?? null
  const name = kubernetes ? kubernetes.container : event.name
  const isSandbox = kubernetes?.container === null
  const target = isSandbox ? 'sandbox' : 'container'
  const whose = { ...(name !== null && { name }), ...(pod && { pod }) }
  switch (event.action) {
    case 'create':
      return isSandbox
        ? { type: 'runtime.sandbox_created', ...ref, pod: kubernetes.pod, attempt }
        : { type: 'runtime.container_created', ...ref, sandboxId: null, pod, phase: 'created', name, attempt }
    case 'start':
      return {
        type: 'runtime.container_started',
        ...ref,
        sandboxId: null,
        pod,
        phase: 'started',
        name,
        pid: null,
      }
    case 'oom':
      return { type: 'runtime.oom', ...ref }
    case 'kill': {
      const signal = event.signal === undefined ? null : goSignal(event.signal)
      if (signal !== null && NO_STOP.includes(signal)) return undefined
      return { type: 'runtime.kill_sent', ...ref, signal, escalated: false }
    }
    case 'die':
    case 'died':
      return { ...exitOf(event), ...whose, ...(isSandbox && { sandbox: true }) }
    case 'cleanup':
      return {
        ...exitOf({ ...event, exitCode: undefined }),
        ...whose,
        ...(isSandbox && { sandbox: true }),
        aftermath: true,
      }
    case 'exec_die':
      return event.execId === undefined ? undefined : { ...exitOf(event), ...whose, execId: event.execId }
    case 'stop':
      return { type: 'runtime.stopped', ...ref, target, outcome: 'stopped', error: null, ...whose }
    case 'destroy':
    case 'remove':
      return { type: 'runtime.removed', ...ref, target, phase: 'removed', forced: false }
    default:
      return undefined
  }
}

function exitOf({ runtime, containerId, exitCode }: EngineEvent): FactOf['runtime.exit'] {
  return {
    type: 'runtime.exit',
    runtime,
    containerId,
    execId: null,
    pid: null,
    exitStatus: integer(exitCode),
    exitedAt: null,
    sandbox: null,
    synthetic: false,
  }
}

/** The fields of an event as `docker events --format json`, `podman events --format json` and both APIs write it. */
interface Written {
  readonly fields: Readonly<Record<string, unknown>>
  readonly attributes: Readonly<Record<string, unknown>>
}

/**
 * Reads `{"Type":"container","Action":"die","Actor":{"ID":"…","Attributes":{"exitCode":"137","name":"web"}},"timeNano":…}`
 * and podman's `{"ContainerExitCode":137,"ID":"…","Name":"web","Status":"died","Type":"container",…}`.
 *
 * Of docker's API podman's events have docker's shape and podman's words: `died` is never docker's.
 */
export function readJsonEvent(
  text: string,
): { readonly event: EngineEvent; readonly stamp: Stamp | undefined } | undefined {
  const written = parse(text)
  if (!written || written.fields['Type'] !== 'container') return undefined
  const { fields, attributes } = written
  const { Action: action, Status: status, Actor: actor } = fields
  const own = isObject(actor) ? actor['ID'] : fields['ID']
  const containerId = readContainerId(textOf(own))
  const words = textOf(status ?? action)
  if (containerId === null || words === undefined) return undefined
  const code = fields['ContainerExitCode'] ?? attributes['exitCode'] ?? attributes['containerExitCode']
  const event: EngineEvent = {
    runtime: status !== undefined || words === 'died' ? 'podman' : 'docker',
    action: words,
    containerId,
    name: textOf(fields['Name'] ?? attributes['name']) ?? null,
    exitCode: textOf(code),
    signal: textOf(attributes['signal']),
    execId: textOf(attributes['execID']),
  }
  const time = textOf(fields['Time'])
  const nanos = textOf(fields['timeNano'])
  return { event, stamp: time === undefined ? readEpoch(nanos ?? '') : readIso(time)?.stamp }
}

function parse(text: string): Written | undefined {
  try {
    const fields: unknown = JSON.parse(text)
    if (!isObject(fields)) return undefined
    const { Actor: actor } = fields
    const attributes = isObject(actor) ? actor['Attributes'] : fields['Attributes']
    return { fields, attributes: isObject(attributes) ? attributes : {} }
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined
}
