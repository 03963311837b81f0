import { twoDigits } from './count.js'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A duration in milliseconds → `4ms`, `0.4s`, `29.8s`, `2m10s`, `1h02m`, `3d04h`. Never negative. */
export function formatSpan(ms: number, wholeSeconds = false): string {
  const size = Math.abs(ms)
  if (wholeSeconds && size < MINUTE) return `${Math.round(size / SECOND)}s`
  if (size < 0.5) return '0s'
  if (size < 99.5) return `${Math.round(size)}ms`
  if (size < 59_950) return `${(size / SECOND).toFixed(1)}s`
  const seconds = Math.round(size / SECOND) * SECOND
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)}m${twoDigits((seconds % MINUTE) / SECOND)}s`
  const minutes = Math.round(size / MINUTE) * MINUTE
  if (minutes < DAY) return `${Math.floor(minutes / HOUR)}h${twoDigits((minutes % HOUR) / MINUTE)}m`
  const hours = Math.round(size / HOUR) * HOUR
  return `${Math.floor(hours / DAY)}d${twoDigits((hours % DAY) / HOUR)}h`
}

/**
 * Time from the death: `−29.8s`, `+18ms`, `0s`; `~+1s` where either stamp has whole seconds only: then the two
 * seconds are compared, for nothing is known of what lies within them.
 */
export function formatOffset(time: number, death: number, approximate: boolean): string {
  const ms = approximate ? wholeSecond(time) - wholeSecond(death) : time - death
  const span = formatSpan(ms, approximate)
  const sign = span === '0s' ? '' : ms < 0 ? '−' : '+'
  return `${approximate ? '~' : ''}${sign}${span}`
}

/**
 * Of something that lies anywhere between two times from the death: `~0s` where the death does too, else `~−1s` if that
 * is between them, else `~−0.5s`, their middle.
 */
export function formatOffsetBetween(from: number, to: number): string {
  if (from <= 0 && to >= 0) return '~0s'
  const middle = (from + to) / 2
  const whole = Math.round(middle / SECOND) * SECOND
  const isWhole = Math.abs(middle) >= 10 * SECOND || (whole >= from && whole <= to)
  return `~${middle < 0 ? '−' : '+'}${formatSpan(isWhole ? whole : middle, isWhole)}`
}

function wholeSecond(time: number): number {
  return Math.floor(time / SECOND) * SECOND
}
