/** Ids that fields tell, of which lines may print a beginning or, where a long line was split, an end. */
export interface KnownIds {
  readonly add: (hex: string) => void
  readonly has: (hex: string) => boolean
  /** An id that begins, or ends, with these digits. */
  readonly beginningWith: (digits: string) => string | undefined
  readonly endingWith: (digits: string) => string | undefined
}

export function createKnownIds(): KnownIds {
  const ids = new Set<string>()
  let sorted: { readonly forward: readonly string[]; readonly backward: readonly string[] } | null = null
  const lists = () => (sorted ??= { forward: [...ids].sort(), backward: [...ids].map(reversed).sort() })
  return {
    add(hex) {
      if (ids.has(hex)) return
      ids.add(hex)
      sorted = null
    },
    has: (hex) => ids.has(hex),
    beginningWith: (digits) => firstWith(lists().forward, digits),
    endingWith(digits) {
      const found = firstWith(lists().backward, reversed(digits))
      return found === undefined ? undefined : reversed(found)
    },
  }
}

const reversed = (text: string): string => text.split('').reverse().join('')

function firstWith(sorted: readonly string[], start: string): string | undefined {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? '') < start) low = middle + 1
    else high = middle
  }
  const found = sorted[low]
  return found?.startsWith(start) ? found : undefined
}
