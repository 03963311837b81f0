import type { Stamp } from '../../src/model/stamp.js'
import { epochStamp } from './time.js'

const DIGITS = /^(\d{9,20})(?:\.(\d{1,9}))?$/

/**
 * Stamp of an epoch value by its number of digits: seconds, or milli-, micro- or nanoseconds, with a fraction.
 *
 * `1709543827.123456`, `1709543827123`, `1709543827123456789` → the same second.
 */
export function readEpoch(raw: string): Stamp | undefined {
  const m = DIGITS.exec(raw)
  if (!m?.[1]) return undefined
  const digits = m[1].length
  const unit = digits <= 10 ? 0 : digits <= 13 ? 3 : digits <= 16 ? 6 : 9
  const seconds = m[1].slice(0, digits - unit)
  const below = m[1].slice(digits - unit) + (m[2] ?? '')
  const ms = Number(seconds) * 1000 + (below === '' ? 0 : Number(`0.${below}`) * 1000)
  return epochStamp(raw, ms, 1000 / 10 ** below.length)
}
