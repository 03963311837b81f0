/** Which lines are handed over for their place alone, so that clock and coverage rest on the same lines in every run. */
export interface Sampling {
  /** Every line that begins before this offset. */
  readonly headBytes: number
  /** The first line that begins in each further block of this size. */
  readonly everyBytes: number
}

/** Asked once for each line that could be in the sample, in their order: whether the line at this offset is. */
export function createSampler({ headBytes, everyBytes }: Sampling): (offset: number) => boolean {
  let latest = -1
  return (offset) => {
    const block = Math.floor(offset / everyBytes)
    const isFirst = block > latest
    latest = block
    return isFirst || offset < headBytes
  }
}
