import type { Event, EventOf } from './event.js'

/** A line that says that a container could not be started. */
export type StartFailure = EventOf<'runtime.start_failed' | 'kubelet.start_failed'>

export function isStartFailure(event: Event): event is StartFailure {
  return event.type === 'runtime.start_failed' || event.type === 'kubelet.start_failed'
}

/** The reasons that a status gives, containerd's and dockershim's, where the runtime could not start the container. */
export const NEVER_RAN: readonly string[] = ['StartError', 'ContainerCannotRun']

/** A status that says so, instead of such a line. */
export function tellsNeverRan(event: Event): event is EventOf<'kubelet.container_finished'> {
  return (
    event.type === 'kubelet.container_finished' && event.reason !== null && NEVER_RAN.includes(event.reason)
  )
}
