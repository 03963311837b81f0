const DAY = 86_400
/** Seconds in each of systemd's units of time; months and years are its own averages. */
const SECONDS = new Map([
  ['y', 365.25 * DAY],
  ['month', 30.4375 * DAY],
  ['w', 7 * DAY],
  ['d', DAY],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
  ['ms', 1e-3],
  ['us', 1e-6],
])
const PART = /^(\d{1,9}(?:\.\d{1,6})?)([a-z]{1,5})$/

const SIZES = 'BKMGTPE'
const SIZE = /^(\d{1,15}(?:\.\d)?)([BKMGTPE])$/

/** Seconds of a span as systemd prints it, to the microsecond: `152ms`, `5min 3.1s`, `1d 3h 24min`. */
export function readSpan(text: string): number | undefined {
  let seconds = 0
  for (const part of text.split(' ')) {
    const [, amount, unit] = PART.exec(part) ?? []
    const worth = SECONDS.get(unit ?? '')
    if (amount === undefined || worth === undefined) return undefined
    seconds += Number(amount) * worth
  }
  return Math.round(seconds * 1e6) / 1e6
}

/** Bytes of a size as systemd prints it, with one decimal and units of 1024: `96.2M`, `512K`, `0B`. */
export function readSize(text: string): number | undefined {
  const [, amount, unit] = SIZE.exec(text) ?? []
  if (amount === undefined || unit === undefined) return undefined
  return Math.round(Number(amount) * 1024 ** SIZES.indexOf(unit))
}
