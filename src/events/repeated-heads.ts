/** The front of a record: its stamp, and behind that who wrote it: ` node-a kubelet[2480]: `, or of klog the thread. */
interface Head {
  readonly stamp: RegExp
  /** How many characters the stamp has. */
  readonly width: number
  readonly writer: string
}

const SYSLOG = /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d$/
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)$/
const KLOG = /^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{6}$/
const SYSLOG_WIDTH = 15
const KLOG_WIDTH = 21
const TAG_END = ']: '
const BLANK = 32
const DASH = 45
const POINT = 46
const COLON = 58
const T = 84
/** ` node-a kubelet[2480]: ` */
const TAGGED = /^ [\w.-]{1,253} [\w./@-]{1,64}\[\d{1,10}\]: $/
const THREAD = /^ {1,8}\d{1,10} $/

function headOf(text: string): Head | undefined {
  if (text.charCodeAt(3) === BLANK && text.charCodeAt(9) === COLON) return tagged(text, SYSLOG, SYSLOG_WIDTH)
  if (text.charCodeAt(4) === DASH && text.charCodeAt(10) === T) return tagged(text, ISO, text.indexOf(' '))
  if (text.charCodeAt(5) !== BLANK || text.charCodeAt(14) !== POINT) return undefined
  let at = KLOG_WIDTH
  while (text.charCodeAt(at) === BLANK) at++
  return { stamp: KLOG, width: KLOG_WIDTH, writer: text.slice(KLOG_WIDTH, text.indexOf(' ', at) + 1) }
}

function tagged(text: string, stamp: RegExp, width: number): Head | undefined {
  const end = text.indexOf(TAG_END, width)
  // A second head ends so, too.
  if (end < 0 || !text.includes(TAG_END, end + 1)) return undefined
  return { stamp, width, writer: text.slice(width, end + TAG_END.length) }
}

/**
 * Where the same writer's head stands once more in a line, first of all at 0: several records whose line feeds were lost.
 *
 * A record that cites another stays whole: it is another writer's, or stands in quotes, or behind a colon or the like.
 * Nearly every line is done with once no second tag ends in it.
 */
export function repeatedHeads(text: string): readonly number[] {
  const head = headOf(text)
  if (!head || head.writer === '') return ONE
  const { stamp, width, writer } = head
  let at = text.indexOf(writer, width + writer.length)
  if (at < 0 || !isHead(text, 0, head)) return ONE
  const starts = [0]
  for (; at > 0 && starts.length < MOST_RECORDS; at = text.indexOf(writer, at + writer.length)) {
    const start = at - width
    const before = text.slice(starts.at(-1), start)
    if (stamp.test(text.slice(start, at)) && isWhole(before)) starts.push(start)
  }
  return starts
}

const ONE: readonly number[] = [0]
const MOST_RECORDS = 64

function isHead(text: string, start: number, { stamp, width, writer }: Head): boolean {
  return stamp.test(text.slice(start, start + width)) && (TAGGED.test(writer) || THREAD.test(writer))
}

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
