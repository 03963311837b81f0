import type { Event, EventOf, EventType } from '../model/event.js'
import { kernelSayings } from './kernel-sayings.js'
import { kubeletSayings } from './kubelet-sayings.js'
import { runtimeSayings } from './runtime-sayings.js'
import { systemSayings } from './system-sayings.js'

/** How every type of event reads. A new type does not compile until it stands here. */
const sayOf: { readonly [T in EventType]: (event: EventOf<T>) => string } = {
  ...kernelSayings,
  ...runtimeSayings,
  ...kubeletSayings,
  ...systemSayings,
}

/** What an event says, as a phrase that its subject can stand before: `exited with 137 (SIGKILL), pid 219567`. Unescaped. */
export function say(event: Event): string {
  return (sayOf[event.type] as (event: Event) => string)(event)
}
