import type { EventOf } from '../model/event.js'
import type { LimitScope } from '../model/place.js'
import { formatBytes, formatSeconds } from '../model/quantity.js'
import { signalName } from '../model/signal.js'

/** `stress-ng-vm (pid 183960, 91 MiB)` */
export function victimWords({ victim }: EventOf<'kernel.oom_kill'>): string {
  const rss = victim.rssBytes === null ? '' : `, ${formatBytes(victim.rssBytes)}`
  return `${victim.name} (pid ${victim.pid}${rss})`
}

function limitWords(scope: LimitScope | null): string {
  switch (scope) {
    case 'container':
      return 'the container’s memory limit'
    case 'pod':
      return 'the pod’s memory limit'
    case 'node':
      return 'the memory of the node'
    case 'other':
      return 'a memory limit above the container that is not its pod’s'
    default:
      return 'a memory limit'
  }
}

/** `at the pod's memory limit (100 MiB)`; a node that ran out has no limit to name. */
export function atLimit(kill: EventOf<'kernel.oom_kill'>): string {
  if (kill.scope === 'node' && kill.constraint !== 'memcg') return 'because the node ran out of memory'
  const size = kill.limitBytes === null ? '' : ` (${formatBytes(kill.limitBytes)})`
  if (kill.scope === 'node') return `at the limit of all pods together${size}`
  return `at ${limitWords(kill.scope)}${size}`
}

/** `137 (SIGKILL)`, `0`, `42`. */
export function codeWords(code: number): string {
  const signal = code > 128 && code <= 192 ? signalName(code - 128) : undefined
  return signal ? `${code} (${signal})` : String(code)
}

/** `0.4 s after` the first of two times, empty where one is not known. */
export function spanWords(from: number | null, to: number | null): string {
  return from === null || to === null ? '' : formatSeconds((to - from) / 1000)
}

/** Who reports: `containerd`, `the kubelet`. */
export function sourceWords(source: string | null): string {
  return source === 'kubelet' ? 'the kubelet' : (source ?? 'the log')
}
