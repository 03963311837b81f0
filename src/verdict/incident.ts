import type { Case } from '../model/case.js'
import type { Event } from '../model/event.js'
import type { Finding } from './rule.js'

/** Signs of one episode follow each other at most this closely. */
const EPISODE_MS = 2 * 60_000

/**
 * The id that deaths with one root share; null for a death that stands alone.
 *
 * It is made of the root alone (node, kind, root event), so that a record's id never depends on later deaths.
 */
export function incidentOf(one: Case, finding: Finding): string | null {
  const id = (kind: string, root: string) => `${one.node ?? '-'}/${kind}/${root}`
  switch (finding.cause) {
    case 'node-reboot':
      return one.boot && id('reboot', momentWords(one.boot))
    case 'node-shutdown': {
      const first = firstOfEpisode(
        finding.cites
          .concat(one.ofNode)
          .filter((e) => e.type === 'kubelet.shutdown' || e.type === 'node.shutdown'),
      )
      return first ? id('shutdown', momentWords(first)) : null
    }
    case 'eviction': {
      const died = one.end?.at ?? Infinity
      const signs = one.ofNode.filter((e) => e.type === 'kubelet.eviction_pressure' && one.moment(e) <= died)
      const first = firstOfEpisode(signs)
      return first ? id('eviction', momentWords(first)) : id('eviction', podWords(one))
    }
    case 'oom-node': {
      const kill = one.kills.at(-1)?.kill
      if (!kill) return null
      const until = one.moment(kill)
      const shortage = one.ofNode.filter(
        (e) => e.type === 'kernel.oom_kill' && e.scope === 'node' && one.moment(e) <= until,
      )
      return id('node-oom', momentWords(firstOfEpisode(shortage) ?? kill))
    }
    case 'stopped':
    case 'unknown': {
      const daemon = finding.cites.find((e) => e.type === 'runtime.daemon')
      return daemon ? id('runtime', momentWords(daemon)) : null
    }
    case 'deletion':
    case 'preemption': {
      const [root] = finding.cites
      return root ? id(finding.cause, `${podWords(one)}@${momentWords(root)}`) : null
    }
    case 'oom-container':
    case 'oom-pod':
    case 'crash':
    case 'error':
    case 'killed':
    case 'probe':
    case 'completed':
    case 'start-failure':
      return one.pod?.uid && one.container.name !== null
        ? id(`loop-${finding.cause}`, `${podWords(one)}/${one.container.name}`)
        : null
    default:
      return null
  }
}

/** The earliest of the signs that lead up to the death without a longer silence. */
function firstOfEpisode(signs: readonly Event[]): Event | undefined {
  const timed = signs.filter((e) => e.time !== null).sort((a, b) => (b.time ?? 0) - (a.time ?? 0))
  let first = timed[0]
  for (const sign of timed) {
    if ((first?.time ?? 0) - (sign.time ?? 0) > EPISODE_MS) break
    first = sign
  }
  return first
}

const momentWords = ({ time, file, line }: Event) =>
  time === null ? `${file}:${line}` : new Date(time).toISOString()

const podWords = ({ pod, container }: Case) =>
  pod?.uid ?? (pod?.name ? `${pod.namespace ?? ''}/${pod.name}` : (container.sandboxId ?? container.id ?? ''))
