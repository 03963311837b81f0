import { exitRules, firstRules } from './exit-rules.js'
import { oomRules } from './oom-rules.js'
import type { Rule } from './rule.js'
import { stopRules } from './stop-rules.js'

/** Every rule by which a verdict is reached, in order: the first that concludes decides. The last always does. */
export const rules: readonly Rule[] = [...firstRules, ...oomRules, ...stopRules, ...exitRules]
