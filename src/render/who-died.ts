import type { Termination } from '../model/termination.js'
import { escapeTerminal } from './escape.js'
import { podLabel, shortId } from './sayings.js'
import { cutMiddle, widthOf } from './width.js'

const ARROW = ' › '

type Named = Pick<Termination, 'pod' | 'container'>

/** A container by the names that the log gives, whole and unescaped. */
interface Names {
  /** `shop/checkout`, `pod 5931aa75…`; null where no line names the pod. */
  readonly pod: string | null
  /** `app (restart 3)`, `25a38b5b8d55`, `sandbox`. */
  readonly container: string
}

export function namesOf({ pod, container }: Named): Names {
  const id = container.id === null ? null : shortId(container.id)
  const restarts =
    container.attempt !== null && container.attempt > 0 ? ` (restart ${container.attempt})` : ''
  const own = `${container.sandbox ? 'sandbox' : (container.name ?? id ?? 'container')}${restarts}`
  const label = podLabel(pod)
  const isBareId = label === null && container.name === null && id !== null && !container.sandbox
  return { pod: label, container: isBareId ? `container ${own}` : own }
}

/**
 * `shop/checkout › app (restart 3)`, `pod 5931aa75… › 25a38b5b8d55`, escaped, in at most `room` columns. Of a long
 * name the pod's middle is cut first.
 */
export function whoDied(named: Named, room: number): string {
  const names = namesOf(named)
  const own = escapeTerminal(names.container)
  if (names.pod === null) return cutMiddle(own, room)
  const least = Math.floor((room - ARROW.length) / 2)
  const podWidth = Math.max(least, room - ARROW.length - widthOf(own))
  const shownPod = cutMiddle(escapeTerminal(names.pod), podWidth)
  return shownPod + ARROW + cutMiddle(own, room - ARROW.length - widthOf(shownPod))
}

/** `shop/checkout › app (restart 3)`: whole and unescaped. */
export function nameOf(named: Named): string {
  const { pod, container } = namesOf(named)
  return pod === null ? container : pod + ARROW + container
}

/** The short id, where the name alone stands in `whoDied`. */
export function idBeside({ container }: Pick<Termination, 'container'>): string | null {
  return container.id !== null && (container.name !== null || container.sandbox)
    ? shortId(container.id)
    : null
}
