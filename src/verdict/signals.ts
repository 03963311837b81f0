import { signalName } from '../model/signal.js'

/** Signals that a process brings on itself. */
const OWN_MAKING = ['SIGSEGV', 'SIGABRT', 'SIGILL', 'SIGBUS', 'SIGFPE', 'SIGSYS', 'SIGTRAP']

/** The signal that an exit code stands for, where 128 + n is a plausible reading of it. */
export function signalOf(code: number | null): string | undefined {
  if (code === null || code <= 128) return undefined
  return code <= 159 || code === 165 ? signalName(code - 128) : undefined
}

/** The code stands for a signal that a process brings on itself. */
export function ownMaking(code: number | null): boolean {
  return isOwnMaking(signalOf(code))
}

export function isOwnMaking(signal: string | undefined): boolean {
  return signal !== undefined && OWN_MAKING.includes(signal)
}
