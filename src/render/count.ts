const GROUPED = new Intl.NumberFormat('en')

/** `1 line`, `12 lines`, `1 204 lines`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${formatNumber(n)} ${n === 1 ? one : many}`
}

/** 1204 → `1 204`. */
export function formatNumber(n: number): string {
  return GROUPED.format(n).replaceAll(',', ' ')
}

/** 7 → `07`. */
export function twoDigits(n: number): string {
  return String(n).padStart(2, '0')
}
