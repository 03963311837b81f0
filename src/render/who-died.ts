import type { Termination } from '../model/termination.js'
import { escapeTerminal } from './escape.js'
import { podLabel, shortId } from './sayings.js'
import { cutMiddle, widthOf } from './width.js'

const ARROW = ' › '

/**
 * `shop/checkout › app (restart 3)`, `pod 5931aa75… › 25a38b5b8d55`: a container by the names that the log gives,
 * escaped, in at most `room` columns. Of a long name the pod's middle is cut first.
 */
export function whoDied({ pod, container }: Termination, room: number): string {
  const id = container.id === null ? null : shortId(container.id)
  const restarts =
    container.attempt !== null && container.attempt > 0 ? ` (restart ${container.attempt})` : ''
  const own = escapeTerminal(
    `${container.sandbox ? 'sandbox' : (container.name ?? id ?? 'container')}${restarts}`,
  )
  const label = podLabel(pod)
  if (label === null)
    return cutMiddle(
      container.name === null && id !== null && !container.sandbox ? `container ${own}` : own,
      room,
    )
  const least = Math.floor((room - ARROW.length) / 2)
  const podWidth = Math.max(least, room - ARROW.length - widthOf(own))
  const shownPod = cutMiddle(escapeTerminal(label), podWidth)
  return shownPod + ARROW + cutMiddle(own, room - ARROW.length - widthOf(shownPod))
}

/** The short id, where the name alone stands in `whoDied`. */
export function idBeside({ container }: Termination): string | null {
  return container.id !== null && (container.name !== null || container.sandbox)
    ? shortId(container.id)
    : null
}
