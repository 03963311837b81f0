import type { End } from '../model/case.js'
import type { Event, EventOf } from '../model/event.js'
import type { Stamp } from '../model/stamp.js'
import type { Ordered } from './order.js'
import type { Restarts } from './restarts.js'

/** A time of death this far from the line that reports it is another clock's, not a late report. */
const CREDIBLE_DELAY_MS = 3_600_000
/** A death that a status tells this long after is an old one, whatever the zone of the lines. */
const OLD_DEATH_MS = 48 * 3_600_000

/** Whether a line says that the container it names has ended. */
export function reportsEnd(event: Event): boolean {
  switch (event.type) {
    case 'runtime.exit':
      return event.execId === null
    case 'runtime.compose_exit':
    case 'runtime.task_exit':
    case 'runtime.exit_unnamed':
    case 'runtime.shim_gone':
      return true
    case 'runtime.stopped':
      return event.target === 'container' && event.outcome === 'stopped'
    case 'kubelet.container_finished':
      return true
    case 'kubelet.pleg':
      return event.change === 'ContainerDied'
    case 'kubelet.killing':
      return event.phase === 'finished'
    case 'systemd.scope_ended':
      return event.what !== 'slice'
    default:
      return false
  }
}

/** What the lines around tell of the reports of an end. */
export interface EndContext {
  /** The node went down under the container: what is reported afterwards tells neither when nor how it ended. */
  readonly boot: Ordered | null
  readonly restarts: Restarts
}

/** How the end of one life was reported, or null where no line reports it. */
export function readEnd(own: readonly Ordered[], { boot, restarts }: EndContext): End | null {
  const all = reportsOf(own)
  const told = all.some(restarts.retells) ? all.filter((one) => !restarts.retells(one)) : all
  const retold = told.length === 0
  const reports = retold ? all : told
  const first = reports[0]
  if (!first) return null
  const codes = codesOf(reports, { retold, isLost: boot !== null })
  const best = codes.find((c) => !c.synthetic) ?? codes[0]
  return {
    at: boot ? null : (deathTime(own, reports, first) ?? reportTime(reports, first)),
    code: best?.code ?? null,
    codeFrom: best?.from ?? null,
    synthetic: best?.synthetic ?? false,
    retold,
    codes,
    reports: reports.map(({ event }) => event),
  }
}

/** The lines that report the end; that a stop succeeded is no report of a container that was not running any more. */
function reportsOf(own: readonly Ordered[]): readonly Ordered[] {
  const reports: Ordered[] = []
  let wasDead = false
  for (const one of own) {
    const { event, isEnd } = one
    const isStopped = event.type === 'runtime.stopped'
    if (isStopped && event.outcome === 'not-running') wasDead ||= reports.length === 0
    if (isEnd && !(wasDead && isStopped)) reports.push(one)
  }
  return reports
}

/**
 * Time of the first report; where its stamp is of whole seconds, of the first finer one within that second. A kubelet
 * that looked later in that second tells no finer what others saw.
 */
function reportTime(reports: readonly Ordered[], first: Ordered): number | null {
  if (first.event.time === null) return null
  const end = first.event.time + first.event.stepMs
  const isKubelets = first.event.type.startsWith('kubelet.')
  const finer = reports.find(
    ({ event, at }) => event.stepMs < 1000 && at < end && (isKubelets || !event.type.startsWith('kubelet.')),
  )
  return finer?.at ?? first.at
}

type Code = End['codes'][number]

/** What the runtime made up its own next lines repeat, and the kubelet; of a lost container all is made up. */
function codesOf(
  reports: readonly Ordered[],
  { retold, isLost }: { readonly retold: boolean; readonly isLost: boolean },
): readonly Code[] {
  const codes: Code[] = []
  for (const { event } of reports) {
    const code = codeOf(event)
    if (code) codes.push(code)
  }
  const isUnknown = retold || codes.some(({ synthetic, code }) => synthetic && code === UNKNOWN_CODE)
  if (!isUnknown && !isLost) return codes
  return codes.map(({ code, from, synthetic, event }) => ({
    code,
    from,
    synthetic: synthetic || isLost || code === UNKNOWN_CODE,
    event,
  }))
}

function codeOf(event: Event): Code | undefined {
  if (event.type === 'runtime.exit' && event.exitStatus !== null) {
    return { code: event.exitStatus, from: event.runtime, synthetic: event.synthetic, event }
  }
  if (event.type === 'runtime.compose_exit' || event.type === 'runtime.task_exit') {
    return { code: event.exitStatus, from: event.runtime, synthetic: false, event }
  }
  if (event.type === 'kubelet.container_finished' && event.exitCode !== null) {
    return { code: event.exitCode, from: 'kubelet', synthetic: madeUpByKubelet(event), event }
  }
  return undefined
}

/** What CRI-O gives where it has no code. */
const NO_CODE = -1
/** What runtimes give for a container that ended while they were not there. */
const UNKNOWN_CODE = 255

/** Kubernetes writes 137 for a container it merely lost. */
function madeUpByKubelet({ reason, exitCode }: EventOf<'kubelet.container_finished'>): boolean {
  return reason === 'ContainerStatusUnknown' || reason === 'Unknown' || exitCode === NO_CODE
}

/** When it had started, as the status that tells its end has it. */
export function startToldWith({ at, reports }: End): number | null {
  for (const event of reports) {
    if (event.type !== 'kubelet.container_finished' || event.startedAt === null || at === null) continue
    if (finishTime(event) !== null && event.startedAt <= at) return event.startedAt
  }
  return null
}

/** The runtime's own time of death, where it is credible on the clock of the lines. */
function deathTime(own: readonly Ordered[], reports: readonly Ordered[], first: Ordered): number | null {
  for (const one of reports) {
    const diedAt = toldTime(one)
    if (diedAt === null) continue
    return one.event.type === 'kubelet.container_finished' ? withinSecond(diedAt, own, first) : diedAt
  }
  return null
}

/** A pod's status tells whole seconds: of the lines within the one of the death, those before the first report came before it. */
function withinSecond(second: number, own: readonly Ordered[], first: Ordered): number {
  const before = own.slice(0, own.indexOf(first)).filter((one) => !one.isEnd && one.at < second + 1_000)
  return Math.max(second, before.at(-1)?.at ?? second)
}

function toldTime({ event, at }: Ordered): number | null {
  if (event.type === 'kubelet.container_finished') return finishTime(event)
  if (event.type !== 'runtime.exit' || event.exitedAt === null) return null
  // Against the stamp of the same program the time of death is told by one clock, whatever the lines' clock is.
  const printed = event.stamp && utcOf(event.stamp)
  const late = printed == null ? null : printed - event.exitedAt
  if (late !== null && late >= 0 && late <= CREDIBLE_DELAY_MS) return at - late
  return credible(event.exitedAt, event.time === null ? null : at)
}

/** The kubelet writes the last state of a container's name as long as its pod is there. */
function finishTime({ finishedAt, time }: EventOf<'kubelet.container_finished'>): number | null {
  const isOld = finishedAt !== null && time !== null && time - finishedAt >= OLD_DEATH_MS
  return isOld ? finishedAt : credible(finishedAt, time)
}

function credible(told: number | null, line: number | null): number | null {
  return told !== null && (line === null || Math.abs(told - line) <= CREDIBLE_DELAY_MS) ? told : null
}

/** A stamp that needs no clock to be placed. */
function utcOf({ wallMs, yearWritten, offsetMinutes }: Stamp): number | null {
  return yearWritten && offsetMinutes !== null ? wallMs - offsetMinutes * 60_000 : null
}
