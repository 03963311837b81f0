import { count, formatNumber } from './count.js'
import { type CauseTally, whatEnded, whatWasRead } from './footer.js'
import type { Ending, Meta } from './renderer.js'
import { shellLine } from './shell-words.js'
import type { Place } from './ticket-place.js'
import { cut } from './width.js'

const NOTE = 400
/** A longer command is cut: it names many files. */
const COMMAND = 1_000

/** How it was made: what was read, by which version and command. */
export function closingBlocks(
  { markup }: Place,
  tally: CauseTally,
  ending: Ending,
  { made }: Meta,
): readonly string[] {
  const notes = (ending.notes ?? []).map((note) => [{ strong: 'cluster' }, `: ${cut(note, NOTE)}`])
  const read = [...whatEnded(tally, ending).slice(1), ...whatWasRead(ending)].join(' · ')
  return [
    ...(notes.length === 0 ? [] : [markup.list(notes)]),
    markup.paragraph([made ? `${read} · made by exitlog ${made.version}:` : read]),
    ...(made ? [markup.verbatim([cut(shellLine(made.command), COMMAND)])] : []),
  ]
}

/** What of a ticket was told and what there was no room for. */
export interface Cuts {
  readonly deaths: number
  readonly rows: number
  /** Deaths of which an account is given, those whose account lacks cited lines, and those that repeat another. */
  readonly accounts: number
  readonly shortened: number
  readonly repeated: number
  /** Deaths in the chart; null: there is none. */
  readonly charted: number | null
}

/** One paragraph on what is left out and why; null where nothing is. */
export function leftOutWords(
  { name }: Pick<Place, 'name'>,
  cuts: Cuts,
  maxBytes: number | null,
): string | null {
  const { deaths, rows, accounts, shortened, repeated, charted } = cuts
  const untold = deaths - accounts - repeated
  const parts = [
    rows < deaths ? `the table has the ${formatNumber(rows)} worst of ${formatNumber(deaths)} deaths` : '',
    charted !== null && charted < deaths ? `the chart has ${formatNumber(charted)}` : '',
    untold > 0 ? `${count(untold, 'death')} ${untold === 1 ? 'is' : 'are'} not told in full` : '',
    shortened > 0 ? `${count(shortened, 'account')} without the cited lines` : '',
    repeated > 0 ? `${formatNumber(repeated)} only repeat one that is told (whole with --all)` : '',
  ].filter((part) => part !== '')
  if (parts.length === 0) return null
  const place = maxBytes === null ? name : count(maxBytes, 'byte')
  const isCut = rows < deaths || untold > 0 || shortened > 0
  return `Left out${isCut ? ` to fit ${place}` : ''}: ${parts.join('; ')}. All of it: -o html, -o ndjson.`
}
