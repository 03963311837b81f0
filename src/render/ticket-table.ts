import type { ClockNote, Termination } from '../model/termination.js'
import { momentOfDeath } from '../model/moment-of-death.js'
import { exitPhrase } from './exit-phrase.js'
import type { Markup } from './markup.js'
import { verdictOf } from './telling.js'
import { nameOfNode } from './ticket-opening.js'
import { areOfOneDay, type Overview } from './ticket-overview.js'
import { offsetOfNode, wallClock, wallDate } from './wall-time.js'
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
  overview: Overview,
  clocks: readonly ClockNote[],
): VerdictTable {
  const hasNodes = overview.nodes.size > 1
  const clockTime = createDeathClock(overview, clocks)
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
  overview: Overview,
  clocks: readonly ClockNote[],
): (termination: Termination) => string {
  const isOneDay = areOfOneDay(overview, clocks)
  return (termination) => {
    const time = momentOfDeath(termination)?.time ?? null
    if (time === null) return ''
    const offset = offsetOfNode(clocks, termination.node)
    return `${isOneDay ? '' : `${wallDate(time, offset)} `}${wallClock(time, offset, false)}`
  }
}
