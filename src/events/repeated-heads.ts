import { sourceOf } from './source.js'

/** The front of a record: its stamp, and behind that whose it is: the node, or of klog the thread; of logrus only its level. */
interface Head {
  readonly stamp: RegExp
  /** How many characters a stamp has, at most. */
  readonly width: number
  /** Where the first one ends. */
  readonly end: number
  readonly owner: string
  /** What stands behind the owner. */
  readonly rest: RegExp
}

const SYSLOG = /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d$/
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)$/
const KLOG = /^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{6}$/
const BEGIN = 'time="'
const LOGRUS = /time="\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/
const SYSLOG_WIDTH = 15
const KLOG_WIDTH = 21
const LOGRUS_WIDTH = 41
const BLANK = 32
const QUOTE = 34
const DASH = 45
const BACKSLASH = 92
const POINT = 46
const COLON = 58
const T = 84
const HOST = /^ [\w.-]{1,253} $/
/** `kubelet[2480]: `, `kernel: ` */
const TAG = /([\w./@-]{1,64})(?:\[\d{1,10}\])?: /y
/** It cites nobody, and a process's name has no room for a head. */
const KERNEL = 'kernel'
const THREAD = /^ {1,8}\d{1,10} $/
const LEVEL = '" level='
const WORDS = /[a-z]{4,7} msg="/y
const OWNERS = [HOST, THREAD, /^" level=$/]
const PLACE = /[\w.-]{1,64}:\d{1,6}\] /y

function headOf(text: string): Head | undefined {
  if (text.charCodeAt(3) === BLANK && text.charCodeAt(9) === COLON) return ofNode(text, SYSLOG, SYSLOG_WIDTH)
  if (text.charCodeAt(4) === DASH && text.charCodeAt(10) === T) return ofNode(text, ISO, text.indexOf(' '))
  if (text.charCodeAt(5) === QUOTE && text.startsWith(BEGIN)) {
    return { stamp: LOGRUS, width: LOGRUS_WIDTH, end: text.indexOf(LEVEL), owner: LEVEL, rest: WORDS }
  }
  if (text.charCodeAt(5) !== BLANK || text.charCodeAt(14) !== POINT) return undefined
  let at = KLOG_WIDTH
  while (text.charCodeAt(at) === BLANK) at++
  const owner = text.slice(KLOG_WIDTH, text.indexOf(' ', at) + 1)
  return { stamp: KLOG, width: KLOG_WIDTH, end: KLOG_WIDTH, owner, rest: PLACE }
}

function ofNode(text: string, stamp: RegExp, width: number): Head {
  return { stamp, width, end: width, owner: text.slice(width, text.indexOf(' ', width + 1) + 1), rest: TAG }
}

/**
 * Where a head of the same writer, or of others of the node's own programs, stands once more in a line, first of all at 0:
 * several records whose line feeds were lost.
 *
 * A record that cites another stays whole: it is any other writer's, or that stands in quotes, or behind a colon or the
 * like. Nearly every line is done with once what it begins with, a month or a year, does not come again in it.
 */
export function repeatedHeads(text: string): readonly number[] {
  if (!text.includes(text.slice(0, ALIKE), ALIKE)) return ONE
  const head = headOf(text)
  if (!head || !OWNERS.some((shape) => shape.test(head.owner))) return ONE
  const { end, owner } = head
  let at = text.indexOf(owner, end + owner.length)
  let writer = at < 0 ? undefined : recordAt(text, end, head)?.writer
  if (writer === undefined) return ONE
  const starts = [0]
  const quotes = createQuotes(text)
  for (; at > 0 && starts.length < MOST_RECORDS; at = text.indexOf(owner, at + owner.length)) {
    const next = recordAt(text, at, head)
    if (!next || (next.writer !== writer && !(isOfNode(writer) && isOfNode(next.writer)))) continue
    const isOpen = quotes.openAt(next.start)
    if (writer !== KERNEL && (isOpen || !ENDS.test(text.slice(next.start - 2, next.start)))) continue
    starts.push(next.start)
    quotes.close()
    writer = next.writer
  }
  return starts
}

/** So much of their stamps records have in common that stand on one line. */
const ALIKE = 4
const ONE: readonly number[] = [0]
const MOST_RECORDS = 4096

/** Where the record begins whose stamp ends at `at`, and who wrote it; where heads name none, the empty string. */
function recordAt(text: string, at: number, { stamp, width, owner, rest }: Head) {
  const found = stamp.exec(text.slice(Math.max(0, at - width), at))
  if (!found) return undefined
  rest.lastIndex = at + owner.length
  const behind = rest.exec(text)
  return behind ? { start: at - found[0].length, writer: behind[1] ?? '' } : undefined
}

/** One of the programs that this is about; any other may write what a head looks like. */
const isOfNode = (program: string): boolean => sourceOf(program) !== null

/** What ends a record, not what introduces a citation. */
const ENDS = /[\w)\]}".!…-]\s?$/

/** A record whose quotes are open goes on. Each place is looked at once, however many heads a line holds. */
function createQuotes(text: string) {
  let isOpen = false
  let seen = 0
  return {
    openAt(end: number): boolean {
      for (; seen < end; seen++)
        if (text.charCodeAt(seen) === QUOTE && text.charCodeAt(seen - 1) !== BACKSLASH) isOpen = !isOpen
      return isOpen
    },
    close() {
      isOpen = false
    },
  }
}
