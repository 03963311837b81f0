import { isObject, type Json } from '../model/json.js'

export const isText = (value: unknown): value is string => typeof value === 'string'
export function isListOf<T>(value: unknown, isOne: (one: unknown) => one is T): value is readonly T[]
export function isListOf(value: unknown, isOne: (one: unknown) => boolean): boolean
export function isListOf(value: unknown, isOne: (one: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isOne)
}
const orNull =
  (isOne: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === null || isOne(value)

const isProcess = (value: unknown): boolean =>
  isObject(value) && isText(value['name']) && orNull(Number.isFinite)(value['pid'])
const isCgroup = (value: unknown): boolean =>
  isObject(value) && isText(value['path']) && isText(value['level'])
const isPod = (value: unknown): boolean =>
  isObject(value) && ['namespace', 'name', 'uid'].every((key) => orNull(isText)(value[key]))

/** What fields hold wherever they stand in an event. */
const FIELDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  pod: orNull(isPod),
  pods: (value) => isListOf(value, isPod),
  containerId: orNull(isText),
  containerName: orNull(isText),
  sandboxId: orNull(isText),
  podUid: orNull(isText),
  victim: isProcess,
  tasks: (value) => isListOf(value, isProcess),
  unit: isText,
  runtime: orNull(isText),
  sequence: (value) => isObject(value) && isText(value['log']) && Number.isFinite(value['at']),
  cgroup: (value) => value === null || isText(value) || isCgroup(value),
}

/** Fields without which nothing can be made of an event, by its type, else by the family of its type. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  runtime: ['runtime'],
  'runtime.sandbox_network': ['containerId'],
  'kernel.oom_kill': ['victim', 'tasks', 'containerId', 'podUid', 'limitBytes', 'scope'],
  'kernel.oom_group': ['cgroup'],
  'kubelet.pleg': ['pod', 'containerId'],
  'kubelet.container_finished': ['pod', 'containerId'],
  'kubelet.killing': ['pod', 'containerId'],
  'kubelet.eviction_ranked': ['pods'],
  'kubelet.pod_deleted': ['pods'],
  'kubelet.pod_added': ['pods'],
  'kubelet.evicted': ['pod'],
  'kubelet.probe_failed': ['pod'],
  'kubelet.backoff': ['pod'],
  'kubelet.start_failed': ['pod'],
  'kubelet.names': ['pod'],
  'systemd.unit_failed': ['unit'],
  'systemd.oomd_kill': ['cgroup'],
}

/** Whether an event has the fields of its type, and in them what must be there. */
export function hasShape(event: Json): boolean {
  const type = String(event['type'])
  const needs = NEEDS[type] ?? NEEDS[type.split('.', 1)[0] ?? ''] ?? []
  return (
    needs.every((name) => event[name] !== undefined) &&
    Object.entries(FIELDS).every(([name, isRight]) => event[name] === undefined || isRight(event[name]))
  )
}
