import type { Event, EventOf } from '../model/event.js'
import type { Ordered } from './order.js'
import type { Who } from './who.js'

/** A report of a busy node takes up to this long from its first line to the kill. */
const REPORT_MS = 10_000
/** More reports are not under way at once. */
const MOST_OPEN = 64

/**
 * Ties `invoked oom-killer` to the container of the kill that it led to: the next one whose report names the same
 * invoker. An invocation without such a kill stays untied.
 */
export function tieInvocations(ordered: readonly Ordered[], who: Who): ReadonlyMap<Event, string> {
  const tied = new Map<Event, string>()
  let open: { readonly event: EventOf<'kernel.oom_invoked'>; readonly log: string; readonly at: number }[] =
    []
  for (const { event, log, at } of ordered) {
    if (event.type !== 'kernel.oom_invoked' && event.type !== 'kernel.oom_kill') continue
    open = open.slice(-MOST_OPEN).filter((invoked) => at - invoked.at <= REPORT_MS)
    if (event.type === 'kernel.oom_invoked') open.push({ event, log, at })
    else if (event.containerId !== null && event.invoker !== null) {
      const { name } = event.invoker
      const invoked = open.findLast((one) => one.event.invoker === name && one.log === log)
      if (!invoked) continue
      tied.set(invoked.event, who.fullId(event.containerId))
      open = open.filter((one) => one !== invoked)
    }
  }
  return tied
}
