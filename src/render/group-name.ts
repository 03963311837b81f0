import type { DeathGroup } from '../model/summary.js'
import { count } from './count.js'
import { escapeTerminal } from './escape.js'
import { podLabel, shortId } from './sayings.js'
import { cut, cutMiddle, wrap } from './width.js'

const ARROW = ' › '
/** More containers, or namespaces, than this are only counted. */
const MOST_NAMED = 3
const FULL_ID = /^[0-9a-f]{64}$/

/** Who died, by the names that all share: `shop/checkout › app`, `batch/* › 12 containers`. Escaped, in at most `room` columns. */
export function groupName(group: DeathGroup, room: number): string {
  const pod = podPart(group)
  const container = containerPart(group)
  const name =
    pod === null
      ? (container ?? 'containers that the lines do not name')
      : container === null
        ? pod
        : pod + ARROW + container
  return cutMiddle(escapeTerminal(name), room)
}

function podPart({ workloads, pods }: DeathGroup): string | null {
  const [only, ...others] = workloads
  if (only && others.length === 0)
    return only.namespace === null ? only.name : `${only.namespace}/${only.name}`
  if (only) {
    const isOneNamespace = others.every(({ namespace }) => namespace === only.namespace)
    return isOneNamespace && only.namespace !== null ? `${only.namespace}/*` : count(pods.length, 'pod')
  }
  return pods.length === 1 ? podLabel(pods[0] ?? null) : pods.length === 0 ? null : count(pods.length, 'pod')
}

function containerPart({ containers, sandboxes }: DeathGroup): string | null {
  if (containers.length === 0) return sandboxes > 0 ? 'sandbox' : null
  if (containers.length > MOST_NAMED) return count(containers.length, 'container')
  return containers.map((name) => (FULL_ID.test(name) ? shortId(name) : name)).join(', ')
}

/** The pods that one root took, by name, in at most so many lines; nothing where there is only one. Escaped. */
export function podNames(
  { pods, incident, workloads }: DeathGroup,
  room: number,
  mostLines: number,
): readonly string[] {
  if (incident === null || pods.length < 2) return []
  const isOneNamespace = new Set(workloads.map(({ namespace }) => namespace)).size === 1
  const names = pods.flatMap((pod) => (isOneNamespace ? pod.name : podLabel(pod)) ?? [])
  const lines = wrap(escapeTerminal(names.join(', ')), room)
  if (lines.length <= mostLines) return lines
  return [
    ...lines.slice(0, mostLines - 1),
    cut(`${lines[mostLines - 1] ?? ''} ${lines[mostLines] ?? ''}`, room),
  ]
}
