import { signalName } from '../model/signal.js'
import type { Termination } from '../model/termination.js'

/** What codes say by wide convention; above 128 they say a signal. */
const CONVENTIONS: Readonly<Record<number, string>> = {
  0: 'success',
  126: 'found but not executable',
  127: 'command not found',
}

/** `137 (SIGKILL)`, `0 (success)`, `42`: a code and what it means by convention, which is no proof. */
export function exitMeaning(code: number): string {
  const meaning = CONVENTIONS[code] ?? (code > 128 && code <= 192 ? signalName(code - 128) : undefined)
  return meaning === undefined ? String(code) : `${code} (${meaning})`
}

/** The end of a termination's first line: its exit code with the meaning, or why there is none. */
export function exitPhrase({
  exitCode,
  exitCodeMadeUp,
  exitObserved,
  cause,
}: Pick<Termination, 'exitCode' | 'exitCodeMadeUp' | 'exitObserved' | 'cause'>): string {
  // The kubelet reports 128 for a container that was never started.
  if (cause === 'start-failure') return 'never ran'
  if (exitCode !== null) return `exit ${exitCodeMadeUp ? `${exitCode} (made up)` : exitMeaning(exitCode)}`
  if (!exitObserved) return 'exit not in the log'
  if (cause === 'node-reboot') return 'lost with the node'
  return 'exit code not in the log'
}
