import type { EventClaim, PodClaim, StatusFinding } from '../model/status.js'
import type { Termination } from '../model/termination.js'
import { eventReasons, podReasons, type StopReason } from './stop-reasons.js'
import { causeWords } from './words.js'

/** What is said of the pod, and its events, against why the container was stopped; of its last death in the log. */
export function comparePodReason(
  termination: Termination,
  pods: readonly PodClaim[],
  events: readonly EventClaim[],
): readonly StatusFinding[] {
  const ofPods = pods.flatMap(({ reason, disruption }) =>
    podReasons.filter((known) => known.reason === reason || known.reason === disruption),
  )
  const ofEvents = events.flatMap((event) =>
    eventReasons.filter(
      ({ reason, holds = '' }) => reason === event.reason && (event.message ?? '').includes(holds),
    ),
  )
  return [
    ...ofPods.flatMap((reason) => weigh(termination, reason, 'the pod’s status')),
    ...ofEvents.flatMap((reason) => weigh(termination, reason, `an event (${reason.reason})`)),
  ]
}

function weigh(
  { cause }: Termination,
  { tells, fits, fills }: StopReason,
  where: string,
): readonly StatusFinding[] {
  if (fits.includes(cause))
    return [{ id: 'stop-reason', agrees: true, says: `${where} says so too: ${tells}` }]
  if (!fills.includes(cause)) return []
  const says = `${where} gives a reason, where the log shows ${causeWords(cause)} alone: ${tells}`
  return [{ id: 'stop-reason-told', agrees: true, says }]
}
