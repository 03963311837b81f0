import { appendTo } from '../model/append-to.js'

/** Lines that are to be kept, by the file that they stand in. */
export interface Picked {
  /** From one line to another, both included, in either order. */
  readonly add: (file: string, from: number, to?: number) => void
  /** Every line of a file. */
  readonly addWhole: (file: string) => void
  /** By line, none of them touching another. */
  readonly of: (file: string) => readonly LineRange[]
}

export interface LineRange {
  readonly from: number
  readonly to: number
}

export function createPicked(): Picked {
  const ranges = new Map<string, LineRange[]>()

  function add(file: string, from: number, to = from): void {
    appendTo(ranges, file, { from: Math.min(from, to), to: Math.max(from, to) })
  }

  return {
    add,
    addWhole: (file) => add(file, 1, Infinity),
    of(file) {
      const joined: LineRange[] = []
      for (const one of [...(ranges.get(file) ?? [])].sort((a, b) => a.from - b.from)) {
        const before = joined.at(-1)
        if (before && one.from <= before.to + 1)
          joined[joined.length - 1] = { from: before.from, to: Math.max(before.to, one.to) }
        else joined.push(one)
      }
      ranges.set(file, joined)
      return joined
    },
  }
}
