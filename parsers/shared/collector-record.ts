import type { Envelope } from '../../src/model/envelope.js'
import { isObject } from '../../src/model/json.js'
import type { Stamp } from '../../src/model/stamp.js'
import { readEpoch } from './epoch.js'
import { readIso } from './time.js'
import { podmanEventOf } from './podman-event.js'
import { readShownTime } from './shown-time.js'
import { readMessage } from './syslog-tag.js'
import { programOfUnit } from './program-of-unit.js'

/** What a record of a collector or journal says, whichever of their many names the fields have. */
export type RecordBody = Omit<Envelope, 'id' | 'repeated'> & { readonly repeated: number | null }

/** Fields by their path: lower case, parts joined by points and without leading `_` and `@`. */
export type Fields = ReadonlyMap<string, unknown>

const MOST_FIELDS = 400
const MOST_DEPTH = 5

/** Names in order of preference, as `fieldsOf` writes them. */
const MESSAGE = [
  'message',
  'log',
  'msg',
  'line',
  'syslogmessage',
  'textpayload',
  'jsonpayload.message',
  'body',
  'body.message',
  'raw',
  'content',
]
const TIME = [
  'source_realtime_timestamp',
  'realtime_timestamp',
  'timestamp',
  'date',
  'time',
  'timeunixnano',
  'eventtime',
  'timegenerated',
  'ts',
]
const HOST = [
  'hostname',
  'body.hostname',
  'host.hostname',
  'host.name',
  'host',
  'computer',
  'jsonpayload.hostname',
  'resource.labels.node_name',
  'nodename',
  'node_name',
  'node',
  'instance',
  'kubernetes.node_name',
  'kubernetes.host',
  'k8s.node.name',
]
const PROGRAM = [
  'syslog_identifier',
  'syslog.identifier',
  'syslogidentifier',
  'jsonpayload.syslog_identifier',
  'body.syslog_identifier',
  'log.syslog.appname',
  'appname',
  'programname',
  'program',
  'ident',
  'processname',
  'process.name',
  'comm',
  'jsonpayload.comm',
]
const UNIT = ['systemd_unit', 'systemd.unit', 'jsonpayload.systemd_unit', 'body.systemd_unit', 'unit']
const PID = [
  'pid',
  'syslog_pid',
  'process.pid',
  'journald.pid',
  'processid',
  'procid',
  'proc_id',
  'jsonpayload.pid',
  'body.pid',
]
const TRANSPORT = ['transport', 'systemd.transport', 'jsonpayload.transport', 'body.transport', 'facility']

/** `_SOURCE_MONOTONIC_TIMESTAMP` is the kernel's own stamp, the other the journal's. */
const UPTIME = ['source_monotonic_timestamp', 'monotonic_timestamp', 'jsonpayload.source_monotonic_timestamp']

/** All fields of an object and of the objects in it. */
export function fieldsOf(object: object): Fields {
  const fields = new Map<string, unknown>()
  addFields(fields, object, '', 0)
  return fields
}

function addFields(fields: Map<string, unknown>, value: object, prefix: string, depth: number): void {
  const members = value as Readonly<Record<string, unknown>>
  for (const name of Object.keys(members)) {
    if (fields.size >= MOST_FIELDS) return
    const path = prefix === '' ? plainName(name) : prefix + plainName(name)
    const inner = members[name]
    // `message` and `@message`, `pid` and `_pid`: the first one written stands.
    if (!fields.has(path)) fields.set(path, inner)
    if (isObject(inner) && depth < MOST_DEPTH) addFields(fields, inner, `${path}.`, depth + 1)
  }
}

/** By the name as written: the records of a log have few, and all of them the same. */
const plainNames = new Map<string, string>()
const MOST_NAMES = 1000

function plainName(name: string): string {
  const known = plainNames.get(name)
  if (known !== undefined) return known
  const plain = name.replace(/(?<=^|\.)[_@]+/g, '').toLowerCase()
  if (plainNames.size === MOST_NAMES) plainNames.clear()
  plainNames.set(name, plain)
  return plain
}

/**
 * Text of a journal field: a string, or the array of its bytes where it is not plain text; of one that occurs
 * several times the first. null where it was left out for its size.
 */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (!Array.isArray(value) || value.length === 0) return null
  const bytes: unknown[] = value
  if (!bytes.every((byte) => typeof byte === 'number')) return textOf(bytes[0])
  return new TextDecoder().decode(Uint8Array.from(bytes))
}

export function firstText(fields: Fields, names: readonly string[]): string | null {
  for (const name of names) {
    const text = textOf(fields.get(name))
    if (text !== null && text !== '') return text
  }
  return null
}

/** A collector's time in any of their spellings. */
export function readAnyTime(raw: string): Stamp | null {
  return readEpoch(raw) ?? readIso(raw)?.stamp ?? readShownTime(raw) ?? null
}

function timeOf(fields: Fields): Stamp | null {
  for (const name of TIME) {
    const raw = textOf(fields.get(name))
    const stamp = raw === null ? null : readAnyTime(raw)
    if (stamp) return stamp
  }
  return null
}

/** klog's and containerd's own JSON: the object is the message, not what wraps it. */
export function isProgramsOwn(fields: Fields): boolean {
  return (
    fields.has('msg') && !fields.has('message') && ['caller', 'level', 'ts'].some((name) => fields.has(name))
  )
}

/** A line and when it was written, and nothing else: an export, as programs say how grave a matter is, or who tells it. */
export function isLineAndTime(fields: Fields): boolean {
  if (fields.size !== 2) return false
  const names = [...fields.keys()]
  return names.some((name) => TIME.includes(name)) && names.some((name) => MESSAGE.includes(name))
}

/** Reads a record; undefined where it has no message. */
export function readRecord(fields: Fields): RecordBody | undefined {
  const message = podmanEventOf(fields) ?? firstText(fields, MESSAGE)
  if (message === null) return undefined
  const unit = firstText(fields, UNIT)
  const isKernel = /^kern(?:el)?$/.test(firstText(fields, TRANSPORT) ?? '')
  const pid = firstText(fields, PID)
  const uptime = firstText(fields, UPTIME)
  const sinceBoot = uptime !== null && /^\d{1,16}$/.test(uptime) ? Number(uptime) / 1e6 : null
  const program = isKernel ? 'kernel' : (firstText(fields, PROGRAM) ?? (unit && programOfUnit(unit)))
  const own = {
    program,
    pid: pid !== null && /^\d{1,10}$/.test(pid) && !isKernel ? Number(pid) : null,
    sinceBoot,
    message,
    repeated: null,
  }
  // Collectors that read a file or a syslog socket leave the kernel's own stamp in the message.
  const body = program === 'kernel' ? withSinceBoot(readMessage(own, message), sinceBoot) : own
  return { stamp: timeOf(fields), host: firstText(fields, HOST), ...body }
}

function withSinceBoot<T extends { readonly sinceBoot: number | null }>(body: T, known: number | null): T {
  return { ...body, sinceBoot: body.sinceBoot ?? known }
}
