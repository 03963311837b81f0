import type { Explanation, Topic } from '../model/explanation.js'
import { signalName, signalNumber } from '../model/signal.js'
import { causes } from './causes.js'
import { containerReasons } from './container-reasons.js'
import { explainExitCode } from './exit-codes.js'
import type { Named } from './named.js'
import { podReasons } from './pod-reasons.js'
import { explainSignal } from './signals.js'

const NAMED: readonly Named[] = [...containerReasons, ...podReasons, ...causes]
const SIGNALS: readonly string[] = Array.from({ length: 64 }, (_, n) => signalName(n + 1)).filter(
  (name) => name !== undefined,
)
const LONGEST = 80
/** An exit code has 8 bits, or 32 on Windows. */
const SMALLEST = -(2 ** 31)
const LARGEST = 2 ** 32 - 1

const CODE = /^(?:exit ?(?:code|status)?|code|status)?[ :=]*([+-]?\d{1,10}|0x[0-9a-f]{1,8})$/
const SUM = /^128 ?\+ ?(\d{1,2})$/
const SIGNAL = /^(?:signal|sig)[ :=]*(\d{1,2})$/
const FROM_TOP = /^(?:sig)?rtmax(?:-(\d{1,2}))?$/
/** Names by which Go, and so containerd and Docker, print signals. */
const GO_NAMES = new Map([
  ['hangup', 1],
  ['interrupt', 2],
  ['quit', 3],
  ['aborted', 6],
  ['segmentation fault', 11],
])

/** Every name that `explain` has an answer to, for completions and "did you mean"; numbers are not listed. */
export const subjects: readonly string[] = [...NAMED.flatMap(({ names }) => names.slice(0, 1)), ...SIGNALS]

/**
 * What an exit code, a signal, a reason or a cause means; undefined for what exitlog has not heard of.
 *
 * Understands `137`, `exit code 137`, `-1073741819`, `0xC0000005`, `128+9`, `SIGKILL`, `kill`, `signal 9`, `OOMKilled`,
 * `oom-pod`, however written. A number alone is an exit code; what its signal would be is part of the answer.
 */
export function explain(query: string): Explanation | undefined {
  const asked = query
    .slice(0, LONGEST + 1)
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
  if (asked === '' || asked.length > LONGEST) return undefined
  const [best, ...others] = [...explainNumber(asked), ...explainName(asked)]
  return best && { topics: [best, ...others] }
}

function explainNumber(asked: string): readonly Topic[] {
  const sum = SUM.exec(asked)?.[1]
  if (sum !== undefined) return [explainExitCode(128 + Number(sum))]
  const code = CODE.exec(asked)?.[1]
  if (code !== undefined) {
    const number = Number(code)
    return number >= SMALLEST && number <= LARGEST ? [explainExitCode(number)] : []
  }
  const number = signalOf(asked)
  const signal = number === undefined ? undefined : explainSignal(number)
  return signal ? [signal] : []
}

function signalOf(asked: string): number | undefined {
  const bare = SIGNAL.exec(asked)?.[1]
  if (bare !== undefined) return Number(bare)
  const fromTop = FROM_TOP.exec(asked)
  if (fromTop) return 64 - Number(fromTop[1] ?? 0)
  return GO_NAMES.get(asked) ?? signalNumber(asked)
}

function explainName(asked: string): readonly Topic[] {
  const key = keyOf(asked)
  const found = NAMED.filter(({ names }) => names.some((name) => keyOf(name) === key))
  // `OutOfnvidia.com/gpu`: one for every resource
  const rest =
    key.startsWith('outof') && found.length === 0 ? NAMED.filter(({ names }) => names[0] === 'OutOfcpu') : []
  return [...found, ...rest].map(topicOf)
}

function topicOf({
  kind,
  title,
  setBy,
  means,
  doesNotMean,
  causes: typical,
  lookFor,
  seeAlso,
}: Named): Topic {
  return { kind, title, setBy, means, doesNotMean, causes: typical, lookFor, seeAlso }
}

/** Names are compared without case, blanks, dashes and underlines. */
function keyOf(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '')
}
