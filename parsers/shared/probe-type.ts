import type { FactOf } from '../../src/model/fact.js'

type Probe = FactOf['kubelet.probe_failed']['probe']

/** `Liveness`, `liveness` → `liveness`; undefined for what is no kind of probe. */
export function probeType(text: string | undefined): Probe | undefined {
  const probe = text?.toLowerCase()
  return probe === 'liveness' || probe === 'readiness' || probe === 'startup' ? probe : undefined
}
