export { envelopes, messages } from '../parsers/index.js'
export {
  createLineReader,
  type LineReader,
  type LineReaderOptions,
  parseLine,
} from './library/line-reader.js'
export type { ClockOptions } from './library/options.js'
export type * from './model/envelope.js'
export type * from './model/event.js'
export type * from './model/fact.js'
export type * from './model/line-reading.js'
export type * from './model/parser.js'
export type * from './model/place.js'
export type * from './model/problem.js'
export type * from './model/stamp.js'
