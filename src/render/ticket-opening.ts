import type { ClockNote } from '../model/termination.js'
import { count } from './count.js'
import { whatEnded } from './footer.js'
import { clockNotes } from './heading.js'
import type { Markup } from './markup.js'
import type { Ending } from './renderer.js'
import type { Overview } from './ticket-overview.js'
import { clockOf, offsetOfNode, wallDay } from './wall-time.js'
import { cutMiddle } from './width.js'

const NODE = 80

/** `2 terminations: 1 oom-pod, 1 stopped · lab-node-1`, and below it the day and whose clock it is. */
export function openingBlocks(markup: Markup, overview: Overview, ending: Ending): readonly string[] {
  const { nodes, tally } = overview
  const [node = null] = nodes
  const where =
    nodes.size === 0 ? [] : [nodes.size > 1 ? count(nodes.size, 'node') : cutMiddle(nameOfNode(node), NODE)]
  const title = [whatEnded(tally, ending)[0] ?? '', ...where].join(' · ')
  const when = dayWords(overview, ending.clocks)
  return [markup.heading(2, title), ...(when === null ? [] : [markup.paragraph([when])])]
}

export function nameOfNode(node: string | null): string {
  return node ?? 'a node that the lines do not name'
}

/** The days, and what is to be known of the clock that they are on; null where no line has a time. */
function dayWords({ ends, nodes }: Overview, clocks: readonly ClockNote[]): string | null {
  if (ends === null) return null
  const days = ends.map(({ time, node }) => wallDay(time, offsetOfNode(clocks, node)))
  const shown = [...new Set(days)].join(' – ')
  const [node = null] = nodes
  const clock = clockOf(clocks, node)
  if (nodes.size === 1 && clock) return clockNotes(shown, clock).join(' · ')
  return nodes.size > 1 ? `${shown} · each node on its own clock` : shown
}
