/** `1 line`, `12 lines`, `1 204 lines`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${formatNumber(n)} ${n === 1 ? one : many}`
}

/** 1204 → `1 204`; by hand, since Intl takes longer to load than a small log to read. */
export function formatNumber(n: number): string {
  const digits = String(n)
  const groups: string[] = []
  for (let end = digits.length; end > 0; end -= 3) groups.unshift(digits.slice(Math.max(0, end - 3), end))
  return groups.join(' ')
}

/** 7 → `07`. */
export function twoDigits(n: number): string {
  return n < 10 ? `0${n}` : String(n)
}

/** 7 → `007`. */
export function threeDigits(n: number): string {
  return n < 100 ? `0${twoDigits(n)}` : String(n)
}
