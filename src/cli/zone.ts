import { zoneNamed } from '../library/zone.js'
import { UserError } from './user-error.js'

/** An offset as `+02:00`, or a zone that this machine knows by name. */
export function readZone(typed: string): string {
  const zone = zoneNamed(typed)
  if (zone !== null) return zone
  throw new UserError(`--tz knows no zone "${typed}"; it takes +02:00, UTC, Europe/Berlin`)
}
