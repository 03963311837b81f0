import type { Cause } from '../model/termination.js'

/** Something failed; it had to give way, or nobody knows; all is well. */
export type Tone = 'bad' | 'notice' | 'good'

/** In which tone an end of this cause is told. */
export const toneOf: Readonly<Record<Cause, Tone>> = {
  'oom-container': 'bad',
  'oom-pod': 'bad',
  'oom-node': 'bad',
  eviction: 'bad',
  probe: 'bad',
  deletion: 'notice',
  stopped: 'notice',
  preemption: 'notice',
  'node-shutdown': 'notice',
  'node-reboot': 'bad',
  crash: 'bad',
  killed: 'bad',
  error: 'bad',
  completed: 'good',
  'start-failure': 'bad',
  unknown: 'notice',
}
