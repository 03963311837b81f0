import type { Cause, Confidence, Oom, Termination } from '../model/termination.js'
import { formatBytes } from '../model/quantity.js'
import { count } from './count.js'
import { escapeTerminal } from './escape.js'
import { type EvidenceRow, evidenceRows } from './evidence-rows.js'
import { exitPhrase } from './exit-phrase.js'
import { type CauseTally, joinParts, whatEnded, whatWasRead } from './footer.js'
import { createHeading, type Heading } from './heading.js'
import { momentOfDeath } from './moment-of-death.js'
import { createPlaceLabel, type PlaceLabel } from './place.js'
import type { Look, Meta, Renderer } from './renderer.js'
import { short } from './sayings.js'
import { formatSpan } from './span.js'
import { createStyle, type Role, type Style } from './style.js'
import { clockOf, wallClock } from './wall-time.js'
import { idBeside, whoDied } from './who-died.js'
import { cut, padEnd, padStart, widthOf, wrap } from './width.js'

/** Columns of a block: the clock or the offset, who says it, what is said, where it stands. */
const TIME = 8
const SOURCE = 10
const GAP = '  '
const INDENT = ' '.repeat(TIME + GAP.length)
const TEXT_AT = TIME + SOURCE + 2 * GAP.length
/** Prose is not wider than this, however wide the terminal. */
const PROSE = 110
/** A place column that would leave less than this for the text is not printed. */
const LEAST_TEXT = 24
const MOST_TASKS = 3
/** The column of the exits begins here at the latest, and leaves room for the longest of them. */
const MOST_WHO = 64
const LONGEST_EXIT = 'exit code not in the log'.length

const TONES: Readonly<Record<Cause, Role>> = {
  'oom-container': 'bad',
  'oom-pod': 'bad',
  'oom-node': 'bad',
  eviction: 'bad',
  probe: 'bad',
  deletion: 'notice',
  stopped: 'notice',
  preemption: 'notice',
  'node-shutdown': 'notice',
  'node-reboot': 'bad',
  crash: 'bad',
  killed: 'bad',
  error: 'bad',
  completed: 'good',
  'start-failure': 'bad',
  unknown: 'notice',
}

const CERTAINTY: Readonly<Record<Confidence, string>> = { certain: '', likely: 'likely: ', possible: 'possibly: ' }

/** `timeline -o text`: one block a termination, for a person at a terminal. */
export function createTextRenderer(look: Look): Renderer<Termination> {
  const style = createStyle(look.color)
  const tally: CauseTally = new Map()
  let meta: Meta = { files: [], clocks: [] }
  let heading: Heading = createHeading([], look.width, style)
  let placeOf: PlaceLabel = createPlaceLabel([], look.width)
  return {
    begin(given) {
      meta = given
      heading = createHeading(given.clocks, look.width, style)
      placeOf = createPlaceLabel(given.files, look.width)
      return ''
    },
    next(termination) {
      tally.set(termination.cause, (tally.get(termination.cause) ?? 0) + 1)
      const death = momentOfDeath(termination)
      const offset = clockOf(meta.clocks, termination.node)?.offsetMinutes ?? 0
      const clock = death === null ? '' : wallClock(death.time, offset, false)
      const block = [
        firstLine(termination, clock, look.width, style),
        ...headline(termination, look.width, style),
        ...labelled('why', termination.why, look.width, style),
        ...table(evidenceRows(termination, death, placeOf), look.width, style),
        ...labelled('memory', memory(termination.oom), look.width, style),
        ...labelled('not proven', termination.notProven, look.width, style),
        ...labelled('at odds', termination.contradictions.map((c) => c.says), look.width, style),
      ]
      return `${heading.before(termination.node, death?.time ?? null)}${block.join('\n')}\n\n`
    },
    end(ending) {
      return `${joinParts([whatEnded(tally, ending), whatWasRead(ending)], look.width).join('\n')}\n`
    },
  }
}

/** When, who, and with which code: `19:34:45  default/nginx › nginx  4296b9e2377f   exit 0 (success)`. */
function firstLine(termination: Termination, clock: string, width: number, style: Style): string {
  const exit = exitPhrase(termination)
  const room = width - INDENT.length - GAP.length - widthOf(exit)
  const column = Math.min(MOST_WHO, room, width - INDENT.length - GAP.length - LONGEST_EXIT)
  const who = whoDied(termination, room)
  const id = escapeTerminal(idBeside(termination) ?? '')
  const hasId = id !== '' && widthOf(who) + GAP.length + id.length <= Math.max(column, widthOf(who))
  const beside = hasId ? `${GAP}${style('faint', id)}` : ''
  const used = widthOf(who) + (hasId ? GAP.length + id.length : 0)
  const fill = ' '.repeat(Math.max(0, column - used))
  const left = `${padEnd(clock, TIME)}${GAP}${style('title', who)}${beside}${fill}${GAP}`
  const lived = livedFor(termination)
  const free = width - INDENT.length - Math.max(column, used) - GAP.length - widthOf(exit)
  return `${left}${style(TONES[termination.cause], exit)}${lived.length <= free ? style('faint', lived) : ''}`
}

/** `, ran 2m10s`, where both ends of its life are known. */
function livedFor({ startedAt, finishedAt }: Termination): string {
  if (startedAt === null || finishedAt === null || finishedAt < startedAt) return ''
  return `, ran ${formatSpan(finishedAt - startedAt)}`
}

function headline({ headline: said, confidence }: Termination, width: number, style: Style): readonly string[] {
  const text = escapeTerminal(`${CERTAINTY[confidence]}${said}`)
  return prose(text, width - INDENT.length).map((line) => `${INDENT}${style('title', line)}`)
}

/** Sentences beside a label in the column of the sources; nothing where there are none. */
function labelled(label: string, sentences: readonly string[], width: number, style: Style): readonly string[] {
  const lines = sentences.flatMap((sentence) => {
    return prose(escapeTerminal(sentence), width - TEXT_AT - GAP.length).map((line, n) => (n === 0 ? line : GAP + line))
  })
  return lines.map((line, n) => {
    const cell = n === 0 ? style('label', padEnd(label, SOURCE)) : ' '.repeat(SOURCE)
    return `${INDENT}${cell}${GAP}${line}`
  })
}

function prose(text: string, room: number): readonly string[] {
  return wrap(text, Math.min(PROSE, room))
}

/** The rows of evidence, aligned, each cut to the width. */
function table(rows: readonly EvidenceRow[], width: number, style: Style): readonly string[] {
  const widest = (cell: (row: EvidenceRow) => string) => Math.max(0, ...rows.map((row) => widthOf(cell(row))))
  const placeWidth = widest((row) => row.place)
  const room = width - TEXT_AT - GAP.length - placeWidth
  const hasPlaces = room >= LEAST_TEXT
  const textWidth = Math.min(widest((row) => row.text), hasPlaces ? room : width - TEXT_AT)
  return rows.map(({ offset, source, text, place }) => {
    const cells = [
      style('faint', padStart(offset, TIME)),
      padEnd(cut(source, SOURCE), SOURCE),
      hasPlaces && place !== '' ? padEnd(cut(text, textWidth), textWidth) : cut(text, textWidth),
      ...(hasPlaces && place !== '' ? [style('faint', place)] : []),
    ]
    return cells.join(GAP)
  })
}

/** What the report says of memory: the limit, and who held how much of it. */
function memory(oom: Oom | null): readonly string[] {
  if (oom === null) return []
  const of = oom.limitBytes === null ? '' : ` of ${formatBytes(oom.limitBytes)}`
  const used = oom.usageBytes === null ? [] : [`${formatBytes(oom.usageBytes)}${of} used`]
  const tasks = oom.topTasks.slice(0, MOST_TASKS).map(({ name, rssBytes, rssPages }) => {
    return `${short(name)} ${rssBytes === null ? count(rssPages, 'page') : formatBytes(rssBytes)}`
  })
  const more = oom.topTasks.length > MOST_TASKS ? [`${oom.topTasks.length - MOST_TASKS} more`] : []
  const parts = [...used, ...tasks, ...more]
  return parts.length === 0 ? [] : [parts.join(' · ')]
}
