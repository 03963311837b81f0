import type { DeathGroup, Summary } from '../model/summary.js'
import { toneOf } from './cause-tone.js'
import { formatNumber } from './count.js'
import { groupDetails } from './group-details.js'
import { groupName, podNames } from './group-name.js'
import { type CauseTally, joinParts, whatEnded, whatWasRead } from './footer.js'
import type { Ending, Look } from './renderer.js'
import { scopeLine, scopeOf } from './scope.js'
import { createStyle } from './style.js'
import { padEnd, padStart, widthOf, wrap } from './width.js'

const COUNT = 4
const CAUSE = 13
const GAP = '  '
/** Details that have less room beside the names stand below them. */
const LEAST_DETAILS = 48
const MOST_NAME = 44
/** Names of pods take no more lines than this. */
const MOST_POD_LINES = 2

/** What `exitlog summary` prints: an entry for each group of deaths, the worst first. */
export function summaryText({ groups }: Summary, ending: Ending, look: Look): string {
  const style = createStyle(look.color)
  const { clocks } = ending
  const countWidth = Math.max(COUNT, ...groups.map((group) => formatNumber(group.count).length))
  const indent = countWidth + 2 + GAP.length + CAUSE + GAP.length
  const room = look.width - indent
  const nameWidth = Math.min(
    room,
    MOST_NAME,
    Math.max(0, ...groups.map((group) => widthOf(groupName(group, MOST_NAME)))),
  )
  const beside = room - nameWidth - GAP.length
  const scope = scopeOf(groups, clocks)

  const entryOf = (group: DeathGroup) => {
    const said = joined(groupDetails(group, clocks, scope))
    const isBeside = beside >= LEAST_DETAILS || widthOf(said) <= beside
    const details = wrap(said, isBeside ? beside : room)
    const [first = '', ...others] = isBeside ? details : ['', ...details]
    const head = [
      `${padStart(formatNumber(group.count), countWidth)} ×`,
      style(toneOf[group.cause], padEnd(group.cause, CAUSE)),
      style(
        'title',
        first === '' ? groupName(group, nameWidth) : padEnd(groupName(group, nameWidth), nameWidth),
      ),
      ...(first === '' ? [] : [first]),
    ]
    const below = isBeside ? others.map((line) => ' '.repeat(nameWidth + GAP.length) + line) : others
    const pods = podNames(group, room, MOST_POD_LINES).map((line) => style('faint', line))
    return [head.join(GAP), ...[...below, ...pods].map((line) => ' '.repeat(indent) + line)]
  }

  const tally: CauseTally = new Map()
  for (const { cause, count: n } of groups) tally.set(cause, (tally.get(cause) ?? 0) + n)
  const entries = groups.length === 0 ? '' : `${groups.flatMap(entryOf).join('\n')}\n\n`
  const foot = joinParts([whatEnded(tally, ending), whatWasRead(ending)], look.width).join('\n')
  return `${groups.length === 0 ? '' : `${scopeLine(scope, look.width, style)}\n`}${entries}${foot}\n`
}

/** A part that is short stays on one line. */
const UNBROKEN = 32

function joined(parts: readonly string[]): string {
  return parts
    .map((part) => (part.length > UNBROKEN ? part : part.replaceAll(' ', '\u00a0')))
    .join('\u00a0· ')
}
