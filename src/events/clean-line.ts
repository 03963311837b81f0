/** Colours and movements of a terminal. */
const CSI = /\x1b\[[0-?]{0,32}[ -/]{0,8}[@-~]/g
/** Hyperlinks and titles. */
const OSC = /\x1b\][^\x07\x1b]{0,2000}(?:\x07|\x1b\\)/g

/** Colours whose ESC a copy lost, or a daemon wrote in its own way. */
const LOST_CSI = /(?:#033|\\033|\\x1b|\\u001b|\^\[)?\[(?:\d{1,3}(?:;\d{1,3}){0,4})?m/g
const LOST_END = '[0m'

/** A page of HTML, such as a ticket, writes quotes and angles so; no program that writes logs does. */
const ENTITY = /&(?:quot|amp|lt|gt|#39|#34);/g
const CHARACTERS: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&#34;': '"',
  '&#39;': "'",
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
}

/** How a forum's writer sets words off: `[COLOR="Red"]`, `[/b]`. A process that calls itself so keeps its name. */
const FORUM_MARKS = /(?<![(="])\[\/?(?:color|size|font|b|i|u)(?:=[^\]\s]{1,40})?\]/gi
const FORUM_WORD = '[COLOR'

/** What a page's line ends with. */
const ELEMENTS = /(?:<\/?(?:br|p|div|span|code|pre|li|td|tr) ?\/?>){1,8}$/

/** A page's or a writer's editor sets quotes so, and blanks that break no line. */
const SET_QUOTES = /[“”]/g
const SET_BLANK = '\u00a0'

/** A string that stands alone on its line, out of a list or an object of JSON: a line, or a journal's message. Behind a TAB it may be a container's words. */
const STRING = /^ {0,80}(?:"MESSAGE" ?: ?)?"([^"\\]*(?:\\.[^"\\]*)*)",?$/
/** The same of YAML, or as Node.js shows an object. */
const SCALAR = /^ {0,80}(?:MESSAGE: )?'((?:[^']|'')*)',?$/
/** Each quote in it twice. */
const CELL = /^"(?:[^"]|"")*",?$/
/** Words that are marked as code: indented, a point of a list, or the first cell of a row. */
const CODE = /^[ \t]{0,80}(?:(?:[-*+•|]|\d{1,3}[.)]) {1,4})?`([^`]+)`$/
/** A quote that nothing escapes: a program puts such around what it quotes, so that a line without one is escaped whole. */
const OPEN_QUOTE = /(?<!\\)"/
const ESCAPED = /\\(["\\])/g
/** How often. */
const MOST_ESCAPES = 3

/**
 * On a page whose writer escaped what Markdown would read, the kernel's stamp, logrus' at a terminal or a program's
 * number: `\[ 8523.347168\] crash\[7142\]: segfault`, `INFO\[0012\] shim reaped`, `node-a containerd\[812\]: …`.
 */
const MARKED_HEAD =
  /^(?:(?:.{0,200} )?\\\[ *\d{1,12}\.\d{6}\\\]|(?:\^C)?(?:TRAC|DEBU|INFO|WARN|ERRO|FATA|PANI)\\\[[\dT:.Z+ -]{1,40}\\\]|[^\\]{0,120} (?:[\w.@/()-]|\\_){1,64}\\\[\d{1,10}\\\]: )/
const MARKED = /\\([[\]()<>_*#~`+.-])/g

const RETURN = 13
const BLANK = 32
const BAR = 124
const QUOTE = 34
const APOSTROPHE = 39
const COMMA = 44
const BACKTICK = 96
const ANGLE = 62

/** The line as it was written: without what a copy, a terminal or a crash added. */
export function cleanLine(text: string): string {
  let line = text
  if (line.charCodeAt(0) === 0xfeff) line = line.slice(1)
  if (line.includes('\x1b')) line = line.replace(CSI, '').replace(OSC, '')
  if (line.includes(LOST_END)) line = line.replace(LOST_CSI, '')
  if (line.includes('\0')) line = afterNuls(line)
  if (holdsEntity(line)) line = line.replace(ENTITY, (entity) => CHARACTERS[entity] ?? entity)
  if (line.includes('[/') || line.includes(FORUM_WORD)) line = line.replace(FORUM_MARKS, '')
  if (line.includes(SET_BLANK)) line = line.replaceAll(SET_BLANK, ' ')
  if (line.includes('\\[') && MARKED_HEAD.test(line)) line = line.replace(MARKED, '$1')
  if (line.charCodeAt(line.length - 1) === RETURN) line = line.slice(0, -1)
  if (line.charCodeAt(line.length - 1) === ANGLE) line = line.replace(ELEMENTS, '')
  const last = line.charCodeAt(line.length - 1)
  if (last === BAR || last === BLANK) line = withoutBar(line)
  const first = line.charCodeAt(0)
  if (first === QUOTE || first === BLANK) line = STRING.exec(line)?.[1] ?? cellOf(line)
  if (last === APOSTROPHE || last === COMMA) line = SCALAR.exec(line)?.[1]?.replaceAll("''", "'") ?? line
  line = requoted(line)
  // Marked as code in a ticket, each line by itself.
  if (line.charCodeAt(line.length - 1) !== BACKTICK) return line
  return first === BACKTICK ? line.slice(1, -1) : (CODE.exec(line)?.[1] ?? line)
}

/** What Go prints of a pointer, as a page writes it that leaves quotes as they are: `&amp;PodSandboxMetadata{Name:web,…}`, `&amp;{ID:…}` */
const POINTER = /&amp;(?:(?:[a-z][a-z0-9]{0,30}\.)?[A-Z][A-Za-z]{1,60})?\{/

/** A quote as a page writes it, by its name or its number, what stands in angles, an arrow, or a pointer. */
function holdsEntity(text: string): boolean {
  const at = text.indexOf('&')
  if (at < 0 || !text.includes(';', at)) return false
  if (text.includes('&quot;', at) || text.includes('&#34;', at)) return true
  const angle = text.indexOf('&lt;', at)
  return (angle >= 0 && text.includes('&gt;', angle)) || text.includes('-&gt; ', at - 1) || POINTER.test(text)
}

/** A cell of a table, as a spreadsheet copies one in which quotes stand. */
function cellOf(text: string): string {
  return text.startsWith('"') && text.includes('""') && CELL.test(text)
    ? text.slice(1, text.lastIndexOf('"')).replaceAll('""', '"')
    : text
}

/** Without the bar that closes a row of a table: one stands before it too. */
function withoutBar(text: string): string {
  const row = text.trimEnd()
  const end = row.length - 2
  return row.startsWith(' |', end) && row.indexOf('|') < end ? row.slice(0, end).trimEnd() : text
}

/** With the quotes that its program printed. */
function requoted(text: string): string {
  let line = text
  let quote = line.indexOf('"')
  // Beside straight quotes an editor's stand in what a program was told to print.
  if (quote < 0) return line.includes('“') || line.includes('”') ? line.replace(SET_QUOTES, '"') : line
  for (let n = 0; n < MOST_ESCAPES && line[quote - 1] === '\\' && !OPEN_QUOTE.test(line); n++) {
    line = line.replace(ESCAPED, '$1')
    quote = line.indexOf('"')
  }
  return line
}

/** A crash leaves NULs between the torn record and the next whole one, which is the one to keep. */
function afterNuls(line: string): string {
  return line.split('\0').findLast((part) => part !== '') ?? ''
}
