const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const

/** Bytes for a person: `91 MiB`, `7.2 MiB`, `512 B`. Two significant digits below ten, whole numbers above. */
export function formatBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  while (Math.round(value) >= 1024 && unit < UNITS.length - 1) {
    value /= 1024
    unit++
  }
  const digits = unit > 0 && value < 9.95 && value % 1 !== 0 ? value.toFixed(1) : String(Math.round(value))
  return `${digits} ${UNITS[unit]}`
}

/** A span of seconds for a person: `43 ms`, `0.4 s`, `30 s`, `3 m 45 s`, `2 h 5 m`. */
export function formatSeconds(seconds: number): string {
  const s = Math.abs(seconds)
  if (s < 0.1) return `${Math.round(s * 1000)} ms`
  if (s < 10) return `${Number(s.toFixed(1))} s`
  if (s < 60) return `${Math.round(s)} s`
  const whole = Math.round(s)
  if (s < 3600) return joinUnits(Math.floor(whole / 60), 'm', whole % 60, 's')
  const minutes = Math.round(s / 60)
  return joinUnits(Math.floor(minutes / 60), 'h', minutes % 60, 'm')
}

function joinUnits(big: number, bigUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${big} ${bigUnit}` : `${big} ${bigUnit} ${small} ${smallUnit}`
}
