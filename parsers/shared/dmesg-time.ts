import type { Stamp } from '../../src/model/stamp.js'
import { readCtime, readMinute } from './local-time.js'
import { type Printk, takePrintk } from './printk.js'
import { readAuditTime } from './audit.js'
import { readMessage, type SyslogBody } from './syslog-tag.js'
import { datedStamp, readIso, type StampAt } from './time.js'

/** What `dmesg` put in front of a message. */
export interface DmesgLine extends Omit<SyslogBody, 'host' | 'repeated'> {
  readonly stamp: Stamp | null
  /** Seconds since the line before, where no other time is written. */
  readonly sinceBefore: number | null
  /** How its first wall-clock time is written; null where there is none. */
  readonly clock: 'ctime' | 'iso' | null
}

/** `2024-03-04T09:17:07,123456+00:00 `: the comma is dmesg's own. */
const ISO_SHAPE = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d,\d{6}[+-]\d\d:?\d\d /y
/** ` <    0.000023>] ` or `] ` behind a ctime. */
const CTIME_END = /(?: +<[ \d.]{1,20}>)?\] ?/y

const BEFORE_UPTIME = /^\] (?:\[ *\d{1,12}\.\d{6}\]|kernel: )/
const MOST_UPTIME = 24
/** Who marks the lines of a syslog with times of their own leaves its tag. */
const KERNEL = 'kernel: '

/** A bracket, a priority, a facility or a year: what dmesg's lines begin with. */
const START = /^(?:\[|<\d|[a-z]{3,8} {0,5}:|\d{4}-)/

/**
 * Takes off all times that dmesg wrote, in whatever order and number they were asked for; undefined where there is none.
 *
 * `[    8.000000 <    7.000000>] [Fri Feb 13 23:31:30 2009] 2009-02-13T23:31:30,123456+00:00 msg`
 */
export function readDmesg(text: string): DmesgLine | undefined {
  if (!START.test(text)) return undefined
  let stamp: Stamp | null = null
  let clock: DmesgLine['clock'] = null
  let sinceBoot: number | null = null
  let sinceBefore: number | null = null
  let rest = text
  for (;;) {
    const printk: Printk = takePrintk(rest)
    sinceBoot ??= printk.sinceBoot
    sinceBefore ??= printk.sinceBefore
    const time = readBracketed(printk.message) ?? readComma(printk.message)
    rest = time ? printk.message.slice(time.end) : printk.message
    if (!time) break
    clock ??= printk.message.startsWith('[') ? 'ctime' : 'iso'
    if (!stamp || time.stamp.stepMs < stamp.stepMs) stamp = time.stamp
  }
  // A priority alone is syslog's, not dmesg's.
  if (rest.length === text.length || (stamp === null && /^<\d/.test(text) && sinceBoot === null))
    return undefined
  const printed = clock === 'ctime' && rest.startsWith(KERNEL) ? rest.slice(KERNEL.length) : rest
  const behind = readMessage({ program: 'kernel', pid: null }, printed)
  const { program, pid, message } = behind
  sinceBoot ??= behind.sinceBoot
  const isTimed = stamp !== null || sinceBoot !== null
  const told = stamp === null ? readAuditTime(message) : null
  return { stamp, clock, sinceBoot, sinceBefore: isTimed ? null : sinceBefore, program, pid, message, told }
}

function readBracketed(text: string): { stamp: Stamp; end: number } | undefined {
  if (!text.startsWith('[')) return undefined
  const at = readCtime(text, 1) ?? readMinute(text, 1) ?? readLogged(text)
  CTIME_END.lastIndex = at?.end ?? 0
  return at && CTIME_END.test(text) ? { stamp: at.stamp, end: CTIME_END.lastIndex } : undefined
}

/** `[2024-03-04T09:17:07.123Z] [ 8523.347168] `: a serial logger's, believed before the kernel's own, or its tag, alone. */
function readLogged(text: string): StampAt | undefined {
  const at = readIso(text, 1)
  const zoned = at && text.startsWith(UTC, at.end) ? inUtc(at) : at
  return zoned && BEFORE_UPTIME.test(text.slice(zoned.end, zoned.end + MOST_UPTIME)) ? zoned : undefined
}

const UTC = ' UTC]'

function inUtc({ stamp: { raw, wallMs, stepMs }, end }: StampAt): StampAt {
  const zone = UTC.slice(0, -1)
  return { stamp: datedStamp(raw + zone, wallMs, 0, stepMs), end: end + zone.length }
}

function readComma(text: string): { stamp: Stamp; end: number } | undefined {
  ISO_SHAPE.lastIndex = 0
  const at = ISO_SHAPE.test(text) ? readIso(text) : undefined
  return at && { stamp: at.stamp, end: ISO_SHAPE.lastIndex }
}

/** What user space writes into the kernel's ring carries its tag there: the `wrap` of dmesg's envelopes. */
export function writeInRing(message: string, program: string, pid: number | null): string {
  return program === 'kernel' ? message : `${program}[${pid ?? 1}]: ${message}`
}
