import { envelopes, messages } from '../../parsers/index.js'
import { createClock } from '../events/clock.js'
import { createCoverageLog } from '../events/coverage.js'
import { createInterpreter } from '../events/interpret.js'
import { createOpener } from '../events/open.js'
import { createInputReader } from '../events/read-input.js'
import { readLine } from '../events/read-line.js'
import type { Event } from '../model/event.js'
import type { LineReading } from '../model/line-reading.js'
import type { Problem } from '../model/problem.js'
import type { ClockOptions } from './options.js'
import { readClock } from './read-options.js'

/** What is made of one line seen by itself: its envelope, the parser whose message it is, or why it is none's. */
export function parseLine(line: string): LineReading {
  return readLine(line, { messages, envelopes })
}

/** How the lines of one log are read that the caller hands over one by one. */
export interface LineReaderOptions extends ClockOptions {
  /** What `file` is in the events; default: `-`. */
  readonly name?: string | undefined
  /** The node of lines that name none. */
  readonly node?: string | undefined
  /** Called with what is wrong with the lines. */
  readonly onProblem?: ((problem: Problem) => void) | undefined
}

/** Lines of one log in, events out, at once and without waiting for anything. */
export interface LineReader {
  /**
   * The events that this line completes, mostly none. A kernel OOM kill is complete some lines after it began, and
   * the first events of a log wait for lines that tell its year and zone.
   */
  readonly next: (line: string) => readonly Event[]
  /** No line comes for now: the events that waited for another. */
  readonly rest: () => readonly Event[]
  /** No line comes any more. */
  readonly end: () => readonly Event[]
}

/** Reads a log line by line, for those who have a loop of their own; every log needs a reader of its own. */
export function createLineReader(options: LineReaderOptions = {}): LineReader {
  const { name: file = '-', node = null, onProblem = () => undefined } = options
  let ready: Event[] = []
  let number = 0
  let offset = 0
  const reader = createInputReader({
    opener: createOpener(envelopes),
    interpreter: createInterpreter(messages),
    clock: createClock(readClock(options, Date.now())),
    layout: { log: null, isTurned: false },
    node,
    coverage: createCoverageLog(),
    emit: (event) => ready.push(event),
    onPlaced: () => undefined,
    onProblem,
  })
  const take = (): readonly Event[] => {
    const taken = ready
    ready = []
    return taken
  }
  return {
    next(line) {
      const text = line.replace(/\r?\n$/, '')
      // Whether it holds a word of interest is asked by the parsers themselves.
      reader.line({ file, number: ++number, offset, text, hit: true })
      offset += Buffer.byteLength(line) + Number(!line.endsWith('\n'))
      return take()
    },
    rest() {
      reader.rest()
      return take()
    },
    end() {
      reader.end()
      return take()
    },
  }
}
