import type { Event } from '../model/event.js'
import type { Lines } from './lines.js'
import type { Ordered } from './order.js'
import { firstFrom, lastUntil } from './window.js'

/** A daemon that was restarted reaches for all its containers within this time, also for those that died before. */
const TAKING_UP_MS = 10_000
/** A kubelet that starts takes up to this long to its first look at the containers. */
const FIRST_LOOK_MS = 60_000
/** All that the first look finds is told within this time. */
const LOOK_MS = 2_000

/** What the node's daemons tell of old again, because they were restarted and had forgotten it. */
export interface Restarts {
  /** A runtime has just started: what it does with a container now says nothing of the container. */
  readonly takesUp: (at: number) => boolean
  /** The kubelet has just started: it tells of every container as if it had started, or died, now. */
  readonly retells: (one: Ordered) => boolean
}

export function findRestarts(lines: Lines): Restarts {
  const daemons = lines.of('runtime.daemon').filter(({ event }) => event.phase === 'starting')
  const looks = firstLooks(lines)
  return {
    takesUp(at) {
      const start = lastUntil(daemons, at)
      return start !== undefined && at - start.at <= TAKING_UP_MS
    },
    retells({ event, at }) {
      if (!isSeenInLook(event)) return false
      const look = lastUntil(looks, at)
      return look !== undefined && at - look.at <= LOOK_MS
    },
  }
}

/** For each start of the kubelet the first line in which it tells of a container. */
function firstLooks(lines: Lines): readonly Ordered[] {
  const starts = lines.of('kubelet.started')
  const seen = starts.length === 0 ? [] : lines.all.filter(({ event }) => isSeenInLook(event))
  return starts.flatMap(({ at }) => {
    const look = firstFrom(seen, at)
    return look && look.at - at <= FIRST_LOOK_MS ? [look] : []
  })
}

function isSeenInLook(event: Event): boolean {
  return (
    event.type === 'kubelet.pleg' || (event.type === 'kubelet.container_finished' && event.reason === null)
  )
}
