import { copyOf } from '../model/copy-of.js'
import type { Event } from '../model/event.js'
import type { PodRef } from '../model/place.js'
import { type Keys, keysOf } from './keys.js'

/**
 * The keys of events, in which the same id is the same string and the same pod the same object: to look up what was met
 * as another one takes many times longer, and each is looked up a hundred times for once that it is read.
 */
export interface Keyring {
  readonly keysOf: (event: Event) => Keys
}

/** What is forgotten costs time, nothing else. */
const MOST_KNOWN = 8_192

export function createKeyring(): Keyring {
  const ids = new Map<string, string>()
  const pods = new Map<string, PodRef>()

  function sameId(id: string): string {
    const met = ids.get(id)
    if (met !== undefined) return met
    const kept = copyOf(id)
    remember(ids, kept, kept)
    return kept
  }

  /** Pods are met by their uid; what tells less of one, or something else, is another object. */
  function samePod(pod: PodRef): PodRef {
    if (pod.uid === null) return pod
    const met = pods.get(pod.uid)
    if (met && met.name === pod.name && met.namespace === pod.namespace) return met
    const { namespace, name } = pod
    const kept = {
      namespace: namespace && copyOf(namespace),
      name: name && copyOf(name),
      uid: copyOf(pod.uid),
    }
    remember(pods, kept.uid, kept)
    return kept
  }

  return {
    keysOf(event) {
      const { container, sandbox, pods: named, pid, node } = keysOf(event)
      return {
        container: container ? sameId(container) : null,
        sandbox: sandbox ? sameId(sandbox) : null,
        pods: named.length === 0 ? named : named.map(samePod),
        pid,
        node,
      }
    },
  }
}

function remember<T>(known: Map<string, T>, key: string, value: T): void {
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(key, value)
}
