import { isObject, type Json } from '../model/json.js'
import { GZIP_BASE64, gunzipText } from './gunzip-text.js'
import { createJsonDocument } from './json-document.js'

/** What is told of a record beside it. */
interface Beside {
  /** The text of OpenTelemetry's `resource`. */
  readonly resource?: string | undefined
  /** The host that answered Ansible. */
  readonly host?: string | undefined
}

/**
 * The text of one JSON record → the lines that the envelope readers know: one object a record, with its own names.
 *
 * A table becomes its rows, a Loki stream its entries, a result of CloudWatch Insights or Splunk one event, and what AWS sends
 * packed (to a Lambda function, through Kinesis or Firehose) the events in it. A string is a line by itself.
 */
export function linesOfRecord(text: string, beside: Beside = {}): readonly string[] {
  const value = parsed(text)
  return linesOf(value, beside)
}

/** The same for a record that is no text: a row of a CSV file, an entry of an exported journal. */
export function linesOf(value: unknown, beside: Beside = {}): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [ofAnswer(value, beside)]
  if (Array.isArray(value))
    return value.every(isField) ? [lineOf(ofFields(value))] : value.flatMap((one) => linesOf(one, beside))
  if (!isObject(value)) return []
  const published = publishedIn(value)
  if (published !== undefined) return linesOf(published)
  const packed = packedIn(value)
  if (packed !== undefined) return linesOfPacked(packed)
  const { result } = value
  if (isObject(result) && '_raw' in result) return linesOf(result)
  const event = isKubeEvent(value) ? value : value['object']
  if (isKubeEvent(event)) return [JSON.stringify(ofKubernetes(event))]
  const { columns, rows, stream, metric, values, pri, time, msg, stdout_lines: lines } = value
  const { type, attributes } = value
  if (type === 'log' && isObject(attributes) && 'message' in attributes)
    return [lineOf(ofDatadog(attributes))]
  if (Array.isArray(lines)) return linesOf(lines, beside)
  if (Array.isArray(columns) && Array.isArray(rows)) return rows.map((row) => lineOf(ofRow(columns, row)))
  const labels = stream ?? metric
  if (isObject(labels) && Array.isArray(values)) return values.flatMap((entry) => ofEntry(labels, entry))
  if (typeof msg === 'string' && typeof time === 'number' && pri !== undefined) {
    return [`[${time.toFixed(6).padStart(12)}] ${msg}`]
  }
  return [lineOf(value, beside)]
}

/** A line of what a host answered; no word of the line need name the host. */
function ofAnswer(message: string, { host }: Beside): string {
  return host === undefined ? message : JSON.stringify({ host, message })
}

/** What a message of Google's Pub/Sub carries: `{"message":{"data":"<base64>", …}}`, or `data` as it is. */
function publishedIn({ message }: Json): unknown {
  if (!isObject(message) || !('data' in message)) return undefined
  const { data, publishTime } = message
  if (typeof data !== 'string') return data
  const text = decoded(data)
  return parsed(text) ?? { message: text, timestamp: publishTime }
}

/** `{"awslogs":{"data":"<base64 of gzip>"}}`, `{"kinesis":{"data":…}}`, or `data` as it is. */
function packedIn({ awslogs, kinesis, data }: Json): string | undefined {
  for (const one of [data, ...[awslogs, kinesis].filter(isObject).map((source) => source['data'])])
    if (typeof one === 'string' && one.startsWith(GZIP_BASE64)) return one
  return undefined
}

/** The records of the document that was packed; one that was packed again is left. */
function linesOfPacked(base64: string): readonly string[] {
  const { records } = createJsonDocument<null>().next(gunzipText(base64) ?? '', null)
  return records.flatMap(({ text }) => (text.includes(GZIP_BASE64) ? [] : linesOfRecord(text)))
}

function decoded(base64: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)))
  } catch {
    return ''
  }
}

function lineOf(record: Json, { resource }: Beside = {}): string {
  if ('@message' in record) return JSON.stringify(ofInsights(record))
  if (typeof record['Line'] === 'string') return JSON.stringify(ofGrafana(record))
  if ('body' in record && ('timeUnixNano' in record || 'observedTimeUnixNano' in record))
    return JSON.stringify(ofOpenTelemetry(record, parsed(resource)))
  return JSON.stringify(record)
}

/** `{"field":"@message","value":"…"}`: a cell of CloudWatch Insights. */
const isField = (value: unknown): boolean => isObject(value) && 'field' in value && 'value' in value

function ofFields(cells: readonly unknown[]): Json {
  return Object.fromEntries(cells.filter(isObject).map((cell) => [String(cell['field']), cell['value']]))
}

/** Azure's REST answer names its columns once. */
function ofRow(columns: readonly unknown[], row: unknown): Json {
  const cells: readonly unknown[] = Array.isArray(row) ? row : []
  const names = columns.map((column) => (isObject(column) ? String(column['name']) : String(column)))
  return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? null]))
}

/** Loki's `["1709543827123456789", "line"]`. */
function ofEntry(labels: Json, entry: unknown): readonly string[] {
  if (!Array.isArray(entry)) return []
  const [timestamp, line]: unknown[] = entry
  return [JSON.stringify({ labels, line, timestamp })]
}

/** A row of Grafana's CSV: the labels are one column, or each a column of its own. */
function ofGrafana({ Line: line, tsNs, Time, labels, ...others }: Json): Json {
  return { labels: parsed(labels) ?? others, line, timestamp: tsNs ?? Time }
}

function parsed(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined
  } catch {
    return undefined
  }
}

/** `"@timestamp": "2024-03-04 09:17:07.123"` is UTC. The console writes a message that is JSON as what it says. */
function ofInsights(record: Json): Json {
  const { '@timestamp': written, '@message': told, '@logStream': logStreamName } = record
  const timestamp = typeof written === 'string' ? Date.parse(`${written.replace(' ', 'T')}Z`) : null
  const message = typeof told === 'string' ? told : JSON.stringify(told)
  const event = { timestamp, message, ingestionTime: null }
  return typeof logStreamName === 'string' ? { logStreamName, ...event } : event
}

/** A log as Datadog's API tells it: what its agent read in a journal stands among the attributes. */
function ofDatadog({ attributes, service, ...log }: Json): Json {
  const { journald } = isObject(attributes) ? attributes : {}
  return { ...log, ident: service, ...(isObject(journald) && journald) }
}

const isKubeEvent = (value: unknown): value is Json =>
  isObject(value) && value['kind'] === 'Event' && typeof value['reason'] === 'string'

/** An event is a message of the program that sent it, on its node. */
function ofKubernetes(event: Json): Json {
  const { source, lastTimestamp, eventTime } = event
  const { host, component } = isObject(source) ? source : {}
  return { timestamp: lastTimestamp ?? eventTime, host, ident: component, message: JSON.stringify(event) }
}

function ofOpenTelemetry(record: Json, resource: unknown): Json {
  const { timeUnixNano: time, observedTimeUnixNano: observed, body } = record
  return {
    ...attributesOf(resource),
    ...attributesOf(record),
    // What read a file knows no time of its lines, and writes none or zero.
    timeUnixNano: Number(time) > 0 ? time : observed,
    body: plain(body),
  }
}

function attributesOf(holder: unknown): Json {
  const attributes = isObject(holder) ? plain({ kvlistValue: { values: holder['attributes'] } }) : undefined
  return isObject(attributes) ? attributes : {}
}

/** OTLP wraps each value in the name of its type. */
function plain(value: unknown): unknown {
  if (!isObject(value)) return value
  const { kvlistValue, arrayValue } = value
  if (isObject(arrayValue) && Array.isArray(arrayValue['values'])) return arrayValue['values'].map(plain)
  if (!isObject(kvlistValue)) return value['stringValue'] ?? value['intValue'] ?? value['doubleValue'] ?? null
  const pairs: readonly unknown[] = Array.isArray(kvlistValue['values']) ? kvlistValue['values'] : []
  return Object.fromEntries(pairs.filter(isObject).map((pair) => [String(pair['key']), plain(pair['value'])]))
}
