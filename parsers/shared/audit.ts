import type { Stamp } from '../../src/model/stamp.js'
import { signalNumber } from '../../src/model/signal.js'
import { datedStamp } from './time.js'

/** One record of the Linux audit system, in whichever form it was printed. */
export interface AuditRecord {
  /** `ANOM_ABEND`, or the number where only that is printed: `1701`. */
  readonly kind: string
  /** The fields behind the head, read by key. */
  readonly fields: string
  /** `ausearch -i`: numbers and hex are already turned into words. */
  readonly interpreted: boolean
}

/** `audit: type=1701 audit(1749488918.807:3125): ` of printk; `audit: ` is missing up to 3.13. */
const PRINTK = /^(?:audit: )?type=(\d{4}) audit\(\d{1,12}\.\d{3}:\d{1,20}\): ?/
/** Every record of printk and auditd begins so, whatever it is about. */
const EPOCH = /^(?:audit: |node=\S{1,255} )?type=(?:\d{4} |[A-Z][A-Z\d_]{2,31} msg=)audit\((\d{9,11}\.\d{3}):/
/** `node=a type=ANOM_ABEND msg=audit(1522102229.772:2026): ` of auditd; ausearch -i prints a local time and a blank. */
const AUDITD = /^(?:node=\S{1,255} )?type=([A-Z_]{3,32}) msg=audit\(([^)]{1,64}):\d{1,20}\) ?: ?/
/** `ANOM_ABEND ` of journald, which takes type and time out of the text; behind `audit: ` where its tag lacks the pid. */
const JOURNALD = /^(?:audit: )?([A-Z_]{3,32}) /
const HEX = /^(?:[0-9A-F]{2}){1,128}$/

export function readAudit(message: string): AuditRecord | undefined {
  const auditd = AUDITD.exec(message)
  const m = auditd ?? PRINTK.exec(message) ?? JOURNALD.exec(message)
  if (!m?.[1]) return undefined
  return { kind: m[1], fields: message.slice(m[0].length), interpreted: auditd?.[2]?.includes('/') ?? false }
}

/** The time of a record that the kernel or auditd printed. */
export function readAuditTime(message: string): Stamp | null {
  const raw = EPOCH.exec(message)?.[1]
  return raw === undefined ? null : datedStamp(raw, Math.round(Number(raw) * 1000), 0, 1)
}

/** A field by key: what stands in its quotes, or the word behind its `=`; undefined where it is absent or cut. */
function fieldOf(record: AuditRecord, key: string): { text: string; quoted: boolean } | undefined {
  const fields = ` ${record.fields}`
  const at = fields.indexOf(` ${key}=`)
  if (at < 0) return undefined
  const from = at + key.length + 2
  const quoted = fields[from] === '"'
  const start = quoted ? from + 1 : from
  const end = fields.indexOf(quoted ? '"' : ' ', start)
  if (end < 0 && quoted) return undefined
  return { text: fields.slice(start, end < 0 ? undefined : end), quoted }
}

export function auditNumber(record: AuditRecord, key: string): number | null {
  const text = fieldOf(record, key)?.text ?? ''
  return /^\d{1,10}$/.test(text) ? Number(text) : null
}

/** A signal by number, or by name where the record was interpreted. */
export function auditSignal(record: AuditRecord): number | null {
  const name = record.interpreted ? fieldOf(record, 'sig')?.text : undefined
  return name === undefined ? auditNumber(record, 'sig') : (signalNumber(name) ?? null)
}

/**
 * A text that a process chose (`comm`, `exe`).
 *
 * The kernel quotes it, or prints it as hexadecimal digits where it holds blanks, quotes or control characters.
 */
export function auditText(record: AuditRecord, key: string): string | null {
  const field = fieldOf(record, key)
  if (!field) return null
  if (field.quoted || record.interpreted || !HEX.test(field.text)) return field.text
  const bytes = field.text.match(/../g) ?? []
  return new TextDecoder().decode(Uint8Array.from(bytes, (pair) => Number.parseInt(pair, 16)))
}
