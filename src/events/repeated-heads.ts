import { sourceOf } from './source.js'

/** The front of a record: its stamp, and behind that whose it is: the node, or of klog the thread; of logrus only its level. */
interface Head {
  readonly stamp: RegExp
  /** How many characters the stamp has; of one whose length changes, `begin` tells how it begins. */
  readonly width: number
  readonly begin?: string
  readonly owner: string
  /** What stands behind the owner. */
  readonly rest: RegExp
}

const SYSLOG = /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d$/
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)$/
const KLOG = /^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{6}$/
const BEGIN = 'time="'
const LOGRUS = /^time="\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/
const SYSLOG_WIDTH = 15
const KLOG_WIDTH = 21
const BLANK = 32
const QUOTE = 34
const DASH = 45
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
    return { stamp: LOGRUS, width: text.indexOf(LEVEL), begin: BEGIN, owner: LEVEL, rest: WORDS }
  }
  if (text.charCodeAt(5) !== BLANK || text.charCodeAt(14) !== POINT) return undefined
  let at = KLOG_WIDTH
  while (text.charCodeAt(at) === BLANK) at++
  const owner = text.slice(KLOG_WIDTH, text.indexOf(' ', at) + 1)
  return { stamp: KLOG, width: KLOG_WIDTH, owner, rest: PLACE }
}

function ofNode(text: string, stamp: RegExp, width: number): Head {
  return { stamp, width, owner: text.slice(width, text.indexOf(' ', width + 1) + 1), rest: TAG }
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
  if (!head || head.owner === '') return ONE
  const { width, begin, owner } = head
  let at = text.indexOf(owner, width + owner.length)
  let writer = at < 0 ? undefined : writerAt(text, width, head, 0)
  if (writer === undefined) return ONE
  const starts = [0]
  for (; at > 0 && starts.length < MOST_RECORDS; at = text.indexOf(owner, at + owner.length)) {
    const start = begin === undefined ? at - width : text.lastIndexOf(begin, at)
    const next = writerAt(text, at, head, start)
    if (next === undefined || (next !== writer && !(isOfNode(writer) && isOfNode(next)))) continue
    if (writer !== KERNEL && !isWhole(text.slice(starts.at(-1), start))) continue
    starts.push(start)
    writer = next
  }
  return starts
}

/** So much of their stamps records have in common that stand on one line. */
const ALIKE = 4
const ONE: readonly number[] = [0]
const MOST_RECORDS = 4096

/** Who wrote the record of whose head the stamp begins at `start` and ends at `at`; where heads name none, the empty string. */
function writerAt(text: string, at: number, { stamp, owner, rest }: Head, start: number): string | undefined {
  if (!stamp.test(text.slice(start, at)) || !OWNERS.some((shape) => shape.test(owner))) return undefined
  rest.lastIndex = at + owner.length
  const found = rest.exec(text)
  return found ? (found[1] ?? '') : undefined
}

/** One of the programs that this is about; any other may write what a head looks like. */
const isOfNode = (program: string): boolean => sourceOf(program) !== null

/** What ends a record, not what introduces a citation. */
const ENDS = /[\w)\]}".!…-]\s?$/

/** A record that could end here: its quotes are closed. */
function isWhole(record: string): boolean {
  if (!ENDS.test(record.slice(-2))) return false
  let isOpen = false
  for (let at = record.indexOf('"'); at >= 0; at = record.indexOf('"', at + 1)) {
    if (record.charAt(at - 1) !== '\\') isOpen = !isOpen
  }
  return !isOpen
}
