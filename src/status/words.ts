import { formatSeconds } from '../model/quantity.js'
import { signalName } from '../model/signal.js'
import type { ClusterClaim, StatusSource } from '../model/status.js'
import type { Cause, OomKillOf } from '../model/termination.js'

const TELLERS: Readonly<Record<StatusSource, string>> = {
  pods: 'the cluster',
  describe: 'the cluster',
  events: 'the cluster',
  crictl: 'the runtime (crictl)',
  docker: 'the runtime (docker)',
}

/** Who says it. */
export function teller({ source }: Pick<ClusterClaim, 'source'>): string {
  return TELLERS[source]
}

/** Words from a file, cut where no honest file has so many. */
export function quoted(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`
}

/** `137 (SIGKILL)`, `0`, `42`. */
export function codeWords(code: number): string {
  const signal = code > 128 && code <= 192 ? signalName(code - 128) : undefined
  return signal === undefined ? String(code) : `${code} (${signal})`
}

/** `OOMKilled with exit code 137 (SIGKILL)`: all that the claim says of how it ended. */
export function endWords({ reason, exitCode, oomKilled }: ClusterClaim): string {
  const shown = reason ?? (oomKilled === true ? 'OOMKilled' : null)
  const code = exitCode === null ? null : `exit code ${codeWords(exitCode)}`
  if (shown === null) return code ?? 'an end'
  return code === null ? quoted(shown) : `${quoted(shown)} with ${code}`
}

/** `19:00:48Z`, with its date where that is not the date of `beside`. */
export function timeWords(time: number, beside: number | null): string {
  const iso = new Date(time).toISOString()
  const isSameDay = beside !== null && iso.slice(0, 10) === new Date(beside).toISOString().slice(0, 10)
  return isSameDay ? `${iso.slice(11, 19)}Z` : `${iso.slice(0, 10)} ${iso.slice(11, 19)}Z`
}

export function spanWords(ms: number): string {
  return formatSeconds(ms / 1000)
}

/** `stress-ng-vm (pid 183960)` */
export function victimWords({ name, pid }: Pick<OomKillOf, 'name' | 'pid'>): string {
  return `${name} (pid ${pid})`
}

const CAUSES: Readonly<Record<Cause, string>> = {
  'oom-container': "an OOM kill at the container's limit",
  'oom-pod': "an OOM kill at the pod's limit",
  'oom-node': 'an OOM kill for the node',
  eviction: 'an eviction',
  probe: 'a stop after a failed probe',
  deletion: 'the deletion of its pod',
  stopped: 'an orderly stop',
  preemption: 'a preemption',
  'node-shutdown': 'a shutdown of the node',
  'node-reboot': 'a reboot of the node',
  crash: 'a crash',
  killed: 'a kill by a signal',
  error: 'an exit by itself',
  completed: 'an exit by itself',
  'start-failure': 'a failed start',
  unknown: 'an end without a cause',
}

/** `an eviction`: what the log shows, as the object of a sentence. */
export function causeWords(cause: Cause): string {
  return CAUSES[cause]
}
