import type { Line } from '../model/line.js'
import { type Assembly, BETWEEN } from './assembly.js'

const EXPORT = /^__(?:CURSOR|REALTIME_TIMESTAMP)=/
const VERBOSE = /^\S{1,20} \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6} \S{1,8} \[s=[0-9a-f]{1,32};/
const VERBOSE_TIME = /;t=([0-9a-f]{1,16});/
const VERBOSE_FIELD = /^ {4}([A-Z_][A-Z0-9_]{0,63})=/
const NAME = /^[A-Z_][A-Z0-9_]{0,63}$/
const FIELD = /^[A-Z_][A-Z0-9_]{0,63}=/

/** Whether a line begins an entry of `journalctl -o export` or `-o verbose`. */
export function beginsJournal(text: string): boolean {
  return text.startsWith('__') ? EXPORT.test(text) : beginsVerbose(text)
}

/** `Mon 2024-03-04 09:17:07.301111 UTC [s=…`: the year's hyphen is looked for before all the rest is. */
function beginsVerbose(text: string): boolean {
  return text.charAt(text.indexOf(' ') + 5) === '-' && VERBOSE.test(text)
}

/** Entries of `journalctl -o export` and `-o verbose` → JSON objects as `-o json` prints them. */
export function createJournalAssembly<T extends Line>(): Assembly<T> {
  const entry = createEntry()
  let first: T | undefined
  let isVerbose: boolean | undefined
  /** A value of several lines comes as name, length in eight bytes, value; the NULs of the length part its line. */
  let binary: { readonly name: string; length: 'due' | 'read' } | undefined
  /** In such a value, or at the end of the entry: which it is, the next line tells. */
  let blanks = 0

  function flush(): readonly T[] {
    const text = entry.take()
    const made = first && text !== undefined ? [{ ...first, text }] : []
    first = binary = undefined
    blanks = 0
    return made
  }

  function nextVerbose(text: string): boolean {
    const time = beginsVerbose(text) ? VERBOSE_TIME.exec(text)?.[1] : undefined
    const field = VERBOSE_FIELD.exec(text)
    if (time !== undefined) entry.add('__REALTIME_TIMESTAMP', String(Number.parseInt(time, 16)))
    else if (field?.[1]) entry.add(field[1], text.slice(field[0].length))
    else if (text.startsWith('    ')) entry.extend(text.trimStart())
    else return beginsVerbose(text)
    return true
  }

  function nextExport(text: string): boolean {
    if (binary && !FIELD.test(text)) {
      if (binary.length === 'due') binary.length = 'read'
      else if (text === '') blanks++
      else {
        for (; blanks > 0; blanks--) entry.extend('', binary.name)
        if (!entry.extend(text, binary.name)) entry.add(binary.name, text)
      }
      return true
    }
    blanks = 0
    const equals = text.indexOf('=')
    const name = equals < 0 ? text : text.slice(0, equals)
    if (!NAME.test(name)) return false
    binary = equals < 0 ? { name, length: 'due' } : undefined
    if (equals >= 0) entry.add(name, text.slice(equals + 1))
    return true
  }

  return {
    next(line) {
      const { text } = line
      isVerbose ??= beginsVerbose(text)
      if (!isVerbose && text === '' && !binary) return flush()
      const isNew = isVerbose ? beginsVerbose(text) : text.startsWith('__CURSOR=')
      const done = isNew ? flush() : []
      if (!(isVerbose ? nextVerbose(text) : nextExport(text))) return undefined
      first ??= line
      return done
    },
    open: true,
    get standing() {
      return { ...BETWEEN, record: first?.number ?? null }
    },
    end: flush,
  }
}

const MOST_FIELDS = 256
const MOST_CHARACTERS = 1 << 20

/** The fields of one entry, each with all its values. */
function createEntry() {
  let fields = new Map<string, string[]>()
  let latest = ''
  let characters = 0
  const fits = (text: string): boolean => (characters += text.length) <= MOST_CHARACTERS
  return {
    add(name: string, value: string): void {
      latest = name
      if (!fits(value) || fields.size >= MOST_FIELDS) return
      const values = fields.get(name)
      if (values) values.push(value)
      else fields.set(name, [value])
    },
    /** Another line of the latest value; false where `name` is not the latest field. */
    extend(text: string, name = latest): boolean {
      const values = fields.get(name)
      if (name !== latest || !values) return false
      if (fits(text)) values.push(`${values.pop()}\n${text}`)
      return true
    },
    take(): string | undefined {
      const all = [...fields].map(([name, values]) => [name, values.length > 1 ? values : values[0]] as const)
      fields = new Map()
      characters = 0
      return all.length > 0 ? JSON.stringify(Object.fromEntries(all)) : undefined
    },
  }
}
