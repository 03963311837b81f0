import type { Appetite, LineSink, ScannedLine } from '../model/line-sink.js'
import type { Sampler } from './sample.js'
import { NONE, type Tally, add } from './tally.js'

/** Decides which lines the sink gets: hits, the sample, the last line, and every line while the sink wants `all`. */
export interface Handover {
  /** From which offset on lines are due whether they are hits or not; it is not after `offset` when that line is. */
  readonly dueFrom: (offset: number) => number
  /** To be called in the order of lines for every line that is due or a hit or has U+FFFD; for others it may be. */
  readonly take: (line: ScannedLine, sink: LineSink) => void
  /** Of lines that were not due and not taken, the last that is not blank. */
  readonly passOver: (line: ScannedLine) => void
  /** The input's last line is always handed over. */
  readonly end: (sink: LineSink) => void
  readonly invalid: () => Tally
}

const REPLACEMENT = '\ufffd'

export function createHandover(sampler: Sampler): Handover {
  let appetite: Appetite = 'hits'
  let invalid = NONE
  /** The latest line that was not handed over: at the end it is the last one. */
  let passedOver: ScannedLine | null = null

  return {
    dueFrom: (offset) => (appetite === 'all' ? offset : sampler.dueFrom(offset)),
    take(line, sink) {
      const { text, hit, offset } = line
      if (text.includes(REPLACEMENT)) invalid = add(invalid, 1, line.number)
      const inSample = text !== '' && sampler.take(offset, text)
      if (hit || inSample || appetite === 'all') {
        passedOver = null
        appetite = sink.line(line)
      } else if (text !== '') {
        passedOver = line
      }
    },
    passOver(line) {
      passedOver = line
    },
    end(sink) {
      if (passedOver) sink.line(passedOver)
    },
    invalid: () => invalid,
  }
}
