import type { Event, EventOf } from './event.js'

/** A line that says that a container could not be started. */
export type StartFailure = EventOf<'runtime.start_failed' | 'kubelet.start_failed'>

export function isStartFailure(event: Event): event is StartFailure {
  return event.type === 'runtime.start_failed' || event.type === 'kubelet.start_failed'
}
