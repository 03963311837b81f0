import type { Event } from '../model/event.js'
import type { Lines, OrderedOf } from './lines.js'
import { canBe, takeNames } from './take-names.js'
import type { Who } from './who.js'
import { between } from './window.js'

/** The kubelet tells an error of the runtime once more at once. */
const RETOLD_MS = 1_000

/**
 * Ties the kubelet's lines that name pod and container of a failed start to the one by the container's id right before
 * them, of the same error: where two containers failed so, to the one of which another line tells the pod, or to none.
 * The container then is the one that they name.
 */
export function tieStartFailures(lines: Lines, who: Who, tied: Map<Event, string>): void {
  const failures = lines.of('kubelet.start_failed')
  const byId = failures.filter(({ event }) => event.containerId !== null)
  if (byId.length === 0) return
  for (const { event, at } of failures) {
    if (event.containerId !== null || event.containerName === null) continue
    const retold = between(byId, at - RETOLD_MS, at).filter((told) => isRetold(told, event.error))
    const failed = new Set(retold.map((told) => who.containers.get(who.fullId(told.event.containerId ?? ''))))
    const [only, ...others] = [...failed].filter((me) => me !== undefined && canBe(me, event, who))
    if (!only || others.length > 0) continue
    tied.set(event, only.id)
    takeNames(only, event)
  }
}

/** `RunContainerError: …`, of `rpc error: code = Unknown desc = …` before. */
function isRetold({ event }: OrderedOf<'kubelet.start_failed'>, error: string): boolean {
  const detail = error.slice(error.indexOf(': ') + 2)
  return detail !== '' && event.error.endsWith(detail)
}
