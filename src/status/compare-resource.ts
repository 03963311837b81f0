import type { EventClaim, PodClaim, StatusFinding } from '../model/status.js'
import type { Termination } from '../model/termination.js'
import { readEvictionMessage } from './eviction-message.js'

/** The resource of an eviction, which the cluster's message names and the node's lines often do not. */
export function compareResource(
  { cause, eviction }: Termination,
  pods: readonly PodClaim[],
  events: readonly EventClaim[],
): readonly StatusFinding[] {
  if (cause !== 'eviction') return []
  const messages = [...pods, ...events].flatMap(({ reason, message }) =>
    reason === 'Evicted' ? (message ?? []) : [],
  )
  const [said] = messages.flatMap((message) => readEvictionMessage(message) ?? [])
  if (!said) return []
  const amounts = said.amounts.length === 0 ? '' : ` (${said.amounts.join(', ')})`
  const logged = eviction?.resource ?? null
  if (logged === null) {
    const says = `the cluster names the resource, which no line of the log does: ${said.resource}${amounts}`
    return [{ id: 'resource-told', agrees: true, says }]
  }
  if (logged !== said.resource) {
    const says = `the cluster says that ${said.resource} was low${amounts}; in the log it is ${logged}`
    return [{ id: 'resource', agrees: false, says }]
  }
  const same: StatusFinding = {
    id: 'resource',
    agrees: true,
    says: `the cluster names the same resource, ${logged}`,
  }
  if (amounts === '') return [same]
  return [
    same,
    {
      id: 'resource-told',
      agrees: true,
      says: `the cluster tells how low it was: ${said.amounts.join(', ')}`,
    },
  ]
}
