import type { NodeCoverage } from '../../model/coverage.js'
import type { ClockNote } from '../../model/termination.js'
import { count } from '../count.js'
import {
  blindWords,
  createTimeWords,
  lossWords,
  silenceWords,
  sourceNotes,
  wholeOf,
} from '../coverage-words.js'
import { escapeMarkup } from '../escape.js'
import { clockNotes, nodeName } from '../heading.js'
import { clockOf, wallDay } from '../wall-time.js'

/** More nodes than this are only counted: `exitlog coverage` has them all. */
const MOST_NODES = 40

/** What the input covers, node by node, on one scale each: what no line tells is only unknown where lines are missing. */
export function coverageSection(coverage: readonly NodeCoverage[], clocks: readonly ClockNote[]): string {
  const nodes = coverage.slice(0, MOST_NODES).map((node) => nodeMarkup(node, clocks))
  const more = coverage.length - nodes.length
  return (
    nodes.join('') +
    (more > 0 ? `<p class="more">${count(more, 'more node')}: exitlog coverage tells of each</p>` : '')
  )
}

function nodeMarkup({ node, sources, gaps }: NodeCoverage, clocks: readonly ClockNote[]): string {
  const clock = clockOf(clocks, node)
  const offset = clock?.offsetMinutes ?? 0
  const whole = wholeOf(sources)
  const start = whole.from ?? 0
  const length = Math.max(1, (whole.to ?? start) - start)
  const share = (time: number) => Math.min(1, Math.max(0, (time - start) / length)) * 100
  const timeOf = createTimeWords(whole, offset)
  const rows = sources.map((one) => {
    const { source, first, last } = one
    const losses = gaps.filter((gap) => gap.source === null || gap.source === source)
    const span =
      first === null || last === null
        ? '<td colspan="3">no times</td>'
        : [
            `<td class="time">${timeOf(first)}</td>`,
            '<td class="span"><svg width="100%" height="12" aria-hidden="true"><rect class="whole" y="5" width="100%" height="2"/>',
            rect('seen', share(first), share(last)),
            ...losses.map(({ from, to }) => rect('lost', share(from ?? first), share(to ?? last))),
            `</svg></td><td class="time">${timeOf(last)}</td>`,
          ].join('')
    return `<tr><th scope="row">${source}</th>${span}<td class="lines">${sourceNotes(one)}</td></tr>`
  })
  const told = [
    ...silenceWords(gaps, timeOf).map((words) => `gap: ${words}`),
    ...lossWords(gaps, timeOf).map((words) => `lost: ${words}`),
    ...blindWords(sources).map((words) => `blind: ${words}`),
  ]
  const day = whole.from === null ? 'no times' : wallDay(whole.from, offset)
  const notes = clock ? clockNotes(day, clock).join(' · ') : day
  return [
    `<section class="covered"><h3>${escapeMarkup(nodeName(node))} <small>${escapeMarkup(notes)}</small></h3>`,
    `<table><tbody>${rows.join('')}</tbody></table>`,
    told.length === 0 ? '' : `<ul>${told.map((one) => `<li>${escapeMarkup(one)}</li>`).join('')}</ul>`,
    '</section>\n',
  ].join('')
}

function rect(look: string, from: number, to: number): string {
  const width = Math.max(0.4, to - from)
  return `<rect class="${look}" x="${Number(Math.min(from, 99.6).toFixed(2))}%" width="${Number(width.toFixed(2))}%" y="3" height="6" rx="1"/>`
}
