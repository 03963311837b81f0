import { copyOf } from '../model/copy-of.js'
import type { Event } from '../model/event.js'
import type { PodRef } from '../model/place.js'
import { type Keys, keysOf, type MutableKeys } from './keys.js'
import { namesOf } from './pod-names.js'

/**
 * The keys of events, in which the same id is the same string and the same pod the same object: to look up what was met
 * as another one takes many times longer, and each is looked up a hundred times for once that it is read.
 */
export interface Keyring {
  readonly keysOf: (event: Event) => Keys
}

/** What is forgotten costs time, nothing else. */
const MOST_KNOWN = 4_096

/** Pods of a line, mostly one: the list and its names are the same ones for all lines of that pod. */
type Met = Pick<Keys, 'pods' | 'podNames'> & { readonly pod: PodRef }

export function createKeyring(): Keyring {
  const ids = new Map<string, string>()
  const pods = new Map<string, Met>()

  function sameId(id: string): string {
    const met = ids.get(id)
    if (met !== undefined) return met
    const kept = copyOf(id)
    remember(ids, kept, kept)
    return kept
  }

  /** Pods are met by their uid; what tells less of one, or something else, is another object. */
  function samePod(pod: PodRef): Met {
    if (pod.uid === null) return metAs(pod)
    const met = pods.get(pod.uid)
    if (met && met.pod.name === pod.name && met.pod.namespace === pod.namespace) return met
    const { namespace, name } = pod
    const uid = copyOf(pod.uid)
    const kept = metAs({ namespace: namespace && copyOf(namespace), name: name && copyOf(name), uid })
    remember(pods, uid, kept)
    return kept
  }

  function learnPods(keys: MutableKeys): void {
    const [first, second] = keys.pods
    if (first === undefined) return
    if (second === undefined) {
      const met = samePod(first)
      keys.pods = met.pods
      keys.podNames = met.podNames
    } else {
      const met = keys.pods.map(samePod)
      keys.pods = met.map(({ pod }) => pod)
      keys.podNames = met.flatMap(({ podNames }) => podNames)
    }
  }

  return {
    keysOf(event) {
      const keys = keysOf(event)
      keys.container = keys.container ? sameId(keys.container) : null
      keys.sandbox = keys.sandbox ? sameId(keys.sandbox) : null
      learnPods(keys)
      return keys
    },
  }
}

function metAs(pod: PodRef): Met {
  return { pod, pods: [pod], podNames: namesOf(pod) }
}

function remember<T>(known: Map<string, T>, key: string, value: T): void {
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(key, value)
}
