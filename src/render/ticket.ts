import { momentOfDeath } from '../model/moment-of-death.js'
import type { ClockNote, Termination } from '../model/termination.js'
import { gantt } from './gantt.js'
import { createPlaceLabel } from './place.js'
import type { Ending, Meta, Renderer } from './renderer.js'
import { createRepetitions } from './repetitions.js'
import { createRoom, type Room } from './room.js'
import { accountsOf } from './ticket-card.js'
import { closingBlocks, leftOutWords } from './ticket-closing.js'
import { coverageBlocks } from './ticket-coverage.js'
import { openingBlocks } from './ticket-opening.js'
import { createOverview } from './ticket-overview.js'
import { placeOf } from './ticket-place.js'
import { createDeathClock, createVerdictTable, type VerdictTable } from './ticket-table.js'
import type { TicketSettings } from './ticket-target.js'
import { keepWorst } from './worst-kept.js'

/** The part of the room that less telling blocks may take at most: the worst deaths are to be told in full. */
const SHARE = { rows: 0.4, chart: 0.25, coverage: 0.25 }
/** Where so many accounts in a row found no room, none is looked for any more. */
const MOST_MISSES = 12
/** Of so many characters of a ticket one death is kept for a row, one for an account: more find no room. */
const PER_KEPT = { row: 125, account: 400 }
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
  const { add: learn, overview: learnt } = createOverview()
  const keepFor = (characters: number) => keepWorst(Math.ceil(place.mostCharacters / characters))
  const deaths = keepFor(PER_KEPT.row)
  const told = keepFor(PER_KEPT.account)
  let repeated = 0
  const repetitions = createRepetitions()
  let meta: Meta = { files: [], clocks: [] }

  function compose(ending: Ending): string {
    const { clocks } = ending
    const room = createRoom(place.mostCharacters, settings.maxBytes)
    const overview = learnt()
    const opening = openingBlocks(markup, overview, ending)
    const closing = closingBlocks(place, overview.tally, ending, meta)
    for (const block of [...opening, ...closing, LEFT_OUT]) room.keep(block)
    const worst = deaths.byWorst()
    const table = createVerdictTable(markup, overview, clocks)
    const rows = rowsWithin(worst, table, room.part(SHARE.rows))
    const chart = chartWithin(worst, clocks, room.part(SHARE.chart))
    const coverage = coverageBlocks(markup, ending.coverage, clocks, room.part(SHARE.coverage))
    const { accounts, shortened } = accountsWithin(createDeathClock(overview, clocks), room)
    const leftOut = leftOutWords(
      place,
      {
        deaths: overview.count,
        rows: rows.size,
        accounts: accounts.size,
        shortened,
        repeated,
        charted: chart?.shown ?? null,
      },
      settings.maxBytes,
    )
    const blocks = [
      ...opening,
      ...(rows.size === 0 ? [] : [table.block(deaths.asTheyCame().filter((one) => rows.has(one)))]),
      ...(chart === null ? [] : [chart.block]),
      ...told.asTheyCame().flatMap((one) => accounts.get(one) ?? []),
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

  function accountsWithin(clockTime: (termination: Termination) => string, room: Room) {
    const label = createPlaceLabel(meta.files, PLACE_WIDTH)
    const accounts = new Map<Termination, string>()
    let shortened = 0
    let misses = 0
    for (const one of told.byWorst()) {
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
      const time = momentOfDeath(termination)?.time ?? null
      learn(termination, time)
      deaths.add(termination)
      if (meta.isWhole !== true && repetitions.of(termination, time) !== undefined) repeated += 1
      else told.add(termination)
      return ''
    },
    end: compose,
  }
}
