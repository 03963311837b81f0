import { exitRules } from './exit-rules.js'
import { initRules, kernelRules } from './oom-rules.js'
import { podRules } from './pod-rules.js'
import type { Rule } from './rule.js'
import { signalRules } from './signal-rules.js'
import { startRules } from './start-rules.js'
import { stopRules } from './stop-rules.js'
import { unseenRules } from './unseen-rules.js'
import { userspaceKiller } from './userspace-oom.js'

/** Every rule by which a verdict is reached, in order: the first that concludes decides. The last always does. */
export const rules: readonly Rule[] = [
  ...startRules,
  ...initRules,
  userspaceKiller,
  ...kernelRules,
  ...podRules,
  ...stopRules,
  ...signalRules,
  ...exitRules,
  ...unseenRules,
]
