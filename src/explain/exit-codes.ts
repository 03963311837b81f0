import type { Topic } from '../model/explanation.js'
import { signalName } from '../model/signal.js'
import { containerFinished, exitEvent, stopRequest } from './clues.js'
import { conventions } from './program-codes.js'
import { isFatal, signalKnowledge } from './signals.js'
import { specialCodes } from './special-codes.js'
import { explainWideCode } from './windows-codes.js'

const SET_BY_RUNTIME =
  'The runtime (containerd, CRI-O, Docker), which reports death by signal n as 128 + n. A program may also end with this number by itself.'
const SET_BY_PROGRAM = 'The program: its main process (PID 1) ended with this number by itself.'

/**
 * Any exit code: 0 to 255 of Linux, what stands outside of that for Windows, -1 of CRI-O.
 *
 * Codes with a life of their own (137, 143, 255 …) are told in full; others by the rule 128 + n and its exceptions.
 */
export function explainExitCode(code: number): Topic {
  const special = specialCodes.get(code)
  if (special) return { kind: 'exit-code', ...special }
  if (code < 0 || code > 255) return explainWideCode(code)
  return explainDeathBySignal(code) ?? explainProgramCode(code)
}

function explainDeathBySignal(code: number): Topic | undefined {
  const number = code - 128
  const name = signalName(number)
  const signal = signalKnowledge(number)
  if (name === undefined || !signal || !isFatal(signal)) return undefined
  const unusual = number >= 34
  return {
    kind: 'exit-code',
    title: `Exit code ${code} (128 + ${number}, ${name})`,
    setBy: SET_BY_RUNTIME,
    means: unusual
      ? `The program's own code, more likely than death by ${name}: codes above 165 are mostly the program's.`
      : `The main process died of ${name}, or ended itself with ${code} to pass on that a child of it did. ${signal.says}`,
    doesNotMean: [
      `It does not prove that the main process got ${name}: where PID 1 is a shell or a supervisor, the number may be its child's, and a program may choose the number freely.`,
      ...(signal.action === 'dumps core'
        ? ["It does not mean that somebody killed it: this signal is mostly of the process's own making."]
        : []),
    ],
    causes: [...signal.causes, ...conventions(code)],
    lookFor: [...signal.lookFor, exitEvent],
    seeAlso: [name],
  }
}

function explainProgramCode(code: number): Topic {
  const named = conventions(code)
  const signal = signalName(code)
  const reported = fatal(code) ? `: death by it is reported as ${code + 128}` : ''
  const doesNotMean =
    signal === undefined ? [] : [`It does not mean ${signal}, which has the number ${code} too${reported}.`]
  return {
    kind: 'exit-code',
    title: `Exit code ${code}`,
    setBy: SET_BY_PROGRAM,
    means: `${beginning(code)} ${
      named.length > 0
        ? 'Some programs give it a meaning; whether yours is one of them only its documentation and its own log tell.'
        : "Only the program's documentation and its own log tell what it means."
    }`,
    doesNotMean: [
      ...doesNotMean,
      'It does not come from Kubernetes or the kernel: the main process chose it.',
    ],
    causes: named,
    lookFor: [containerFinished, stopRequest],
    seeAlso: signal === undefined ? ['1'] : [signal, ...(fatal(code) ? [String(code + 128)] : [])],
  }
}

function fatal(number: number): boolean {
  const signal = signalKnowledge(number)
  return signal !== undefined && isFatal(signal)
}

function beginning(code: number): string {
  const number = code - 128
  if (number < 1 || number > 64) return "It is the program's own code for a failure."
  const name = signalName(number)
  return name === undefined
    ? `It is the program's own code: there is no signal ${number} that a program could die of.`
    : `It is the program's own code: nothing dies of ${name}, the signal with the number ${number}.`
}
