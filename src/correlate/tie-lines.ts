import type { Event, EventType } from '../model/event.js'
import { tieBackOffs } from './back-offs.js'
import { tieInvocations } from './invocations.js'
import { tieKillingNames } from './killing-names.js'
import { tieKillings } from './killings.js'
import type { Lines } from './lines.js'
import { type HolderOf, tiePids } from './pids.js'
import { tieSandboxFailures } from './sandbox-failures.js'
import { tieStartFailures } from './start-failures.js'
import { tieNamedKills, tieToldCodes, tieUnnamedEnds } from './unnamed.js'
import type { Who } from './who.js'

/** The container of each line that names none and was found to be about one. */
export function tieLines(lines: Lines, who: Who, holderOf: HolderOf): ReadonlyMap<Event, string> {
  const { all, of } = lines
  const has = (type: EventType): boolean => of(type).length > 0
  const tied = new Map<Event, string>()
  tiePids(all, holderOf, tied)
  if (has('runtime.exit_unnamed')) tieUnnamedEnds(all, who, tied)
  if (has('runtime.compose_exit') || has('runtime.task_exit')) tieToldCodes(all, who, tied)
  if (has('runtime.kill_sent')) tieNamedKills(lines, who, tied)
  if (has('kernel.oom_invoked')) tieInvocations(all, who, tied)
  if (has('kubelet.backoff')) tieBackOffs(all, who, tied)
  if (has('kubelet.start_failed')) {
    tieStartFailures(lines, who, tied)
    tieSandboxFailures(lines, who, tied)
  }
  if (has('kubelet.killing')) {
    tieKillingNames(lines, who, tied)
    tieKillings(lines, who, tied)
  }
  return tied
}
