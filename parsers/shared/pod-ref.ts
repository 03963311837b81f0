import type { PodRef } from '../../src/model/place.js'

export const NO_POD: PodRef = { namespace: null, name: null, uid: null }

const UID = /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32})$/

/** A pod's uid, dashed or (static pods) 32 hex digits; null for anything else. Blanks and stars of wrapped or marked pastes are passed over. */
export function readPodUid(text: string | undefined): string | null {
  if (!text) return null
  if (UID.test(text)) return text
  const uid = text.replace(/[\s*]+/g, '')
  return UID.test(uid) ? uid : null
}

/** `ns/name`, `name_ns(uid)` or JSON logging's `{"name":…,"namespace":…}`; what it does not say is null. */
export function readPodRef(text: string | undefined): PodRef {
  if (!text || text === '<nil>' || text === 'null') return NO_POD
  if (text.startsWith('{')) return fromJson(text)[0] ?? NO_POD
  if (text.endsWith(')')) return readDescribedPod(text)
  const slash = text.indexOf('/')
  if (slash < 0) return { ...NO_POD, name: text }
  return { namespace: text.slice(0, slash) || null, name: text.slice(slash + 1) || null, uid: null }
}

/** The pod of a line that names it and its uid under two keys. */
export function readPodWithUid(pod: string | undefined, uid: string | undefined): PodRef {
  const ref = readPodRef(pod)
  return { ...ref, uid: readPodUid(uid) ?? ref.uid }
}

/**
 * A list of pods in every form that Kubernetes has printed; entries that a cut left incomplete are left out.
 *
 * `[ns/a ns/b]`, `["ns/a" "ns/b"]`, `["ns/a","ns/b"]`, `[{"name":"a","namespace":"ns"}]`, `a_ns(uid), b_ns(uid)`.
 */
export function readPodRefs(list: string | undefined): readonly PodRef[] {
  if (!list) return []
  if (list.includes('{')) return fromJson(list)
  if (list.includes(')'))
    return list
      .split(')')
      .slice(0, -1)
      .map((entry) => readDescribedPod(`${entry})`))
  if (!list.startsWith('[')) return []
  const entries = list.slice(1).split(/["\s,]+/)
  // The last is what follows the list: its bracket, or an entry that was cut.
  const last = entries.pop() ?? ''
  if (last.endsWith(']')) entries.push(last.slice(0, -1))
  return entries.filter((entry) => entry !== '' && entry !== '<nil>').map(readPodRef)
}

/** `name_ns(uid)`, with what a list puts in front of an entry. */
function readDescribedPod(text: string): PodRef {
  const bracket = text.lastIndexOf('(')
  // An editor's wrapping leaves runs of blanks; a masked name (`kube-proxy-[node IP]`) keeps its single one.
  const names = text
    .slice(0, bracket)
    .replace(/^[,[\s]+/, '')
    .replace(/ {2,}/g, '')
  const underscore = names.lastIndexOf('_')
  if (bracket < 0 || underscore < 0) return NO_POD
  return {
    namespace: names.slice(underscore + 1) || null,
    name: names.slice(0, underscore) || null,
    uid: readPodUid(text.slice(bracket + 1, -1)),
  }
}

function fromJson(text: string): readonly PodRef[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return []
  }
  return (Array.isArray(value) ? value : [value]).flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null) return []
    const { name, namespace } = entry as { readonly name?: unknown; readonly namespace?: unknown }
    return [
      {
        namespace: typeof namespace === 'string' ? namespace : null,
        name: typeof name === 'string' ? name : null,
        uid: null,
      },
    ]
  })
}
