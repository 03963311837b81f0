import type { PodRef } from '../../src/model/place.js'
import type { Klog } from './klog.js'
import { readPodRef, readPodUid } from './pod-ref.js'

/** An event for the API as its sender's own log repeats it. */
export interface KubeEvent {
  /** `Pod`, `Node`, … */
  readonly kind: string
  /** The object, which is a pod only where `kind` says so. */
  readonly pod: PodRef
  readonly containerName: string | null
  readonly reason: string
  readonly message: string
}

const NEW = 'Event occurred'
/** `v1` since 1.6. */
const OLD = /^Event\((?:v1|api)\.ObjectReference\{/
const OLD_REASON = /^type: '\w{1,20}' reason: '(\w{1,60})' /

/**
 * Reads `"Event occurred" object="ns/pod" fieldPath=… kind="Pod" … reason="Killing" message="…"` and, before 1.19,
 * `Event(v1.ObjectReference{Kind:"Pod", Namespace:"ns", …}): type: 'Normal' reason: 'Killing' …`.
 */
export function readKubeEvent(klog: Klog): KubeEvent | undefined {
  if (klog.text === NEW) {
    return {
      kind: klog.get('kind') ?? '',
      pod: readPodRef(klog.get('object')),
      containerName: containerOf(klog.get('fieldPath')),
      reason: klog.get('reason') ?? '',
      message: klog.peek('message') ?? '',
    }
  }
  const front = OLD.exec(klog.text)?.[0]
  const end = klog.text.indexOf('}): ')
  if (front === undefined || end < 0) return undefined
  const reference = klog.text.slice(front.length, end)
  const field = (key: string) => {
    const at = `, ${reference}`.indexOf(`, ${key}:"`)
    return at < 0 ? undefined : reference.slice(at + key.length + 2).split('"', 1)[0]
  }
  const said = klog.text.slice(end + '}): '.length)
  const reason = OLD_REASON.exec(said)
  if (!reason) return undefined
  return {
    kind: field('Kind') ?? '',
    pod: {
      namespace: field('Namespace') || null,
      name: field('Name') || null,
      uid: readPodUid(field('UID')),
    },
    containerName: containerOf(field('FieldPath')),
    reason: reason[1] ?? '',
    message: said.slice(reason[0].length),
  }
}

/** `spec.initContainers{setup}` → `setup` */
function containerOf(fieldPath: string | undefined): string | null {
  return /^spec\.\w{1,30}\{([^}]{1,63})\}$/.exec(fieldPath ?? '')?.[1] ?? null
}
