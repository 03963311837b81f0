/** A share of the width as an attribute. */
export function percent(share: number): string {
  return `${Number((share * 100).toFixed(3))}%`
}
