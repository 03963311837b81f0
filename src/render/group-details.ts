import { formatBytes, formatSeconds } from '../model/quantity.js'
import type { CrashLoop, DeathGroup } from '../model/summary.js'
import type { ClockNote } from '../model/termination.js'
import { count } from './count.js'
import { escapeTerminal } from './escape.js'
import { exitMeaning } from './exit-phrase.js'
import { nodeName } from './heading.js'
import { short } from './sayings.js'
import type { Scope } from './scope.js'
import { offsetOfNode, wallClock, wallDate, wallDayNumber } from './wall-time.js'

/** More codes than this are not told. */
const MOST_CODES = 4

/** What there is to say of a group beside its name, in short parts, escaped. */
export function groupDetails(
  group: DeathGroup,
  clocks: readonly ClockNote[],
  scope: Scope,
): readonly string[] {
  const { pods, nodes, incident, loop, containers } = group
  const [node = null] = nodes
  const isOneRoot = incident !== null && (pods.length > 1 || containers.length > 1)
  return [
    ...howWords(group).map(escapeTerminal),
    ...(pods.length > 1 ? [count(pods.length, 'pod')] : []),
    ...(scope.nodes.length < 2 ? [] : [nodes.length > 1 ? count(nodes.length, 'node') : nodeName(node)]),
    ...whenWords(group, offsetOfNode(clocks, node), scope),
    ...(loop ? loopWords(loop, pods.length) : []),
    ...(isOneRoot ? ['one incident'] : []),
  ]
}

/** How they died, as far as all have it in common. */
function howWords(group: DeathGroup): readonly string[] {
  const { cause, limitBytes, victim, resources, headline } = group
  switch (cause) {
    case 'oom-container':
    case 'oom-pod':
    case 'oom-node':
      return [
        ...(limitBytes === null ? [] : [`limit ${formatBytes(limitBytes)}`]),
        ...(victim === null ? [] : [`${group.count > 1 ? 'always ' : ''}${short(victim)}`]),
      ]
    case 'eviction':
      return resources.length === 0 ? [] : [resources.map(short).join(', ')]
    case 'crash':
    case 'killed':
    case 'error':
    case 'probe':
      return exitWords(group)
    case 'stopped':
    case 'start-failure':
    case 'unknown':
      return headline === null ? exitWords(group) : [headline]
    default:
      return []
  }
}

function exitWords({ exitCodes }: DeathGroup): readonly string[] {
  const known = exitCodes.flatMap((code) => code ?? [])
  if (known.length === 0) return []
  const told = known.length === 1 ? known.map(exitMeaning) : known.slice(0, MOST_CODES).map(String)
  return [`exit ${told.join(', ')}${known.length > MOST_CODES ? ', …' : ''}`]
}

function whenWords(
  { first, last }: DeathGroup,
  offset: number,
  { days, hasYears }: Scope,
): readonly string[] {
  if (first === null || last === null) return []
  const timeOf = (time: number, withDay: boolean) =>
    `${withDay && days.length > 1 ? `${wallDate(time, offset, hasYears)} ` : ''}${wallClock(time, offset, false)}`
  const from = timeOf(first, true)
  const to = timeOf(last, wallDayNumber(first, offset) !== wallDayNumber(last, offset))
  return [timeOf(last, true) === from ? from : `${from}–${to}`]
}

function loopWords({ containers, backoff }: CrashLoop, pods: number): readonly string[] {
  const loop = whoLoops(containers, pods)
  if (backoff === null) return [loop]
  const { from, to } = backoff
  return [loop, `back-off ${from === to ? '' : `${formatSeconds(from)} to `}${formatSeconds(to)}`]
}

function whoLoops(containers: number, pods: number): string {
  if (containers === 1 && pods < 2) return 'crash loop'
  if (containers > pods) return `${containers} containers in a crash loop`
  return containers === pods ? 'each in a crash loop' : `${containers} of them in a crash loop`
}
