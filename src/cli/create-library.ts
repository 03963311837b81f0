import { type Grammar, readEvents, readMerged, readTimeline } from '../pipeline.js'
import type { Library } from './library.js'

/** The library of this grammar, without what only other programs ask of it: that would have to be read too. */
export function createLibrary(grammar: Grammar): Library {
  return {
    events: (inputs, settings) => readEvents(inputs, grammar, settings),
    timeline: (inputs, settings) => readTimeline(inputs, grammar, settings),
    merge: (inputs, settings = {}) => readMerged(inputs, grammar, settings),
  }
}
