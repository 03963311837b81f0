import { tzOffset } from '@date-fns/tz/tzOffset'

/** Minutes east of UTC of a zone at a time in epoch milliseconds. */
export function zoneOffset(zone: string, time: number): number {
  return tzOffset(zone, new Date(time))
}
