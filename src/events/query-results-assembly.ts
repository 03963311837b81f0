import type { Line } from '../model/line.js'
import { type Assembly, BETWEEN } from './assembly.js'
import { linesOf } from './json-records.js'

const FIELD = /^RESULTS\t(@?[A-Za-z][\w.@-]{0,127})\t/
/** Behind the last result, of what AWS counted. */
const STATISTICS = /^STATISTICS\t/
const POINTER = '@ptr'
const MOST_CHARACTERS = 1 << 20
const MOST_FIELDS = 256

/** Whether a line is one of `aws logs get-query-results --output text`. */
export function beginsQueryResults(text: string): boolean {
  return text.startsWith('RESULTS\t') && FIELD.test(text)
}

/**
 * Results of CloudWatch Insights as `aws logs get-query-results --output text` prints them, a line a field → JSON objects,
 * each where its message stands. A field that comes again begins the next result.
 */
export function createQueryResultsAssembly<T extends Line>(): Assembly<T> {
  let fields = new Map<string, string>()
  let latest = ''
  let begin: number | null = null
  /** The line of the message, else the first one. */
  let place: T | undefined
  let isOpen = true

  function flush(): readonly T[] {
    const at = place
    const made = linesOf(Object.fromEntries(fields))
    fields = new Map()
    place = undefined
    begin = null
    return at ? made.map((text) => ({ ...at, text })) : []
  }

  return {
    next(line) {
      const { text } = line
      const [front = '', name] = FIELD.exec(text) ?? []
      if (name === undefined) {
        isOpen = !STATISTICS.test(text)
        if (!isOpen) return flush()
        const value = fields.get(latest)
        // Nothing of a result stands behind the pointer to it, nor does that span lines.
        if (value === undefined || latest === POINTER) return undefined
        if (value.length < MOST_CHARACTERS) fields.set(latest, `${value}\n${text}`)
        return []
      }
      const done = fields.has(name) ? flush() : []
      if (fields.size < MOST_FIELDS) fields.set(name, text.slice(front.length))
      begin ??= line.number
      if (place === undefined || name === '@message') place = line
      latest = name
      return done
    },
    get open() {
      return isOpen
    },
    get standing() {
      return { ...BETWEEN, record: begin }
    },
    end: flush,
  }
}
