import type { Stamp } from '../../src/model/stamp.js'
import { endOfQuoted, integer, unescaped, unquote } from './go-value.js'
import { decode, findValue, type KlogValues, type RawValue, scanMembers, scanPairs } from './klog-values.js'
import { isSupervised, messageOf, readLogfmt } from './logfmt.js'
import { unmarked } from './page-marks.js'
import { epochStamp, readKlogTime, type StampAt } from './time.js'

/** A message of a program that logs with klog (or its forerunner glog): header, text, and values by key. */
export interface Klog {
  /** null without a header, and in JSON logging that writes no time. */
  readonly stamp: Stamp | null
  /** Where in the source it is printed, as written: `kubelet.go:2231`, in JSON logging `eviction/eviction_manager.go:374`. */
  readonly place: string | null
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

const NO_VALUES: KlogValues = []

/** What stands in front of a header: of a paste an editor's line number, a tag that lost its time and host; MicroShift's part. */
const BEFORE_HEADER = /(?: *\d+[: ] *)?(?:[\w.@/-]+(?:\[\d+\])?: +)?(?:kubelet +)?/y
const SEVERITIES = 'IWEF'
/** As some builds of the older glog spell them. */
const SEVERITY_WORDS = ['INFO:', 'WARNING:', 'ERROR:', 'FATAL:']
/** What is left of a header whose front, or time, was cut off: a paste, or a collector that made fields of it. */
const CUT_HEADER = /^(?:[IWEF] )?[\d:.… ]{0,60}(?:kubelet +)?[a-z]\w{0,60}\.go:\d{1,6}\] |^ {1,80}(?=")/
/** The number is not always copied, nor kept by who prints the line anew. */
const THREAD_AND_PLACE = / +(?:\d{1,10} )?[^\s:\]]{1,100}:\d{1,6}\] /y

/**
 * Reads a klog message: `I1012 19:34:44.999261    2480 kubelet.go:2231] "SyncLoop …" pod="ns/name"`, the same
 * unstructured, as JSON logging, or with no header at all; undefined where it is cut inside its header or text.
 *
 * Values are looked for only when one is asked for. A block `err=<` … ` >` is read where its lines are joined
 * by line feeds (see `createKlogJoiner`).
 */
export function readKlog(message: string): Klog | undefined {
  if (latestMessage !== message) {
    latest = readAny(message)
    latestMessage = message
  }
  return latest
}

/** Several parsers may ask for one message: it is read once. */
let latestMessage: string | undefined
let latest: Klog | undefined

function readAny(message: string): Klog | undefined {
  if (message.charCodeAt(0) === BRACE) return readJson(message)
  const time = readFront(message, 0) ?? readFront(message, pastedBefore(message))
  if (time) {
    THREAD_AND_PLACE.lastIndex = time.end
    return THREAD_AND_PLACE.test(message)
      ? readText(time.stamp, message, THREAD_AND_PLACE.lastIndex)
      : undefined
  }
  // k0s runs the kubelet, and logs what it prints as a record of its own.
  const supervised = message.startsWith('time="') ? readLogfmt(message) : undefined
  if (supervised && isSupervised(supervised)) return readAny(messageOf(supervised))
  return readText(null, message, CUT_HEADER.exec(message)?.[0].length ?? 0)
}

/** The time of the header that begins at `at`, if need be without its letter: a paste that began too late. */
function readFront(message: string, at: number): StampAt | undefined {
  if (!SEVERITIES.includes(message.charAt(at))) return readKlogTime(message, at)
  const time = readKlogTime(message, at + 1)
  const word = time ? undefined : SEVERITY_WORDS.find((severity) => message.startsWith(severity, at))
  return word === undefined ? time : readKlogTime(message, at + word.length)
}

function pastedBefore(message: string): number {
  BEFORE_HEADER.lastIndex = 0
  return BEFORE_HEADER.test(message) ? BEFORE_HEADER.lastIndex : 0
}

/** Reads what stands behind a header that ends at `at`. */
function readText(stamp: Stamp | null, message: string, at: number): Klog | undefined {
  if (message.charCodeAt(at) !== QUOTE) {
    const text = message.slice(at).trimEnd()
    return new TextRecord(stamp, message, at, text.includes('**') ? text.replace(BOLD, '') : text, null)
  }
  const end = endOfQuoted(message, at)
  if (end < 0) return undefined
  return new TextRecord(stamp, message, at, unescaped(message.slice(at + 1, end - 1)), end)
}

/** What a page's author put into a pasted line; more stars than two are a name that was masked. */
const BOLD = /(?<!\*)\*\*(?!\*)/g
const BEHIND_PLACE = '] '
const QUOTE = 34
const BRACE = 123

function readJson(message: string): Klog | undefined {
  const members = scanMembers(message)
  const text = findValue(members, 'msg')
  const ts = findValue(members, 'ts')
  if (!text?.whole || !text.raw.startsWith('"') || !ts?.whole) return undefined
  const at = /^\d{12,14}(?:\.(\d{1,9}))?$/.exec(ts.raw)
  const stamp = at ? epochStamp(ts.raw, Number(ts.raw), 1 / 10 ** (at[1]?.length ?? 0)) : null
  const caller = findValue(members, 'caller')
  const place = caller?.whole ? unquote(caller.raw) : null
  return {
    stamp,
    place,
    text: unquote(text.raw),
    get: (key) => decodeWhole(findValue(members, key)),
    peek: (key) => decodeAny(findValue(members, key)),
  }
}

/** A class, since nearly every line of a kubelet is one: its functions are made once. */
class TextRecord implements Klog {
  private values: KlogValues | undefined

  constructor(
    readonly stamp: Stamp | null,
    private readonly message: string,
    /** Where what stands behind the header begins. */
    private readonly at: number,
    readonly text: string,
    /** Where the values begin; null: it has none. */
    private readonly valuesAt: number | null,
  ) {}

  get place(): string | null {
    const { message } = this
    const end = this.at - BEHIND_PLACE.length
    return message.startsWith(BEHIND_PLACE, end)
      ? message.slice(message.lastIndexOf(' ', end) + 1, end)
      : null
  }

  get(key: string): string | undefined {
    return decodeWhole(this.find(key))
  }

  peek(key: string): string | undefined {
    return decodeAny(this.find(key))
  }

  private find(key: string): RawValue | undefined {
    this.values ??= this.valuesAt === null ? NO_VALUES : scanPairs(this.message, this.valuesAt)
    return findValue(this.values, key) ?? findMarked(this.values, key)
  }
}

/** A value whose key has the marks of a page before it: `**exitCode=137**`. */
function findMarked(values: KlogValues, key: string): RawValue | undefined {
  for (const value of values) {
    if (value.key.length > key.length && value.key.endsWith(key) && unmarked(value.key) === key) return value
  }
  return undefined
}

function decodeWhole(value: RawValue | undefined): string | undefined {
  return value?.whole ? decode(value) : undefined
}

function decodeAny(value: RawValue | undefined): string | undefined {
  return value && decode(value)
}

/** What a fact says of how its line was printed: the program's own stamp, and from which verbosity on it is. */
export function printed(
  { stamp }: Klog,
  verbosity?: number,
): { readonly stamp?: Stamp; readonly verbosity?: number } {
  if (verbosity === undefined) return stamp ? { stamp } : {}
  return stamp ? { stamp, verbosity } : { verbosity }
}

/** A value that is an integer, which the marks of a page may stand around, else null. */
export function readInteger(klog: Klog, key: string): number | null {
  const value = klog.get(key)
  return value === undefined ? null : (integer(value) ?? integer(unmarked(value)))
}

/** The stamp of a header's time that stands alone, as samples spell it: `1012 19:34:44.999261`. */
export function klogStamp(time: string): Stamp {
  const read = readKlogTime(time)
  if (!read) throw new Error(`not a klog time: ${time}`)
  return read.stamp
}
