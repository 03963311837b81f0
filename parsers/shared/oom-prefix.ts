import type { Constraint, LimitScope } from '../../src/model/place.js'

/** What stands before the colon of a kill line, and which kind of shortage it tells. */
const PREFIXES: readonly (readonly [text: string, constraint: Constraint])[] = [
  ['Memory cgroup out of memory: ', 'memcg'],
  ['Out of memory: ', 'global'],
  ['Out of Memory: ', 'global'],
  ['Out of memory (oom_kill_allocating_task): ', 'global'],
  ['No available memory (MPOL_BIND): ', 'policy'],
  ['No available memory in cpuset: ', 'cpuset'],
]

/** What is left of the first of them, or of one of two, where the line was broken before it. */
const CUT_PREFIX = /^(?:((?:cgroup )?out )?of )?memory: (?=Kill)/

/** OpenVZ: a container's beancounter was full, its own account of memory. */
const BEANCOUNTER = /^Out of memory in UB \d{1,10}: OOM /

/** `scope` is whose limit it was, where the prefix says even that. */
interface OomPrefix {
  readonly constraint: Constraint | null
  readonly scope?: LimitScope
  readonly rest: string
}

/**
 * Takes the prefix off a kernel OOM line; its constraint is null where the line has none (4.5–5.0).
 *
 * `global` is what every shortage but a memory cgroup's is called here: an `oom-kill:` line knows better.
 */
export function takeOomPrefix(message: string): OomPrefix {
  const beancounter = BEANCOUNTER.exec(message)?.[0]
  if (beancounter) return { constraint: 'memcg', scope: 'other', rest: message.slice(beancounter.length) }
  const found = PREFIXES.find(([text]) => message.startsWith(text))
  if (found) return { constraint: found[1], rest: message.slice(found[0].length) }
  const cut = CUT_PREFIX.exec(message)
  return { constraint: cut?.[1] ? 'memcg' : null, rest: message.slice(cut?.[0].length ?? 0) }
}
