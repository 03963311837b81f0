import type { Event } from '../model/event.js'

/**
 * Steps that every container goes through, whatever ended it: they stand together on a row, so that the telling
 * lines stand out.
 */
export function isRoutine(event: Event): boolean {
  switch (event.type) {
    case 'runtime.sandbox_created':
    case 'runtime.container_created':
    case 'runtime.container_started':
    case 'runtime.shim_gone':
    case 'runtime.removed':
    case 'kubelet.pod_added':
    case 'kubelet.container_removed':
    case 'kubelet.names':
    case 'systemd.scope_started':
      return true
    case 'runtime.stopped':
      return event.outcome !== 'failed'
    case 'kubelet.pleg':
      return event.change !== 'ContainerDied'
    case 'systemd.scope_ended':
      return event.result === null || event.result === 'success'
    default:
      return false
  }
}
