import type { NodeCoverage } from '../model/coverage.js'
import type { ClockNote } from '../model/termination.js'
import { coverageBar, type Stretch } from './coverage-bar.js'
import {
  blindWords,
  createTimeWords,
  few,
  lossWords,
  silenceWords,
  sourceNotes,
  wholeOf,
} from './coverage-words.js'
import { escapeTerminal } from './escape.js'
import { joinParts, whatWasRead } from './footer.js'
import { clockNotes, createHeading } from './heading.js'
import type { Ending, Look } from './renderer.js'
import { short } from './sayings.js'
import { createStyle, type Style } from './style.js'
import { offsetOfNode } from './wall-time.js'
import { padEnd, widthOf, wrap } from './width.js'

const INDENT = '  '
const LABEL = 9
const GAP = '  '
const WIDEST_BAR = 48
/** Prose is not wider than this, however wide the terminal. */
const PROSE = 110

/** What `exitlog coverage` prints: of each node the lines of each source on one scale, then what is lost or missing. */
export function coverageText({ coverage, clocks, ...ending }: Ending, look: Look): string {
  const style = createStyle(look.color)
  const heading = createHeading(clocks, look.width, style)
  const blocks = coverage.map((node) => {
    const first = wholeOf(node.sources).from
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
  const offset = offsetOfNode(clocks, node.node)
  const whole = wholeOf(sources)
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
    ...rows('gap', silenceWords(gaps, timeOf)),
    ...rows('lost', lossWords(gaps, timeOf)),
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

/** Clocks of the node's other files, where they are not that of the heading. */
function otherClocks({ node }: NodeCoverage, clocks: readonly ClockNote[]): readonly string[] {
  const own = clocks.filter((clock) => clock.node === node)
  const notes = own.map((clock) => clockNotes('dates', clock).join(' · '))
  return notes.every((note) => note === notes[0])
    ? []
    : own.map(({ file }, n) => `${short(file)}: ${notes[n] ?? ''}`)
}
