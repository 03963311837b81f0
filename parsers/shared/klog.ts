import type { Stamp } from '../../src/model/stamp.js'
import { endOfQuoted, integer, unescaped, unquote } from './go-value.js'
import { decode, type KlogValues, scanMembers, scanPairs } from './klog-values.js'
import { isSupervised, messageOf, readLogfmt } from './logfmt.js'
import { epochStamp, readKlogTime, type StampAt } from './time.js'

/** A message of a program that logs with klog (or its forerunner glog): header, text, and values by key. */
export interface Klog {
  /** null without a header, and in JSON logging, which writes none. */
  readonly severity: string | null
  readonly stamp: Stamp | null
  /** The process id of the header: the same for all lines of one run. */
  readonly pid: number | null
  /** Base name of the source file, without its line number. */
  readonly file: string | null
  /** The message alone, unquoted; of an unstructured line all that follows the header. */
  readonly text: string
  /**
   * A value, unquoted where it was quoted, else as printed; undefined where there is none or the line is cut inside it.
   * A bare one that ends the line is taken as whole: nothing closes it.
   */
  readonly get: (key: string) => string | undefined
  /** The same, and of a value that the line cuts short as much as there is. */
  readonly peek: (key: string) => string | undefined
}

interface Header {
  readonly severity: string | null
  readonly stamp: Stamp | null
  readonly pid: number | null
  readonly file: string | null
}

const NO_VALUES: KlogValues = new Map()
const NO_HEADER: Header = { severity: null, stamp: null, pid: null, file: null }

/** What stands in front of a header: of a paste an editor's line number, a tag that lost its time and host; MicroShift's part. */
const BEFORE_HEADER = /(?: *\d+[: ] *)?(?:[\w.@/-]+(?:\[\d+\])?: +)?(?:kubelet +)?/y
const HEADER = /[IWEF](?=\d{4} \d)/y
/** What is left of a header whose front was cut off: a paste, or a collector that made fields of it. */
const CUT_HEADER = /^(?:\d{4} \d\d:\d\d:\d\d\.\d{1,9} )?(?: *(\d{1,10}) )? *([a-z]\w{0,60}\.go):\d{1,6}\] /
const THREAD_AND_FILE = / +(\d{1,10}) ([^\s:\]]{1,100}):\d{1,6}\] /y

/**
 * Reads a klog message: `I1012 19:34:44.999261    2480 kubelet.go:2231] "SyncLoop …" pod="ns/name"`, the same
 * unstructured, as JSON logging, or with no header at all; undefined where it is cut inside its header or text.
 *
 * Values are looked for only when one is asked for. A block `err=<` … ` >` is read where its lines are joined
 * by line feeds (see `createKlogJoiner`).
 */
export function readKlog(message: string): Klog | undefined {
  if (message.startsWith('{')) return readJson(message)
  const front = readFront(message, 0) ?? readFront(message, pastedBefore(message))
  if (front) {
    THREAD_AND_FILE.lastIndex = front.end
    const m = THREAD_AND_FILE.exec(message)
    if (!m) return undefined
    const { severity, stamp } = front
    const header = { severity, stamp, pid: Number(m[1]), file: m[2] ?? null }
    return readText(header, message.slice(THREAD_AND_FILE.lastIndex))
  }
  // k0s runs the kubelet, and logs what it prints as a record of its own.
  const supervised = message.startsWith('time="') ? readLogfmt(message) : undefined
  if (supervised && isSupervised(supervised)) return readKlog(messageOf(supervised))
  const cut = CUT_HEADER.exec(message)
  if (!cut) return readText(NO_HEADER, message)
  const pid = cut[1] === undefined ? null : Number(cut[1])
  return readText({ ...NO_HEADER, pid, file: cut[2] ?? null }, message.slice(cut[0].length))
}

/** Severity and time of the header that begins at `at`. */
function readFront(message: string, at: number): (StampAt & { readonly severity: string }) | undefined {
  HEADER.lastIndex = at
  const time = HEADER.test(message) ? readKlogTime(message, at + 1) : undefined
  return time && { severity: message.charAt(at), stamp: time.stamp, end: time.end }
}

function pastedBefore(message: string): number {
  BEFORE_HEADER.lastIndex = 0
  return BEFORE_HEADER.test(message) ? BEFORE_HEADER.lastIndex : 0
}

function readText(header: Header, body: string): Klog | undefined {
  if (!body.startsWith('"')) {
    // Bold marks are what a page's author put into a pasted line; no name holds two stars.
    return bind(header, body.includes('**') ? body.replaceAll('**', '') : body, () => NO_VALUES)
  }
  const end = endOfQuoted(body, 0)
  if (end < 0) return undefined
  return bind(header, unescaped(body.slice(1, end - 1)), () => scanPairs(body, end))
}

function readJson(message: string): Klog | undefined {
  const members = scanMembers(message)
  const text = members.get('msg')
  const ts = members.get('ts')
  if (!text?.whole || !text.raw.startsWith('"') || !ts?.whole) return undefined
  const at = /^\d{12,14}(?:\.(\d{1,9}))?$/.exec(ts.raw)
  const stamp = at ? epochStamp(ts.raw, Number(ts.raw), 1 / 10 ** (at[1]?.length ?? 0)) : null
  const caller = members.get('caller')
  const file = caller?.whole ? baseName(unquote(caller.raw)) : null
  return bind({ severity: null, stamp, pid: null, file }, unquote(text.raw), () => members)
}

/** `eviction/eviction_manager.go:374` → `eviction_manager.go` */
function baseName(caller: string): string {
  const colon = caller.lastIndexOf(':')
  return caller.slice(caller.lastIndexOf('/') + 1, colon < 0 ? undefined : colon)
}

function bind({ severity, stamp, pid, file }: Header, text: string, scan: () => KlogValues): Klog {
  let values: KlogValues | undefined
  return {
    severity,
    stamp,
    pid,
    file,
    text,
    get(key) {
      values ??= scan()
      const value = values.get(key)
      return value?.whole ? decode(value) : undefined
    },
    peek(key) {
      values ??= scan()
      const value = values.get(key)
      return value && decode(value)
    },
  }
}

/** What a fact says of how its line was printed: the program's own stamp, and from which verbosity on it is. */
export function printed(
  { stamp }: Klog,
  verbosity?: number,
): { readonly stamp?: Stamp; readonly verbosity?: number } {
  if (verbosity === undefined) return stamp ? { stamp } : {}
  return stamp ? { stamp, verbosity } : { verbosity }
}

/** A value that is an integer, else null. */
export function readInteger(klog: Klog, key: string): number | null {
  return integer(klog.get(key))
}

/** The stamp of a header's time that stands alone, as samples spell it: `1012 19:34:44.999261`. */
export function klogStamp(time: string): Stamp {
  const read = readKlogTime(time)
  if (!read) throw new Error(`not a klog time: ${time}`)
  return read.stamp
}
