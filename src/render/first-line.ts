import type { Termination } from '../model/termination.js'
import { GAP, INDENT } from './block-layout.js'
import { toneOf } from './cause-tone.js'
import { escapeTerminal } from './escape.js'
import { exitPhrase } from './exit-phrase.js'
import type { Style } from './style.js'
import { ranFor } from './telling.js'
import { idBeside, whoDied } from './who-died.js'
import { widthOf } from './width.js'

/** The column of the exits begins here at the latest, and leaves room for the longest of them. */
const MOST_WHO = 64
const LONGEST_EXIT = 'exit code not in the log'.length

/** What the first line tells of a death. */
export type Gist = Pick<
  Termination,
  'pod' | 'container' | 'startedAt' | 'finishedAt' | 'exitObserved' | 'exitCode' | 'exitCodeMadeUp' | 'cause'
>

/** Without what the rest of the block tells. */
export function gistOf({
  pod,
  container,
  startedAt,
  finishedAt,
  exitObserved,
  exitCode,
  exitCodeMadeUp,
  cause,
}: Termination): Gist {
  return { pod, container, startedAt, finishedAt, exitObserved, exitCode, exitCodeMadeUp, cause }
}

/**
 * Who, and with which code, as it stands behind the clock: `  default/nginx › nginx  4296b9e2377f   exit 0 (success)`.
 *
 * `pointer` comes last, as `as at 19:30:12`; empty where the death is told whole.
 */
export function firstLine(
  gist: Gist,
  pointer: string,
  { width, style }: { readonly width: number; readonly style: Style },
): string {
  const exit = exitPhrase(gist)
  const tail = pointer === '' ? '' : `, ${pointer}`
  const exitWidth = widthOf(exit) + widthOf(tail)
  const room = width - INDENT.length - GAP.length - exitWidth
  const column = Math.min(MOST_WHO, room, width - INDENT.length - GAP.length - LONGEST_EXIT)
  const who = whoDied(gist, room)
  const id = escapeTerminal(idBeside(gist) ?? '')
  const hasId = id !== '' && widthOf(who) + GAP.length + id.length <= Math.max(column, widthOf(who))
  const beside = hasId ? `${GAP}${style('faint', id)}` : ''
  const used = widthOf(who) + (hasId ? GAP.length + id.length : 0)
  const fill = ' '.repeat(Math.max(0, column - used))
  const left = `${GAP}${style('title', who)}${beside}${fill}${GAP}`
  const ran = ranFor(gist)
  const lived = ran === null ? '' : `, ran ${ran}`
  const free = width - INDENT.length - Math.max(column, used) - GAP.length - exitWidth
  const details = (lived.length <= free ? lived : '') + tail
  return left + style(toneOf[gist.cause], exit) + style('faint', details)
}
