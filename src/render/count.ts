/** `1 line`, `12 lines`, `1 204 lines`: thousands set apart by a narrow look, words in the plural where due. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${formatNumber(n)} ${n === 1 ? one : many}`
}

/** 1204 → `1 204`; four digits and more are grouped. */
export function formatNumber(n: number): string {
  return String(n).replace(/\B(?=(?:\d{3})+$)/g, ' ')
}
