import type { Line } from '../model/line.js'

/** The time of a record as its collector names it; in a message that is JSON itself the quotes are escaped. */
const TIME =
  /"(?:@timestamp|timestamp|__REALTIME_TIMESTAMP|TimeGenerated|timeUnixNano)":\[?"?(\d{4}-[^",}]{6,32}|\d{9,19})/

/**
 * Records of one document in the order of their time: an API answers newest first, or stream by stream.
 *
 * Records of one time keep the order that they have, read from the end where the document is newest first. They stay as
 * they are where one of them has no time.
 */
export function inTimeOrder<T extends Line>(records: readonly T[]): readonly T[] {
  if (records.length < 2) return records
  const timed = records.map((record) => ({ record, time: timeOf(record.text) }))
  if (timed.some(({ time }) => Number.isNaN(time))) return records
  let falls = 0
  for (const [index, { time }] of timed.entries()) falls += Math.sign((timed[index - 1]?.time ?? time) - time)
  if (falls > 0) timed.reverse()
  return timed.sort((a, b) => a.time - b.time).map(({ record }) => record)
}

function timeOf(text: string): number {
  const written = TIME.exec(text)?.[1] ?? ''
  return written.includes('-') ? Date.parse(written) : Number(written || Number.NaN)
}
