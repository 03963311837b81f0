import type { Stamp } from '../../src/model/stamp.js'
import { datedStamp, monthNumber, wallTime } from './time.js'

/** Kibana's `Mar 4, 2024 @ 09:17:07.123`. */
const KIBANA = /^([A-Z][a-z]{2}) (\d{1,2}), (\d{4}) @ (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?$/
/** Azure portal's `3/4/2024, 9:17:07.123 AM`: month first. */
const PORTAL = /^(\d{1,2})\/(\d{1,2})\/(\d{4}), (\d{1,2}):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?: (AM|PM))?$/

/** Reads the times that web pages write into their exports: local to the reader's browser, no zone. */
export function readShownTime(raw: string): Stamp | undefined {
  const kibana = KIBANA.exec(raw)
  if (kibana) return stampOf(raw, kibana[3], monthNumber(kibana[1] ?? ''), kibana[2], kibana.slice(4, 8))
  const portal = PORTAL.exec(raw)
  if (!portal) return undefined
  const [hours, ...clock] = portal.slice(4, 8)
  const half = portal[8] === undefined ? Number(hours) : (Number(hours) % 12) + (portal[8] === 'PM' ? 12 : 0)
  return stampOf(raw, portal[3], Number(portal[1]), portal[2], [String(half), ...clock])
}

function stampOf(
  raw: string,
  year: string | undefined,
  month: number,
  day: string | undefined,
  clock: readonly (string | undefined)[],
): Stamp | undefined {
  const time = wallTime(Number(year), month, Number(day), clock)
  return time && datedStamp(raw, time.wallMs, null, time.stepMs)
}
