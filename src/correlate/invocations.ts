import type { Event } from '../model/event.js'
import type { OrderedOf } from './lines.js'
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
export function tieInvocations(ordered: readonly Ordered[], who: Who, tied: Map<Event, string>): void {
  const open: OrderedOf<'kernel.oom_invoked'>[] = []
  for (const one of ordered) {
    const { event } = one
    if (event.type !== 'kernel.oom_invoked' && event.type !== 'kernel.oom_kill') continue
    const { log, at } = one
    while (open[0] && (open.length > MOST_OPEN || at - open[0].at > REPORT_MS)) open.shift()
    if (isInvocation(one)) open.push(one)
    else if (event.type === 'kernel.oom_kill' && event.containerId !== null && event.invoker !== null) {
      const { name } = event.invoker
      const its = open.findLastIndex((invoked) => invoked.event.invoker === name && invoked.log === log)
      const [invoked] = its < 0 ? [] : open.splice(its, 1)
      if (invoked) tied.set(invoked.event, who.fullId(event.containerId))
    }
  }
}

function isInvocation(one: Ordered): one is OrderedOf<'kernel.oom_invoked'> {
  return one.event.type === 'kernel.oom_invoked'
}
