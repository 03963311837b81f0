import type { Event, EventType } from '../model/event.js'
import { tieBackOffs } from './back-offs.js'
import { tieInvocations } from './invocations.js'
import type { Lines } from './lines.js'
import { type HolderOf, tiePids } from './pids.js'
import { tieComposeExits, tieUnnamedEnds } from './unnamed.js'
import type { Who } from './who.js'

/** The container of each line that names none and was found to be about one. */
export function tieLines(lines: Lines, who: Who, holderOf: HolderOf): ReadonlyMap<Event, string> {
  const { all, of } = lines
  const has = (type: EventType): boolean => of(type).length > 0
  return new Map([
    ...tiePids(all, holderOf),
    ...(has('runtime.exit_unnamed') ? tieUnnamedEnds(all, who) : []),
    ...(has('runtime.compose_exit') ? tieComposeExits(all, who) : []),
    ...(has('kernel.oom_invoked') ? tieInvocations(all, who) : []),
    ...(has('kubelet.backoff') ? tieBackOffs(all, who) : []),
  ])
}
