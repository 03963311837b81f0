import type { Envelope } from '../model/envelope.js'
import type { Stamp } from '../model/stamp.js'

/**
 * Tells the times of `dmesg -e` and `-H`, which write a minute once and behind it the seconds from line to line.
 *
 * A line that follows is of the same minute, at least so far into it as the steps say: its stamp is exact to the minute.
 * To be asked of every line.
 */
export interface MinuteSteps {
  readonly complete: (envelope: Envelope) => Envelope
  /** Nothing is to be done: `complete` would give the envelope as it is. */
  readonly passes: (envelope: Envelope) => boolean
  /** A minute was told: without the lines between, later ones would be of the wrong one. */
  readonly open: boolean
}

const MINUTE_MS = 60_000

export function createMinuteSteps(): MinuteSteps {
  let minute: Stamp | null = null
  let stepsMs = 0

  return {
    complete(envelope) {
      const { stamp, host, sinceBefore } = envelope
      if (stamp !== null || host !== null) {
        minute = stamp?.stepMs === MINUTE_MS ? stamp : null
        stepsMs = 0
      }
      if (minute === null || sinceBefore === undefined) return envelope
      stepsMs = Math.min(stepsMs + sinceBefore * 1000, MINUTE_MS - 1)
      return { ...envelope, stamp: { ...minute, wallMs: minute.wallMs + stepsMs } }
    },
    passes: ({ stamp }) => minute === null && stamp?.stepMs !== MINUTE_MS,
    get open() {
      return minute !== null
    },
  }
}
