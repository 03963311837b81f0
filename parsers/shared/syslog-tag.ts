import { copyOf } from '../../src/model/copy-of.js'
import type { Envelope } from '../../src/model/envelope.js'
import type { Stamp } from '../../src/model/stamp.js'
import { skipBlanks } from './blanks.js'
import { envelopeOf } from './envelope.js'
import { NAMELESS } from './facility.js'
import { takeGap, takePrintk } from './printk.js'
import { readIso } from './time.js'

/** What stands behind the time of a syslog line. */
export interface SyslogBody {
  readonly host: string | null
  readonly program: string | null
  readonly pid: number | null
  readonly sinceBoot: number | null
  readonly message: string
  readonly repeated: number | null
  readonly told: Stamp | null
}

/** What a program printed, without the time that it begins with. */
type Body = Omit<SyslogBody, 'host' | 'told'>

/** What stands between the time and the message, and its length up to there. */
type Header = Pick<SyslogBody, 'host' | 'program' | 'pid'> & { readonly length: number }

interface Tag {
  readonly program: string
  readonly pid: number | null
  /** Index of the message behind the colon and its blank. */
  readonly end: number
}

/** `containerd[812]: `, `kernel: `, `run-parts(/etc/cron.daily)[9]: `; the blank is missing at the end of a line. */
const TAG = /([^\s:[\]"'={}<>]{1,128})(?:\[(\d{1,10})\])?:(?: |$)/y
/** A tag of several words is believed only with its pid: `Web Content[2314]: `. */
const TAG_OF_WORDS = /([^\s:[\]"'={}<>]{1,64}(?: [^\s:[\]"'={}<>]{1,64}){1,3})\[(\d{1,10})\]:(?: |$)/y
/** A name, or what stands for one that was taken out: `<hostname>`, `[redacted]`, `{node}`, `****`. */
const HOST =
  /(?:[\w.:%@/-]+|<[\w.-][\w .-]{0,62}>|\[[A-Za-z][\w .-]{0,62}\]|\{[\w.-]{1,64}\}|\*{1,64})(?= |$)/y
const MASK = /^[<[{*]/
/** First words of kernel messages that look like a tag where the tag itself is missing. */
const KERNEL_TOPICS = new Set([
  'audit',
  'cgroup',
  'kmem',
  'memory',
  'memory+swap',
  'oom_reaper',
  'swap',
  'traps',
])
/** `nginx[2345]: segfault at …` is a kernel message about a process, not one of its own. */
const KERNEL_VERDICT =
  /(?:segfault at |(?:segfault|bus error|floating point exception|illegal instruction) \(\d+\) |undefined instruction: pc=|unhandled |bad frame )/y
/** Words that are no host: the date of a klog header, and what systemd does to a unit (`Stopped kubelet: The …`). */
const NO_HOST = /:$|^[IWEF]\d{4}$|^[A-Z][a-z]{1,20}(?:ed|ing)$/
/** Programs whose tag is believed without a pid where it might be the first word of a message. */
const PIDLESS = new Set([
  'kernel',
  'systemd',
  'kubelet',
  'containerd',
  'dockerd',
  'crio',
  'conmon',
  'podman',
  'systemd-oomd',
  'earlyoom',
])
/** What containerd's, Docker's, CRI-O's and podman's messages begin with. */
const LOGFMT = 'time="'
/** How rsyslog's escapes begin that are undone. */
const ESCAPE = '#01'
/** What ends a tag with a pid. */
const PID_END = ']:'
const REPEATED = /^message repeated (\d{1,9}) times: \[ /

/** Whether what stands behind a name and its pid is what the kernel says of that process. */
export function isKernelVerdict(text: string, at: number): boolean {
  KERNEL_VERDICT.lastIndex = at
  return KERNEL_VERDICT.test(text)
}

/** Reads a tag of one word at exactly `at`; undefined where the message is not tagged. */
export function readTag(text: string, at: number, shape = TAG): Tag | undefined {
  shape.lastIndex = at
  const m = shape.exec(text)
  if (!m?.[1]) return undefined
  if (m[2] === undefined && KERNEL_TOPICS.has(m[1])) return undefined
  if (isKernelVerdict(text, shape.lastIndex)) return undefined
  return { program: m[1], pid: m[2] === undefined ? null : Number(m[2]), end: shape.lastIndex }
}

/**
 * The message behind a tag as its program printed it: without printk prefixes and rsyslog's escapes, and out of its
 * `message repeated 5 times: [ …]`.
 *
 * What user space wrote into the kernel's ring names itself there: `[    5.123] systemd[1]: …` is systemd's.
 */
export function readMessage(
  { program, pid }: { readonly program: string | null; readonly pid: number | null },
  text: string,
): Body {
  const plain = unescape(text)
  const wrapper = plain.endsWith(']') ? REPEATED.exec(plain) : null
  if (!wrapper) return readOnce(program, pid, plain, null)
  return readOnce(program, pid, plain.slice(wrapper[0].length, -1), Number(wrapper[1]))
}

/** `[8523.347] `: not all decimals were copied. */
const SHORT_UPTIME = /^\[ {0,8}\d{1,12}\.\d{1,5}\] /

/** rsyslog writes control characters as `#` and three octal digits: a line feed and a TAB part what a message says. */
function unescape(message: string): string {
  return message.includes(ESCAPE) ? message.replaceAll('#012', '\n').replaceAll('#011', '\t') : message
}

function readOnce(program: string | null, pid: number | null, text: string, repeated: number | null): Body {
  if (program !== null && program !== 'kernel')
    return { program, pid, sinceBoot: null, message: text, repeated }
  const { sinceBoot, message: printed } = takePrintk(text)
  const behind = program !== null && sinceBoot === null ? printed.replace(SHORT_UPTIME, '') : printed
  const message = program === null && sinceBoot === null ? behind : takeGap(behind)
  if (program === null && sinceBoot === null) return { program, pid, sinceBoot, message, repeated }
  const user = message.includes(PID_END) ? readTag(message, 0) : undefined
  if (!user || user.pid === null) return { program: 'kernel', pid, sinceBoot, message, repeated }
  return { program: user.program, pid: user.pid, sinceBoot, message: message.slice(user.end), repeated }
}

/** Whether a tag can be nothing else: it has a pid, or is a program's that prints none. */
export function isCertain({ program, pid }: { program: string | null; pid: number | null }): boolean {
  return pid !== null || (program !== null && PIDLESS.has(program))
}

/**
 * Reads ` <host> <tag>[<pid>]: <message>` from `at` on; host and tag may each be missing.
 *
 * ` node-a containerd[812]: time=…`, ` kernel: [ 8523.347168] Memory cgroup out of memory…`
 */
export function readSyslogBody(text: string, at: number): SyslogBody {
  return bodyOf(headerOf(text, at), text, at)
}

/** The same with its time, as an envelope: most lines are of a program whose messages need no more reading. */
export function readSyslogLine(id: string, stamp: Stamp, text: string, at: number): Envelope {
  const header = headerOf(text, at)
  const { host, program, pid, length } = header
  if (program === null || text.endsWith(']') || text.includes(ESCAPE, at)) {
    return envelopeOf(id, bodyOf(header, text, at), stamp)
  }
  const message = text.slice(at + length)
  if (program === 'kernel') return kernelLine(id, stamp, header, message)
  const told = readTold(message)
  return told
    ? { id, stamp, host, program, pid, sinceBoot: null, message, told }
    : { id, stamp, host, program, pid, sinceBoot: null, message }
}

function kernelLine(id: string, stamp: Stamp, { host, pid: written }: Header, text: string): Envelope {
  const { program, pid, sinceBoot, message } = readOnce('kernel', written, text, null)
  const told = readTold(message)
  return told
    ? { id, stamp, host, program, pid, sinceBoot, message, told }
    : { id, stamp, host, program, pid, sinceBoot, message }
}

function headerOf(text: string, at: number): Header {
  if (latest && text.startsWith(latest.printed, at) && !isKernelVerdict(text, at + latest.length))
    return latest
  const colon = text.indexOf(': ', at)
  if (colon < 0 || colon - at > MOST_HEADER) return readHeader(text, at)
  // Few programs of few hosts write the lines of a log.
  const printed = text.slice(at, colon + 2)
  const known = headers.get(printed)
  if (known && !isKernelVerdict(text, colon + 2)) return (latest = known)
  const header = readHeader(text, at)
  if (at + header.length === colon + 2) remember(printed, header)
  return header
}

function readHeader(text: string, at: number): Header {
  const start = skipBlanks(text, at)
  const hostless = readTag(text, start)
  if (hostless && isCertain(hostless)) return tagged(null, hostless, at)
  if (text.startsWith(NAMELESS, start)) return namelessHeader(text, at, start + NAMELESS.length)
  HOST.lastIndex = start
  const host = HOST.exec(text)?.[0]
  if (host === undefined || NO_HOST.test(host)) {
    return { host: null, program: null, pid: null, length: start - at }
  }
  const behind = skipBlanks(text, start + host.length)
  const tag = readTag(text, behind) ?? readTag(text, behind, TAG_OF_WORDS)
  // A program's own level stands in such brackets, too.
  if (MASK.test(host) && !(tag && isCertain(tag)))
    return { host: null, program: null, pid: null, length: start - at }
  return tag ? tagged(host, tag, at) : { host, program: null, pid: null, length: behind - at }
}

function namelessHeader(text: string, at: number, behind: number): Header {
  const tag = readTag(text, behind) ?? readTag(text, behind, TAG_OF_WORDS)
  return tag ? tagged(null, tag, at) : { host: null, program: null, pid: null, length: behind - at }
}

function tagged(host: string | null, { program, pid, end }: Tag, at: number): Header {
  return { host, program, pid, length: end - at }
}

/** A header that ended in a tag, as printed up to the blank behind its colon. */
interface KnownHeader extends Header {
  readonly printed: string
}

const headers = new Map<string, KnownHeader>()
/** Of the line before: most often the next one has the same. */
let latest: KnownHeader | undefined
const MOST_HEADERS = 200
const MOST_HEADER = 200

function remember(printed: string, { host, program, pid, length }: Header): void {
  if (program === null) return
  if (headers.size === MOST_HEADERS) headers.clear()
  const own = copyOf(printed)
  headers.set(own, { printed: own, host: host && copyOf(host), program: copyOf(program), pid, length })
}

function bodyOf(header: Header, text: string, at: number): SyslogBody {
  const { host, length } = header
  const { program, pid, sinceBoot, message, repeated } = readMessage(header, text.slice(at + length))
  return { host, program, pid, sinceBoot, message, repeated, told: readTold(message) }
}

/** The time that a message itself begins with. Of one without its zone nothing can be learned. */
export function readTold(message: string): Stamp | null {
  const begun = message.startsWith(LOGFMT) ? readIso(message, LOGFMT.length)?.stamp : undefined
  return begun && begun.offsetMinutes !== null ? begun : null
}

/** The inverse of `readTag`, for the `wrap` of envelopes: `containerd[812]: `, `kernel: `. */
export function writeTag(program: string, pid: number | null): string {
  return pid === null || program === 'kernel' ? `${program}: ` : `${program}[${pid}]: `
}
