import { momentOfDeath } from '../model/moment-of-death.js'
import type { ClockNote, Termination } from '../model/termination.js'
import type { CauseTally } from './footer.js'
import { gantt } from './gantt.js'
import { createPlaceLabel } from './place.js'
import type { Ending, Meta, Renderer } from './renderer.js'
import { createRepetitions } from './repetitions.js'
import { createRoom, type Room } from './room.js'
import { accountsOf } from './ticket-card.js'
import { closingBlocks, leftOutWords } from './ticket-closing.js'
import { coverageBlocks } from './ticket-coverage.js'
import { openingBlocks } from './ticket-opening.js'
import { placeOf } from './ticket-place.js'
import { createDeathClock, createVerdictTable, type VerdictTable } from './ticket-table.js'
import type { TicketSettings } from './ticket-target.js'
import { worstFirst } from './worst-first.js'

/** The part of the room that less telling blocks may take at most: the worst deaths are to be told in full. */
const SHARE = { rows: 0.4, chart: 0.25, coverage: 0.25 }
/** Where so many accounts in a row found no room, none is looked for any more. */
const MOST_MISSES = 12
/** Kept for the paragraph on what is left out. */
const LEFT_OUT = ' '.repeat(400)
const PLACE_WIDTH = 200

/**
 * `timeline -o markdown`: a ticket about all deaths. The verdicts first, then the chart, an account of each death with
 * its evidence folded, what the input covers, and how it was made.
 *
 * Never longer than its place takes: the worst deaths have the room first, and what is left out is said.
 */
export function createTicketRenderer(settings: TicketSettings): Renderer<Termination> {
  const place = placeOf[settings.target]
  const { markup } = place
  const tally: CauseTally = new Map()
  const deaths: Termination[] = []
  const repeating = new Set<Termination>()
  const repetitions = createRepetitions()
  let meta: Meta = { files: [], clocks: [] }

  function compose(ending: Ending): string {
    const { clocks } = ending
    const room = createRoom(place.mostCharacters, settings.maxBytes)
    const opening = openingBlocks(markup, deaths, { tally, ending, clocks })
    const closing = closingBlocks(place, tally, ending, meta)
    for (const block of [...opening, ...closing, LEFT_OUT]) room.keep(block)
    const worst = worstFirst(deaths)
    const table = createVerdictTable(markup, deaths, clocks)
    const rows = rowsWithin(worst, table, room.part(SHARE.rows))
    const chart = chartWithin(worst, clocks, room.part(SHARE.chart))
    const coverage = coverageBlocks(markup, ending.coverage, clocks, room.part(SHARE.coverage))
    const { accounts, shortened } = accountsWithin(
      worst.filter((one) => !repeating.has(one)),
      clocks,
      room,
    )
    const leftOut = leftOutWords(
      place,
      {
        deaths: deaths.length,
        rows: rows.size,
        accounts: accounts.size,
        shortened,
        repeated: repeating.size,
        charted: chart?.shown ?? null,
      },
      settings.maxBytes,
    )
    const blocks = [
      ...opening,
      ...(rows.size === 0 ? [] : [table.block(deaths.filter((one) => rows.has(one)))]),
      ...(chart === null ? [] : [chart.block]),
      ...deaths.flatMap((one) => accounts.get(one) ?? []),
      ...coverage,
      ...(leftOut === null ? [] : [markup.paragraph([leftOut])]),
      ...closing,
    ]
    return `${blocks.join('\n\n')}\n`
  }

  function rowsWithin(
    worst: readonly Termination[],
    { head, cellsOf }: VerdictTable,
    room: Room,
  ): ReadonlySet<Termination> {
    if (worst.length === 0 || !room.take(markup.table(head, []))) return new Set()
    const missing = worst.findIndex((one) => !room.take(markup.row(cellsOf(one))))
    return new Set(missing === -1 ? worst : worst.slice(0, missing))
  }

  function chartWithin(worst: readonly Termination[], clocks: readonly ClockNote[], room: Room) {
    for (let most = place.mostChart; most > 0; most = Math.floor(most / 2)) {
      const { source, shown } = gantt(worst, clocks, most)
      if (shown === 0) return null
      const block = markup.chart(source)
      if (room.take(block)) return { block, shown }
      most = Math.min(most, source.length)
    }
    return null
  }

  function accountsWithin(worst: readonly Termination[], clocks: readonly ClockNote[], room: Room) {
    const clockTime = createDeathClock(deaths, clocks)
    const label = createPlaceLabel(meta.files, PLACE_WIDTH)
    const accounts = new Map<Termination, string>()
    let shortened = 0
    let misses = 0
    for (const one of worst) {
      const depths = accountsOf(markup, one, clockTime(one), label)
      const depth = depths.findIndex((account) => room.take(account))
      misses = depth === -1 ? misses + 1 : 0
      if (misses >= MOST_MISSES) break
      if (depth > 0) shortened += 1
      if (depth >= 0) accounts.set(one, depths[depth] ?? '')
    }
    return { accounts, shortened }
  }

  return {
    begin(given) {
      meta = given
      return ''
    },
    next(termination) {
      tally.set(termination.cause, (tally.get(termination.cause) ?? 0) + 1)
      deaths.push(termination)
      const time = momentOfDeath(termination)?.time ?? null
      if (meta.isWhole !== true && repetitions.of(termination, time) !== undefined) repeating.add(termination)
      return ''
    },
    end: compose,
  }
}
