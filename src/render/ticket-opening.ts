import type { ClockNote, Termination } from '../model/termination.js'
import { momentOfDeath } from '../model/moment-of-death.js'
import { count } from './count.js'
import { type CauseTally, whatEnded } from './footer.js'
import { clockNotes } from './heading.js'
import type { Markup } from './markup.js'
import type { Ending } from './renderer.js'
import { clockOf, wallDay } from './wall-time.js'
import { cutMiddle } from './width.js'

const NODE = 80

/** `2 terminations: 1 oom-pod, 1 stopped · lab-node-1`, and below it the day and whose clock it is. */
export function openingBlocks(
  markup: Markup,
  deaths: readonly Termination[],
  {
    tally,
    ending,
    clocks,
  }: {
    readonly tally: CauseTally
    readonly ending: Ending
    readonly clocks: readonly ClockNote[]
  },
): readonly string[] {
  const nodes = [...new Set(deaths.map(({ node }) => node))]
  const [node = null] = nodes
  const where =
    nodes.length === 0
      ? []
      : [nodes.length > 1 ? count(nodes.length, 'node') : cutMiddle(nameOfNode(node), NODE)]
  const title = [whatEnded(tally, ending)[0] ?? '', ...where].join(' · ')
  const when = dayWords(deaths, clocks)
  return [markup.heading(2, title), ...(when === null ? [] : [markup.paragraph([when])])]
}

export function nameOfNode(node: string | null): string {
  return node ?? 'a node that the lines do not name'
}

/** The days, and what is to be known of the clock that they are on; null where no line has a time. */
function dayWords(deaths: readonly Termination[], clocks: readonly ClockNote[]): string | null {
  const days = deaths.flatMap((termination) => {
    const time = momentOfDeath(termination)?.time ?? null
    if (time === null) return []
    return wallDay(time, clockOf(clocks, termination.node)?.offsetMinutes ?? 0)
  })
  const [first] = days
  if (first === undefined) return null
  const shown = [...new Set([first, days.at(-1) ?? first])].join(' – ')
  const nodes = new Set(deaths.map(({ node }) => node))
  const [node = null] = nodes
  const clock = clockOf(clocks, node)
  if (nodes.size === 1 && clock) return clockNotes(shown, clock).join(' · ')
  return nodes.size > 1 ? `${shown} · each node on its own clock` : shown
}
