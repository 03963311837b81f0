import type { FactOf, KillingReason } from '../../src/model/fact.js'
import { type Klog, printed } from './klog.js'
import { NO_POD } from './pod-ref.js'

type Killing = FactOf['kubelet.killing']

/** A step of a stop with only what its line says; all else is null. */
export function killing(
  klog: Klog,
  said: Partial<Killing> & Pick<Killing, 'phase'> & { readonly verbosity: number },
): Killing {
  return {
    type: 'kubelet.killing',
    pod: NO_POD,
    containerName: null,
    containerId: null,
    gracePeriodSeconds: null,
    override: false,
    reason: null,
    message: null,
    ...said,
    ...printed(klog, said.verbosity),
  }
}

const WORDS: readonly (readonly [string, KillingReason])[] = [
  ['failed liveness probe', 'liveness-probe'],
  ['failed startup probe', 'startup-probe'],
  // Before 1.7, when no other probe could kill.
  ['is unhealthy, it will be killed', 'liveness-probe'],
  ['definition changed', 'definition-changed'],
  ['spec hash changed', 'definition-changed'],
  ['FailedPostStartHook', 'post-start-hook'],
]

/** Why the kubelet kills, in its own words: `Container app failed liveness probe, will be restarted`; null where they give no reason known here. */
export function killingReason(message: string): KillingReason | null {
  return WORDS.find(([words]) => message.includes(words))?.[1] ?? null
}
