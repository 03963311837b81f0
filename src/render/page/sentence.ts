import { momentOfDeath } from '../../model/moment-of-death.js'
import { CAUSES, type Cause, type ClockNote, type Termination } from '../../model/termination.js'
import { count, formatNumber } from '../count.js'
import { nodeName } from '../heading.js'
import { offsetOfNode, wallClock, wallDay, zoneName } from '../wall-time.js'
import { whoDied } from '../who-died.js'

/** What became of so many containers, as the end of a sentence. */
const FATES: Readonly<Record<Cause, string>> = {
  'oom-container': 'OOM-killed at the container’s own memory limit',
  'oom-pod': 'OOM-killed at the pod’s memory limit',
  'oom-node': 'OOM-killed because memory above the pod ran out',
  eviction: 'evicted by the kubelet',
  probe: 'killed after a failed probe',
  deletion: 'deleted with the pod',
  stopped: 'stopped on request',
  preemption: 'stopped to make room for a critical pod',
  'node-shutdown': 'stopped with the node',
  'node-reboot': 'lost in a reboot',
  crash: 'crashed',
  killed: 'killed by a signal whose sender is not in the log',
  error: 'exited with an error',
  completed: 'finished with 0',
  'start-failure': 'never started',
  unknown: 'ended for no known reason',
}
const MOST_FATES = 3
const WHO_COLUMNS = 60

/** One sentence that says what happened, to whom, where and when. Escaped as for a terminal. */
export function sentenceOf(terminations: readonly Termination[], clocks: readonly ClockNote[]): string {
  const [only, ...others] = terminations
  if (!only) return 'No container died in these logs.'
  if (others.length === 0) {
    const when = whenWords([only], clocks)
    return `${whoDied(only, WHO_COLUMNS)} ${fateOfOne(only)} on ${nodeName(only.node)}${when === '' ? '' : ` ${when}`}.`
  }
  const nodes = new Set(terminations.map(({ node }) => node))
  const where = nodes.size === 1 ? nodeName(only.node) : count(nodes.size, 'node')
  const when = whenWords(terminations, clocks)
  const dead = new Set(terminations.map(({ container }) => container.id))
  const times = dead.size < terminations.length ? ` died ${count(terminations.length, 'time')}` : ' died'
  return `${count(dead.size, 'container')}${times} on ${where}${when === '' ? '' : ` ${when}`}: ${fatesOf(terminations)}.`
}

function fateOfOne({ cause, exitObserved }: Termination): string {
  if (!exitObserved) return `had a process ${FATES[cause]}, and its own end is not in the log,`
  if (cause === 'completed') return 'finished with 0'
  if (['crash', 'error', 'start-failure', 'unknown'].includes(cause)) return FATES[cause]
  return `was ${FATES[cause]}`
}

/** `9 evicted by the kubelet, 5 crashed and 3 for other reasons`, the most frequent first. */
function fatesOf(terminations: readonly Termination[]): string {
  const tally = CAUSES.map((cause) => {
    return { cause, n: terminations.filter((one) => one.cause === cause).length }
  })
  const told = tally.filter(({ n }) => n > 0).sort((a, b) => b.n - a.n)
  const shown = told.length > MOST_FATES + 1 ? told.slice(0, MOST_FATES) : told
  const rest = told.slice(shown.length).reduce((sum, { n }) => sum + n, 0)
  const isAlike = told.length === 1
  const words = shown.map(({ cause, n }) => `${isAlike ? 'all' : formatNumber(n)} ${FATES[cause]}`)
  if (rest > 0) words.push(`${formatNumber(rest)} for other reasons`)
  const last = words.pop() ?? ''
  return words.length === 0 ? last : `${words.join(', ')} and ${last}`
}

/** `at 19:34:45 on Thu 12 Oct 2023 (UTC)`, `between 19:00:20 and 19:34:45 on …`. */
function whenWords(terminations: readonly Termination[], clocks: readonly ClockNote[]): string {
  const timed = terminations.flatMap((one) => {
    const time = momentOfDeath(one)?.time ?? null
    return time === null ? [] : { time, offset: offsetOfNode(clocks, one.node) }
  })
  const [first] = timed
  if (!first) return ''
  const isOneZone = timed.every(({ offset }) => offset === first.offset)
  const offset = isOneZone ? first.offset : 0
  let [from, to] = [first.time, first.time]
  for (const { time } of timed) [from, to] = [Math.min(from, time), Math.max(to, time)]
  const [start, end] = [wallClock(from, offset, false), wallClock(to, offset, false)]
  const [startDay, endDay] = [wallDay(from, offset), wallDay(to, offset)]
  const zone = `(${zoneName(offset)})`
  if (startDay !== endDay) return `between ${start} on ${startDay} and ${end} on ${endDay} ${zone}`
  return start === end
    ? `at ${start} on ${endDay} ${zone}`
    : `between ${start} and ${end} on ${endDay} ${zone}`
}
