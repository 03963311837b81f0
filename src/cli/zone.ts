import { UserError } from './user-error.js'

/** An offset as `+02:00`, or a zone that this machine knows by name. */
export function readZone(typed: string): string {
  const offset = /^(?:UTC|GMT)?([+-−])(\d{1,2}):?(\d\d)?$/i.exec(typed)
  if (offset) {
    const [, sign, hours = '', minutes = '00'] = offset
    if (Number(hours) <= 14 && Number(minutes) <= 59)
      return `${sign === '+' ? '+' : '-'}${hours.padStart(2, '0')}:${minutes}`
  } else if (isZoneName(typed)) return typed.toUpperCase() === 'Z' ? 'UTC' : typed
  throw new UserError(`--tz knows no zone "${typed}"; it takes +02:00, UTC, Europe/Berlin`)
}

function isZoneName(name: string): boolean {
  if (name.toUpperCase() === 'Z') return true
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
