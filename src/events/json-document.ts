/** What a line of a JSON document gave. */
export interface JsonProgress<T> {
  /** The records that it completes, each the text of an object or array, and where that began. */
  readonly records: readonly { readonly text: string; readonly at: T }[]
  /** `no-json`: the line does not go on what came before. */
  readonly state: 'open' | 'done' | 'no-json'
  /** Where the record begins that goes on behind the line. */
  readonly piece: T | undefined
  /** How many containers that record stands in, or else what comes behind the line. */
  readonly depth: number
}

/**
 * Takes the records out of JSON documents that come line by line: pretty-printed objects one behind the other,
 * arrays, and the answers of APIs that hold their records in a list somewhere inside.
 */
export interface JsonDocument<T> {
  /** `at`: what is told of the records that begin in this line. */
  readonly next: (line: string, at: T) => JsonProgress<T>
}

/** Lists that hold records: of AWS, Elasticsearch, Loki, Azure, OpenTelemetry, `dmesg --json`. */
const LISTS = new Set([
  '"events"',
  '"logEvents"',
  '"Records"',
  '"records"',
  '"hits"',
  '"result"',
  '"results"',
  '"streams"',
  '"tables"',
  '"logRecords"',
  '"dmesg"',
])
const TOKEN = /\s+|"(?:[^"\\]|\\.)*"|[{}[\],:]|-?\d[\d.eE+-]{0,60}|true|false|null/y
const MOST_DEPTH = 64
/** A record, or a document without a list, that is longer is dropped. */
const MOST_CHARACTERS = 8 << 20

interface Container {
  readonly isArray: boolean
  readonly isList: boolean
}

/** The outermost object, until a list in it shows that the records are in there; or an element of a list. */
interface Piece<T> {
  readonly at: T
  /** How many containers it stands in. */
  readonly depth: number
  text: string
  /** Where it begins, or goes on, in the line at hand. */
  from: number
}

export function createJsonDocument<T>(): JsonDocument<T> {
  const stack: Container[] = []
  let piece: Piece<T> | undefined
  let key = ''
  let before = ''

  function isExpected(token: string): boolean {
    const parent = stack.at(-1)
    if (!parent) return token === '{' || token === '[' || token === ','
    if (token === '{' || token === '[')
      return parent.isArray ? before === '[' || before === ',' : before === ':'
    return !(token === '}' && parent.isArray) && !(token === ']' && !parent.isArray)
  }

  function open(isArray: boolean, from: number, at: T): void {
    const parent = stack.at(-1)
    const inElement = piece !== undefined && piece.depth > 0
    const isList = isArray && !inElement && (!parent || (!parent.isArray && LISTS.has(key)))
    if (isList) piece = undefined
    else if (parent?.isList || (!parent && !isArray)) piece = { at, depth: stack.length, text: '', from }
    stack.push({ isArray, isList })
  }

  function close(line: string, end: number): { text: string; at: T } | undefined {
    stack.pop()
    if (!piece || piece.depth !== stack.length) return undefined
    const { at } = piece
    const text = piece.text + line.slice(piece.from, end)
    piece = undefined
    return text.length > MOST_CHARACTERS ? undefined : { text, at }
  }

  const progress = (records: JsonProgress<T>['records'], state: JsonProgress<T>['state']) => ({
    records,
    state,
    piece: piece?.at,
    depth: piece?.depth ?? stack.length,
  })

  return {
    next(line, at) {
      const records: { text: string; at: T }[] = []
      TOKEN.lastIndex = 0
      while (TOKEN.lastIndex < line.length) {
        const from = TOKEN.lastIndex
        const token = TOKEN.exec(line)?.[0]
        if (token === undefined || stack.length > MOST_DEPTH) return progress(records, 'no-json')
        if (token.trim() === '') continue
        if (!isExpected(token)) return progress(records, 'no-json')
        if (token === '{' || token === '[') open(token === '[', from, at)
        const record = token === '}' || token === ']' ? close(line, from + 1) : undefined
        if (record) records.push(record)
        if (token.startsWith('"')) key = token.length < 32 ? token : ''
        before = token
      }
      if (piece && piece.text.length <= MOST_CHARACTERS) piece.text += line.slice(piece.from)
      if (piece) piece.from = 0
      return progress(records, stack.length > 0 ? 'open' : 'done')
    },
  }
}
