/** Which lines are handed over for their place alone, so that clock and coverage rest on the same lines in every run. */
export interface Sampling {
  /** Every line that begins before this offset. */
  readonly headBytes: number
  /** The first line that begins in each further block of this size. */
  readonly everyBytes: number
  /** Smaller blocks as far as this: most logs are no larger, and silences are told to the size of a block. */
  readonly near?: { readonly untilBytes: number; readonly everyBytes: number }
  /** A block's first line that looks so is taken instead; if there is none among the first few, the last of those. */
  readonly isDated?: (text: string) => boolean
}

export interface Sampler {
  /** Whether a line is in the sample; asked in the order of the lines, once for each that could be. */
  readonly take: (offset: number, text: string) => boolean
  /** From which offset on the next line could be; not after `offset` where the line there could. */
  readonly dueFrom: (offset: number) => number
}

/** So many lines of a block are looked at for one that is dated. */
const MOST_LOOKED_AT = 16

export function createSampler({ headBytes, everyBytes, near, isDated }: Sampling): Sampler {
  /** Where the next block begins of which a line is wanted. */
  let due = 0
  let lookedAt = 0

  function behindBlock(offset: number): number {
    const bytes = near && offset < near.untilBytes ? near.everyBytes : everyBytes
    return bytes === Infinity ? Infinity : (Math.floor(offset / bytes) + 1) * bytes
  }

  function isGood(text: string): boolean {
    return isDated === undefined || ++lookedAt === MOST_LOOKED_AT || isDated(text)
  }

  return {
    take(offset, text) {
      const isInHead = offset < headBytes
      if (offset < due || !(isGood(text) || isInHead)) return isInHead
      due = behindBlock(offset)
      lookedAt = 0
      return true
    },
    dueFrom: (offset) => (offset < headBytes ? offset : due),
  }
}

/** A time of day, seconds since boot, the same as /dev/kmsg has them, or since 1970. */
const TIME = /\d\d:\d\d:\d\d|\[ {0,5}\d{1,8}\.\d{6}|\d,\d{1,19},\d{1,19},[-c+]|\b1\d{9}/
/** Where envelopes have their time; a record of JSON has it anywhere. */
const FRONT = 160

/** Whether a line is likely to carry the time of its log. */
export function looksDated(text: string): boolean {
  return TIME.test(text.startsWith('{') ? text : text.slice(0, FRONT))
}
