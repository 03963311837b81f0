import type { End } from '../model/case.js'
import type { Event, EventOf } from '../model/event.js'
import type { Ordered } from './order.js'

/** A time of death this far from the line that reports it is another clock's, not a late report. */
const CREDIBLE_DELAY_MS = 3_600_000

/** Whether a line says that the container it names has ended. */
export function reportsEnd(event: Event): boolean {
  switch (event.type) {
    case 'runtime.exit':
      return event.execId === null
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

/** How the end of one life was reported, or null where no line reports it. */
export function readEnd(own: readonly Ordered[]): End | null {
  const reports = own.filter(({ event }) => reportsEnd(event))
  const first = reports[0]
  if (!first) return null
  const codes = reports.flatMap(({ event }) => codeOf(event))
  const best = codes.find((c) => !c.synthetic) ?? codes[0]
  return {
    at: deathTime(reports) ?? reportTime(reports, first),
    code: best?.code ?? null,
    codeFrom: best?.from ?? null,
    synthetic: best?.synthetic ?? false,
    codes,
    reports: reports.map(({ event }) => event),
  }
}

/** Time of the first report; where its stamp is of whole seconds, of the first finer one within that second. */
function reportTime(reports: readonly Ordered[], first: Ordered): number | null {
  if (first.event.time === null) return null
  const end = first.event.time + first.event.stepMs
  return reports.find(({ event, at }) => event.stepMs < 1000 && at < end)?.at ?? first.at
}

type Code = End['codes'][number]

function codeOf(event: Event): readonly Code[] {
  if (event.type === 'runtime.exit' && event.exitStatus !== null) {
    return [{ code: event.exitStatus, from: event.runtime, synthetic: event.synthetic, event }]
  }
  if (event.type === 'kubelet.container_finished' && event.exitCode !== null) {
    return [{ code: event.exitCode, from: 'kubelet', synthetic: madeUpByKubelet(event), event }]
  }
  return []
}

/** Kubernetes writes 137 for a container it merely lost. */
function madeUpByKubelet(event: EventOf<'kubelet.container_finished'>): boolean {
  return event.reason === 'ContainerStatusUnknown' || event.reason === 'Unknown'
}

/** The runtime's own time of death, where it is credible on the clock of the lines. */
function deathTime(reports: readonly Ordered[]): number | null {
  for (const { event, at } of reports) {
    if (event.type !== 'runtime.exit' || event.exitedAt === null) continue
    if (event.time === null || Math.abs(event.exitedAt - at) <= CREDIBLE_DELAY_MS) return event.exitedAt
  }
  return null
}
