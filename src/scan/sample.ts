/** Which lines are handed over for their place alone, so that clock and coverage rest on the same lines in every run. */
export interface Sampling {
  /** Every line that begins before this offset. */
  readonly headBytes: number
  /** The first line that begins in each further block of this size. */
  readonly everyBytes: number
}

export interface Sampler {
  /** Whether the line at this offset is in the sample; asked in the order of the lines, once for each that could be. */
  readonly take: (offset: number) => boolean
  /** From which offset on the next line could be; not after `offset` where the line there could. */
  readonly dueFrom: (offset: number) => number
}

export function createSampler({ headBytes, everyBytes }: Sampling): Sampler {
  let latest = -1
  return {
    take(offset) {
      const block = Math.floor(offset / everyBytes)
      const isFirst = block > latest
      latest = block
      return isFirst || offset < headBytes
    },
    dueFrom: (offset) => (latest < 0 || offset < headBytes ? offset : (latest + 1) * everyBytes),
  }
}
