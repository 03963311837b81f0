import type { Gap, NodeCoverage, Source, SourceCoverage } from '../model/coverage.js'
import type { ClockNote } from '../model/termination.js'
import { count } from './count.js'
import { coverageBar, type Stretch } from './coverage-bar.js'
import { escapeTerminal } from './escape.js'
import { joinParts, whatWasRead } from './footer.js'
import { clockNotes, createHeading } from './heading.js'
import type { Ending, Look } from './renderer.js'
import { short } from './sayings.js'
import { createStyle, type Style } from './style.js'
import { clockOf, wallClock, wallDate, wallDayNumber } from './wall-time.js'
import { padEnd, widthOf, wrap } from './width.js'

const INDENT = '  '
const LABEL = 9
const GAP = '  '
const WIDEST_BAR = 48
/** More losses or boots of a node than this are only counted; JSON has them all. */
const MOST_TOLD = 5
/** Prose is not wider than this, however wide the terminal. */
const PROSE = 110

/** What a verdict cannot know where the input has no line of a source. */
const BLIND: Readonly<Partial<Record<Source, string>>> = {
  kernel: 'no kernel lines: an OOM kill cannot be ruled out',
  kubelet: 'no kubelet lines: why a container was stopped (eviction, probe, deletion) is not told',
  runtime: 'no lines of a container runtime: exit codes and times of death may be missing',
}

/** What `exitlog coverage` prints: of each node the lines of each source on one scale, then what is lost or missing. */
export function coverageText({ coverage, clocks, ...ending }: Ending, look: Look): string {
  const style = createStyle(look.color)
  const heading = createHeading(clocks, look.width, style)
  const blocks = coverage.map((node) => {
    const first = minOf(node.sources.flatMap((source) => source.first ?? []))
    return heading.before(node.node, first) + nodeLines(node, clocks, look.width, style).join('\n')
  })
  const told =
    blocks.length === 0
      ? 'no line of a kernel, a kubelet, a container runtime or systemd in the input'
      : blocks.join('\n')
  const notes = ['opened are the lines that may tell something, and a sample of the others']
  const foot = joinParts([whatWasRead({ coverage, clocks, ...ending }), notes], look.width)
  return `${told}\n\n${foot.join('\n')}\n`
}

function nodeLines(
  node: NodeCoverage,
  clocks: readonly ClockNote[],
  width: number,
  style: Style,
): readonly string[] {
  const { sources, gaps, boots } = node
  const offset = clockOf(clocks, node.node)?.offsetMinutes ?? 0
  const whole: Stretch = {
    from: minOf(sources.flatMap(({ first }) => first ?? [])),
    to: maxOf(sources.flatMap(({ last }) => last ?? [])),
  }
  const timeOf = createTimeWords(whole, offset)
  const room = Math.min(width, PROSE) - INDENT.length - LABEL
  const rows = (label: string, sentences: readonly string[]) =>
    sentences
      .flatMap((sentence) =>
        wrap(escapeTerminal(sentence), room - INDENT.length).map((line, n) =>
          n === 0 ? line : INDENT + line,
        ),
      )
      .map((line, n) => INDENT + style('label', padEnd(n === 0 ? label : '', LABEL)) + line)
  return [
    ...sourceRows(node, whole, timeOf, width, style),
    ...rows(
      'lost',
      few(gaps, (gap) => gapWords(gap, timeOf)),
    ),
    ...rows('booted', few(boots, timeOf)),
    ...rows('clock', otherClocks(node, clocks)),
    ...rows('blind', blindWords(sources)),
  ]
}

/** `kernel   02:02:27 ────────────── 02:06:54  1 204 lines opened` */
function sourceRows(
  { sources, gaps }: NodeCoverage,
  whole: Stretch,
  timeOf: (time: number) => string,
  width: number,
  style: Style,
): readonly string[] {
  const cells = sources.map((source) => ({
    source,
    first: source.first === null ? 'no times' : timeOf(source.first),
    last: source.last === null ? '' : timeOf(source.last),
    notes: sourceNotes(source),
  }))
  const widest = (texts: readonly string[]) => Math.max(0, ...texts.map(widthOf))
  const firstWidth = widest(cells.map(({ first }) => first))
  const lastWidth = widest(cells.map(({ last }) => last))
  const fixed =
    INDENT.length + LABEL + firstWidth + lastWidth + 2 + GAP.length + widest(cells.map(({ notes }) => notes))
  const barWidth = Math.min(WIDEST_BAR, Math.max(0, width - fixed))
  return cells.map(({ source, first, last, notes }) => {
    const losses = gaps.filter((gap) => gap.source === null || gap.source === source.source)
    const bar = coverageBar(whole, { from: source.first, to: source.last }, losses, barWidth)
    return [
      INDENT + style('title', padEnd(source.source, LABEL)) + padEnd(first, firstWidth),
      style('faint', bar),
      padEnd(last, lastWidth) + GAP + notes,
    ].join(' ')
  })
}

function sourceNotes({ lines, verbosity }: SourceCoverage): string {
  return `${count(lines, 'line')} opened${verbosity === null ? '' : `, -v=${verbosity} or more`}`
}

/** Clock times, with their day where the node's lines are not all of one. */
function createTimeWords({ from, to }: Stretch, offset: number): (time: number) => string {
  const isOneDay = from === null || to === null || wallDayNumber(from, offset) === wallDayNumber(to, offset)
  return (time) => {
    const clock = wallClock(time, offset, false)
    return isOneDay ? clock : `${wallDate(time, offset)} ${clock}`
  }
}

function gapWords({ from, of, lost, says }: Gap, timeOf: (time: number) => string): string {
  const lines = lost === null ? 'lines' : count(lost, 'line')
  return `${from === null ? '' : `${timeOf(from)}  `}${lines}${of === null ? '' : ` of ${short(of)}`}: ${says}`
}

function few<T>(items: readonly T[], wordsOf: (item: T) => string): readonly string[] {
  const told = items.slice(0, MOST_TOLD).map(wordsOf)
  const more = items.length - told.length
  return more === 0 ? told : [...told, `… and ${more} more`]
}

/** Clocks of the node's other files, where they are not that of the heading. */
function otherClocks({ node }: NodeCoverage, clocks: readonly ClockNote[]): readonly string[] {
  const own = clocks.filter((clock) => clock.node === node)
  const notes = own.map((clock) => clockNotes('dates', clock).join(' · '))
  return notes.every((note) => note === notes[0])
    ? []
    : own.map(({ file }, n) => `${short(file)}: ${notes[n] ?? ''}`)
}

function blindWords(sources: readonly SourceCoverage[]): readonly string[] {
  const seen = sources.map(({ source }) => source)
  return Object.entries(BLIND).flatMap(([source, says]) => (seen.some((one) => one === source) ? [] : says))
}

const minOf = (times: readonly number[]) => (times.length === 0 ? null : Math.min(...times))
const maxOf = (times: readonly number[]) => (times.length === 0 ? null : Math.max(...times))
