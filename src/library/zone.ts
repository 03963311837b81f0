/** A zone as `+02:00`, or by the name that this machine knows it by; null: there is no such zone. */
export function zoneNamed(written: string): string | null {
  const offset = /^(?:UTC|GMT)?([+-−])(\d{1,2}):?(\d\d)?$/i.exec(written)
  if (offset) {
    const [, sign, hours = '', minutes = '00'] = offset
    if (Number(hours) > 14 || Number(minutes) > 59) return null
    return `${sign === '+' ? '+' : '-'}${hours.padStart(2, '0')}:${minutes}`
  }
  if (written.toUpperCase() === 'Z') return 'UTC'
  return isZoneName(written) ? written : null
}

function isZoneName(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
