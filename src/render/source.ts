import type { Event } from '../model/event.js'

/** Who says it, in at most ten characters: `kernel`, `containerd`, `kubelet`, `systemd`, … */
export function sourceLabel(event: Event): string {
  if ('runtime' in event && event.type.startsWith('runtime.')) return event.runtime ?? 'runtime'
  switch (event.type) {
    case 'node.shutdown':
    case 'log.gap':
      return event.program ?? 'log'
    default:
      return event.type.slice(0, event.type.indexOf('.'))
  }
}
