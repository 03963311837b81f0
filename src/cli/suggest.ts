/** The candidates that a mistyped word may have meant, the likeliest first; at most three. */
export function suggest(word: string, candidates: readonly string[]): readonly string[] {
  const typed = word.toLowerCase()
  const near = candidates.flatMap((candidate) => {
    const meant = candidate.toLowerCase()
    const isPart = typed.length >= 2 && (meant.startsWith(typed) || typed.startsWith(meant))
    const distance = isPart ? 0.5 : editDistance(typed, meant)
    return distance <= Math.max(1, Math.floor(Math.max(typed.length, meant.length) / 3))
      ? [{ candidate, distance }]
      : []
  })
  return near
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate)
}

/** `; did you mean --since or --until?`, or nothing. */
export function didYouMean(word: string, candidates: readonly string[], before = ''): string {
  const [first, ...others] = suggest(word, candidates).map((candidate) => before + candidate)
  if (first === undefined) return ''
  const last = others.at(-1)
  const named = last === undefined ? first : `${[first, ...others.slice(0, -1)].join(', ')} or ${last}`
  return `; did you mean ${named}?`
}

/** Letters to insert, drop, replace or swap with their neighbour to turn one word into the other. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, n) => n)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      const replaced = (last[j - 1] ?? 0) + (same ? 0 : 1)
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (beforeLast[j - 2] ?? 0) + 1 : replaced
      row.push(Math.min(replaced, swapped, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1))
    }
    beforeLast = last
    last = row
  }
  return last[b.length] ?? 0
}
