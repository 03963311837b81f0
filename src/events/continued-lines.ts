import type { Line } from '../model/line.js'
import { type Assembly, BETWEEN } from './assembly.js'

const BACKSLASH = 92
const INDENT = /^[ \t]{1,80}(?=\S)/
const MOST_CHARACTERS = 1 << 16

/** Whether a line may go on in the next one, as a shell's does. */
export function isContinued(text: string): boolean {
  return text.charCodeAt(text.length - 1) === BACKSLASH
}

/**
 * A long line that somebody folded for a page → the whole one, where it began. Each part but the last ends in a
 * backslash, each but the first is indented.
 */
export function createContinuedAssembly<T extends Line>(): Assembly<T> {
  let held: T | undefined

  return {
    next(line) {
      if (!held) {
        held = line
        return []
      }
      const indent = INDENT.exec(line.text)
      if (!indent || held.text.length > MOST_CHARACTERS) return undefined
      const whole: T = { ...held, text: held.text.slice(0, -1) + line.text.slice(indent[0].length) }
      held = isContinued(line.text) ? whole : undefined
      return held ? [] : [whole]
    },
    get open() {
      return held !== undefined
    },
    get standing() {
      return held ? { ...BETWEEN, record: held.number } : BETWEEN
    },
    end: () => (held ? [held] : []),
  }
}
