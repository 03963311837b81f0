import type { Line } from '../model/line.js'
import { type Assembly, BETWEEN } from './assembly.js'

const RECORD = /^LogRecord #\d{1,10}$/
/** Behind the time and level of the collector's own line. */
const RESOURCE = /^(?:\S{20,35}\t\w{4,5}\t)?ResourceLog #\d{1,10}\b/
const NAME = 'ResourceLog'
const FIELD = /^(ObservedTimestamp|Timestamp): (.{1,64})$/
const ATTRIBUTE = /^ {4,12}-> ([\w./-]{1,128}): (?:Str|Int)\((.*)\)$/
const BODY = /^Body: (Str|Map)\(/
const OTHER =
  /^(?:Resource |ScopeLogs |InstrumentationScope|Severity(?:Text|Number):|EventName:|Attributes:|(?:Trace|Span) ID:|Flags:|$)/
/** A record that knows no time of its own says so. */
const NO_TIME = '1970-01-01 00:00:00'
const MOST_CHARACTERS = 1 << 20

/** Whether a line begins what the OpenTelemetry collector's `debug` exporter prints in detail. */
export function beginsOtelText(text: string): boolean {
  return isRecord(text) || isResource(text)
}

function isRecord(text: string): boolean {
  return text.startsWith('LogRecord #') && RECORD.test(text)
}

function isResource(text: string): boolean {
  // Its first blank stands behind this word, wherever that is.
  return text.startsWith(`${NAME} #`, text.indexOf(' ') - NAME.length) && RESOURCE.test(text)
}

/**
 * Records as the OpenTelemetry collector's exporter `debug` (before 0.111 `logging`) prints them → JSON objects, each where
 * its body stands. Other lines of the collector's log pass.
 */
export function createOtelTextAssembly<T extends Line>(): Assembly<T> {
  let resource: Record<string, string> = {}
  let record: Record<string, string> | undefined
  let body: { readonly line: T; readonly isMap: boolean; text: string; isOpen: boolean } | undefined

  function flush(): readonly T[] {
    const { ObservedTimestamp: observed, Timestamp: time, ...attributes } = record ?? {}
    const done = body
    record = body = undefined
    if (!done) return []
    const written = done.text.endsWith(')') ? done.text.slice(0, -1) : done.text
    const timeUnixNano = (time?.startsWith(NO_TIME) ? observed : (time ?? observed)) ?? null
    const fields = { ...resource, ...attributes, timeUnixNano, body: done.isMap ? mapOf(written) : written }
    return [{ ...done.line, text: JSON.stringify(fields) }]
  }

  /** Whether the line is one of the record at hand, or of the resource before it. */
  function take(line: T): boolean {
    const { text } = line
    const begun = record && BODY.exec(text)
    const [, name, value] = FIELD.exec(text) ?? ATTRIBUTE.exec(text) ?? []
    if (begun) body = { line, isMap: begun[1] === 'Map', text: text.slice(begun[0].length), isOpen: true }
    else if (OTHER.test(text)) closeBody()
    else if (body?.isOpen && body.text.length < MOST_CHARACTERS) body.text += `\n${text}`
    else if (name !== undefined && value !== undefined) (record ?? resource)[name] = value
    else return false
    return true
  }

  function closeBody(): void {
    if (body) body.isOpen = false
  }

  return {
    next(line) {
      const isOfResource = isResource(line.text)
      if (isOfResource || isRecord(line.text)) {
        const done = flush()
        if (isOfResource) resource = {}
        else record = {}
        return done
      }
      return take(line) ? [] : [line]
    },
    open: true,
    get standing() {
      return { ...BETWEEN, record: body?.line.number ?? null }
    },
    end: flush,
  }
}

/** The body of a journal's record; what is no JSON is told as it is written. */
function mapOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
