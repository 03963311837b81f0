/** A record of a JSON document. */
export interface JsonRecord<T> {
  /** The text of an object, of an array, or of a string that is an element of a list. */
  readonly text: string
  /** Where that began. */
  readonly at: T
  /** The text of the object that tells what all records of its branch come from, in OpenTelemetry's exports. */
  readonly resource: string | undefined
  /** The name under which Ansible keeps what a host answered. */
  readonly host: string | undefined
}

/** What a line of a JSON document gave. */
export interface JsonProgress<T> {
  /** The records that it completes. */
  readonly records: readonly JsonRecord<T>[]
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

/** Lists that hold records: of AWS, Elasticsearch, Loki, Azure, OpenTelemetry, `dmesg --json`, Ansible, Kubernetes. */
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
  '"stdout_lines"',
  '"items"',
  '"msg"',
])
/** The list of Datadog's answers: deeper down anybody's. */
const OUTERMOST = '"data"'
/** A list of lines that Ansible shows of a variable. */
const SHOWN = /\.stdout_lines"$/
const TOKEN = /\s+|"(?:[^"\\]|\\.)*"|[{}[\],:]|-?\d[\d.eE+-]{0,60}|true|false|null/y
const MOST_DEPTH = 64
/** A record, or a document without a list, that is longer is dropped. */
const MOST_CHARACTERS = 8 << 20

/** A key that is longer names neither a list nor a host. */
const MOST_KEY = 256

interface Container {
  readonly isArray: boolean
  readonly isList: boolean
  /** With its quotes; none in an array. */
  readonly key: string
  resource?: string
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
  let resource: Piece<T> | undefined
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
    const own = parent && !parent.isArray ? key : ''
    const isNamed = LISTS.has(own) || SHOWN.test(own) || (own === OUTERMOST && stack.length === 1)
    const isList = isArray && !inElement && (!parent || isNamed)
    if (isList) piece = undefined
    else if (parent?.isList || (!parent && !isArray)) piece = { at, depth: stack.length, text: '', from }
    else if (own === '"resource"' && stack.at(-2)?.key === '"resourceLogs"')
      resource = { at, depth: stack.length, text: '', from }
    stack.push({ isArray, isList, key: own })
  }

  /** The text of a piece that ends here, of which `stack` no longer holds the container. */
  function endOf(one: Piece<T> | undefined, line: string, end: number): string | undefined {
    if (one?.depth !== stack.length) return undefined
    const text = one.text + line.slice(one.from, end)
    return text.length > MOST_CHARACTERS ? undefined : text
  }

  function close(line: string, end: number): JsonRecord<T> | undefined {
    stack.pop()
    const parent = stack.at(-1)
    if (parent && resource?.depth === stack.length) {
      const text = endOf(resource, line, end)
      if (text !== undefined) parent.resource = text
      resource = undefined
    }
    if (piece?.depth !== stack.length) return undefined
    const text = endOf(piece, line, end)
    const { at } = piece
    piece = undefined
    return text === undefined ? undefined : recordOf(text, at)
  }

  function recordOf(text: string, at: T): JsonRecord<T> {
    const hosts = stack.findIndex((container) => container.key === '"hosts"')
    const host = hosts < 0 ? undefined : stack[hosts + 1]?.key.slice(1, -1)
    return { text, at, resource: stack.findLast((container) => container.resource)?.resource, host }
  }

  const progress = (records: JsonProgress<T>['records'], state: JsonProgress<T>['state']) => ({
    records,
    state,
    piece: piece?.at,
    depth: piece?.depth ?? stack.length,
  })

  return {
    next(line, at) {
      const records: JsonRecord<T>[] = []
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
        if (token.startsWith('"')) key = token.length < MOST_KEY ? token : ''
        if (token.startsWith('"') && stack.at(-1)?.isList) records.push(recordOf(token, at))
        before = token
      }
      for (const one of [piece, resource]) {
        if (one && one.text.length <= MOST_CHARACTERS) one.text += line.slice(one.from)
        if (one) one.from = 0
      }
      return progress(records, stack.length > 0 ? 'open' : 'done')
    },
  }
}
