const RFC3339 = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)$/
const RFC1123Z = /^[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d:\d\d:\d\d) ([+-]\d{4})$/
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/**
 * A time as the APIs and `kubectl describe` write it, in epoch milliseconds: `2023-10-12T19:00:48Z`,
 * `2023-10-12T21:00:48.123456789+02:00`, `Thu, 12 Oct 2023 19:00:48 +0000`. Null for what is no time, and for the
 * zero times of Go and Unix (`0001-01-01T00:00:00Z`, `1970-01-01T00:00:00Z`), which stand for none.
 */
export function readMoment(text: string | null): number | null {
  const iso = isoOf(text?.trim() ?? '')
  const time = iso === undefined ? Number.NaN : Date.parse(iso)
  return Number.isNaN(time) || time <= 0 ? null : time
}

function isoOf(text: string): string | undefined {
  const [, date, clock, fraction = '', zone] = RFC3339.exec(text) ?? []
  if (zone !== undefined) return `${date}T${clock}${fraction.slice(0, 4)}${withColon(zone)}`
  const [, day, month = '', year, time, offset] = RFC1123Z.exec(text) ?? []
  if (offset === undefined) return undefined
  const number = String(MONTHS.indexOf(month) + 1).padStart(2, '0')
  return `${year}-${number}-${day}T${time}${withColon(offset)}`
}

function withColon(zone: string): string {
  return zone === 'Z' || zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`
}
