import type { ClockNote, Termination } from '../model/termination.js'
import { momentOfDeath } from '../model/moment-of-death.js'
import { exitPhrase } from './exit-phrase.js'
import type { Markup } from './markup.js'
import { verdictOf } from './telling.js'
import { nameOfNode } from './ticket-opening.js'
import { clockOf, wallClock, wallDate, wallDayNumber } from './wall-time.js'
import { nameOf } from './who-died.js'
import { cut, cutMiddle } from './width.js'

const WHO = 100
const VERDICT = 240

/** One row a death: when, who, what ended it, with which code. No column that is the same in every row. */
export interface VerdictTable {
  readonly head: readonly string[]
  readonly cellsOf: (termination: Termination) => readonly string[]
  readonly block: (rows: readonly Termination[]) => string
}

export function createVerdictTable(
  markup: Markup,
  deaths: readonly Termination[],
  clocks: readonly ClockNote[],
): VerdictTable {
  const hasNodes = new Set(deaths.map(({ node }) => node)).size > 1
  const clockTime = createDeathClock(deaths, clocks)
  const head = ['when', ...(hasNodes ? ['node'] : []), 'who', 'what ended it', 'exit']
  const cellsOf = (termination: Termination) => [
    clockTime(termination),
    ...(hasNodes ? [cutMiddle(nameOfNode(termination.node), WHO)] : []),
    cutMiddle(nameOf(termination), WHO),
    cut(verdictOf(termination), VERDICT),
    exitPhrase(termination).replace(/^exit /, ''),
  ]
  return { head, cellsOf, block: (rows) => markup.table(head, rows.map(cellsOf)) }
}

/** Clock times of deaths on their node's own clock, with their day where not all are of one; empty where there is none. */
export function createDeathClock(
  deaths: readonly Termination[],
  clocks: readonly ClockNote[],
): (termination: Termination) => string {
  const placed = (termination: Termination) => ({
    time: momentOfDeath(termination)?.time ?? null,
    offset: clockOf(clocks, termination.node)?.offsetMinutes ?? 0,
  })
  const days = new Set(
    deaths.map(placed).flatMap(({ time, offset }) => (time === null ? [] : wallDayNumber(time, offset))),
  )
  return (termination) => {
    const { time, offset } = placed(termination)
    if (time === null) return ''
    return `${days.size > 1 ? `${wallDate(time, offset)} ` : ''}${wallClock(time, offset, false)}`
  }
}
