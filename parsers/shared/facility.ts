import { skipBlanks } from './blanks.js'

/** The names that syslog(3) and its daemons print. */
export const FACILITIES: ReadonlySet<string> = new Set(
  'kern user mail daemon auth syslog lpr news uucp cron authpriv ftp local0 local1 local2 local3 local4 local5 local6 local7'.split(
    ' ',
  ),
)
export const LEVELS: ReadonlySet<string> = new Set(
  'emerg panic alert crit err error warn warning notice info debug'.split(' '),
)
/** In place of the host of a machine that has no name yet. */
export const NAMELESS = '(none) '
const HOST = /^[\w.:%@/-]+$/

/**
 * Reads ` unitv2 user.err ` behind the time of a line: its host and where the tag stands. BusyBox and syslog-ng print
 * `<facility>.<level>` between the host, if any, and the tag.
 */
export function readFacility(text: string, at: number): { host: string | null; end: number } | undefined {
  const first = skipBlanks(text, at)
  const start = text.startsWith(NAMELESS, first) ? first + NAMELESS.length : first
  const end = text.indexOf(' ', start)
  if (first === at || end < 0) return undefined
  const next = text.indexOf(' ', end + 1)
  if (isPriority(text, end + 1, next)) {
    const host = text.slice(start, end)
    if (HOST.test(host)) return { host, end: next + 1 }
  }
  return isPriority(text, start, end) ? { host: null, end: end + 1 } : undefined
}

function isPriority(text: string, start: number, end: number): boolean {
  const point = text.indexOf('.', start)
  return (
    point > start &&
    point < end &&
    FACILITIES.has(text.slice(start, point)) &&
    LEVELS.has(text.slice(point + 1, end))
  )
}
