import type { Cause } from './termination.js'

/**
 * How bad a cause is, the worst highest: the node failed and took others with it, memory or disk ran out, it failed
 * by itself, nobody knows or it had to give way, all is well.
 */
export const severityOf: Readonly<Record<Cause, number>> = {
  'node-reboot': 4,
  'oom-node': 4,
  'oom-pod': 3,
  'oom-container': 3,
  eviction: 3,
  crash: 2,
  'start-failure': 2,
  probe: 2,
  killed: 2,
  error: 2,
  unknown: 1,
  preemption: 1,
  'node-shutdown': 1,
  stopped: 0,
  deletion: 0,
  completed: 0,
}
