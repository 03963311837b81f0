import type { EventOf } from '../model/event.js'
import { signalName } from '../model/signal.js'
import type { Brief, Rule } from './rule.js'
import { codeWords, containerWords } from './words.js'

/** Signals that a process brings on itself. */
const OWN_MAKING = ['SIGSEGV', 'SIGABRT', 'SIGILL', 'SIGBUS', 'SIGFPE', 'SIGSYS', 'SIGTRAP']

/** The signal that an exit code stands for, where 128 + n is a plausible reading of it. */
function signalOf(code: number | null): string | undefined {
  if (code === null || code <= 128) return undefined
  return code <= 159 || code === 165 ? signalName(code - 128) : undefined
}

/** The kernel's own line about a fatal signal of the container's init. */
function faultOfInit({ one }: Brief): EventOf<'kernel.fatal_signal'> | undefined {
  return one.own.find((e): e is EventOf<'kernel.fatal_signal'> => e.type === 'kernel.fatal_signal' && e.pid === one.container.initPid)
}

/** systemd's crash handler saw the init dump core. */
function dumpedCore({ one }: Brief): boolean {
  return one.own.some((e) => e.type === 'systemd.coredump' && e.pid === one.container.initPid)
}

const neverRan: Rule = {
  id: 'start-failure',
  says: 'It was created and never ran: the runtime could not start it.',
  needs: 'a failed start that names the container, and no line that shows it running',
  confidence: 'certain',
  conclude({ one }) {
    const failed = one.own.find((e) => e.type === 'runtime.start_failed' || e.type === 'kubelet.start_failed')
    if (!failed || one.seenRunning) return undefined
    const error = failed.type === 'runtime.start_failed' || failed.type === 'kubelet.start_failed' ? failed.error : null
    const oom = one.kills.length > 0 ? ['its start was OOM-killed: the memory limit is too low even for the runtime’s init'] : []
    return {
      cause: 'start-failure',
      confidence: 'certain',
      headline: `it never ran: ${error === null ? 'the runtime could not start it' : gist(error)}`,
      why: ['the runtime reports that the start failed', ...oom],
      cites: [],
    }
  },
}

/** The last, most telling part of a chain of Go errors. */
function gist(error: string): string {
  const known = /(exec: .*|no such file or directory.*|permission denied.*|exec format error.*|executable file not found.*)/.exec(error)
  const text = known?.[0] ?? error.slice(error.lastIndexOf('failed: ') + 1).replace(/^ailed: /, '')
  return text.replace(/: unknown$/, '').slice(0, 160)
}

const rebooted: Rule = {
  id: 'node-reboot',
  says: 'The node went down under it: it was running, and the next thing is a boot.',
  needs: 'a line that shows it running, a boot of the kernel after it, and no end in between',
  confidence: 'certain',
  conclude({ one }) {
    if (!one.boot || one.end) return undefined
    return {
      cause: 'node-reboot',
      confidence: 'likely',
      headline: 'the node rebooted under it',
      why: ['it was running when its lines stop; the next boot of the node follows, with no orderly end in between'],
      cites: [one.boot],
    }
  },
}

const fatalSignal: Rule = {
  id: 'crash',
  says: 'Its init process died of a fatal signal of its own making.',
  needs: 'an exit code of 128 + SIGSEGV, SIGABRT, SIGILL, SIGBUS, SIGFPE, SIGSYS or SIGTRAP; certain with the kernel’s line for the init pid',
  confidence: 'certain',
  conclude(brief) {
    const { one, code } = brief
    if (!one.end || one.end.synthetic) return undefined
    const fault = faultOfInit(brief)
    const signal = code === null && fault ? signalName(fault.signal) : signalOf(code)
    if (signal === undefined || !OWN_MAKING.includes(signal)) return undefined
    const dumped = dumpedCore(brief)
    return {
      cause: 'crash',
      confidence: fault || dumped ? 'certain' : 'likely',
      headline: `crashed: ${signal}`,
      why: [
        ...(fault ? [`the kernel reports ${signal} of its init, ${fault.name} (pid ${fault.pid})`] : []),
        ...(code === null ? [] : [`exit code ${code} is 128 + ${code - 128}`]),
        ...(dumped ? [`systemd-coredump saw its init (pid ${one.container.initPid}) dump core`] : []),
        ...(fault || dumped ? [] : ['no kernel line names its init: a program may also exit with that code by itself']),
      ],
      cites: [],
    }
  },
}

const sandboxDied: Rule = {
  id: 'sandbox-gone',
  says: 'It died in the same moment as its pod’s sandbox, by SIGKILL: the pod’s shared init was killed.',
  needs: 'exits with 137 of the sandbox and the container within 0.2 s, with no stop asked',
  confidence: 'likely',
  conclude({ one, code, diedAt }) {
    if (code !== 137 || diedAt === null) return undefined
    const sandbox = one.ofPod.find(
      (e): e is EventOf<'runtime.exit'> =>
        e.type === 'runtime.exit' && e.containerId === one.container.sandboxId && Math.abs((e.exitedAt ?? e.time ?? 0) - diedAt) <= 200,
    )
    if (!sandbox) return undefined
    return {
      cause: 'killed',
      confidence: 'likely',
      headline: 'killed together with its pod’s sandbox; who killed that is not in the log',
      why: ['its sandbox died of SIGKILL in the same moment; where the pod shares one pid namespace the kernel then kills every process in it'],
      cites: [sandbox],
    }
  },
}

const killedBySignal: Rule = {
  id: 'killed',
  says: 'It died of a signal that nobody asked the runtime to send: the sender is not in the log.',
  needs: 'an exit code of 128 + signal, and no stop, OOM kill or crash that explains it',
  confidence: 'likely',
  conclude({ one, code }) {
    const signal = signalOf(code)
    if (!one.end || one.end.synthetic || code === null || signal === undefined || OWN_MAKING.includes(signal)) return undefined
    return {
      cause: 'killed',
      confidence: 'likely',
      headline: `killed by ${signal}; the sender is not in the log`,
      why: [`exit code ${codeWords(code)}, and no line asks for its stop before`],
      cites: [],
    }
  },
}

const madeUp: Rule = {
  id: 'code-made-up',
  says: 'It ended while nobody was watching: the only exit code is one that the runtime or the kubelet made up.',
  needs: 'an exit code that its source marks as made up, and nothing that proves more',
  confidence: 'certain',
  conclude({ one }) {
    if (!one.end?.synthetic) return undefined
    return {
      cause: 'unknown',
      confidence: 'certain',
      headline: `it ended unseen; exit code ${one.end.code} was made up by ${one.end.codeFrom}`,
      why: [`${one.end.codeFrom} lost sight of the container and made up exit code ${one.end.code}`],
      cites: [],
    }
  },
}

const exitedZero: Rule = {
  id: 'completed',
  says: 'It exited by itself with 0.',
  needs: 'exit code 0 (also an exit line that omits a zero status) and no stop before it',
  confidence: 'certain',
  conclude({ one, code }) {
    if (!one.end || code !== 0) return undefined
    const survived = one.kills.length > 0 ? ['an OOM kill inside it did not end it'] : []
    return {
      cause: 'completed',
      confidence: 'certain',
      headline: 'exited by itself with 0',
      why: [`${from(one.end.codeFrom)} reports exit code 0 and no line asks for its stop before`, ...survived],
      cites: [],
    }
  },
}

const exitedWithError: Rule = {
  id: 'error',
  says: 'It exited by itself with a code other than 0.',
  needs: 'an exit code that stands for no signal, and no stop before it',
  confidence: 'certain',
  conclude({ one, code }) {
    if (!one.end || code === null) return undefined
    return {
      cause: 'error',
      confidence: 'certain',
      headline: `exited by itself with ${code}`,
      why: [`${from(one.end.codeFrom)} reports exit code ${code} and no line asks for its stop before`],
      cites: [],
    }
  },
}

const endedSomehow: Rule = {
  id: 'unknown',
  says: 'It ended, and the log does not say how.',
  needs: 'a line that reports the end, and none with a code or a reason',
  confidence: 'certain',
  conclude({ one }) {
    return {
      cause: 'unknown',
      confidence: 'certain',
      headline: `${containerWords(one)} ended; the log does not say how`,
      why: ['its end is reported without an exit code, and no line asks for its stop before'],
      cites: [],
    }
  },
}

const from = (source: string | null) => source ?? 'the log'

/** Rules that must come before any other. */
export const firstRules: readonly Rule[] = [neverRan, rebooted]

/** Rules that conclude from the exit code alone, after all others. */
export const exitRules: readonly Rule[] = [
  madeUp,
  sandboxDied,
  fatalSignal,
  killedBySignal,
  exitedZero,
  exitedWithError,
  endedSomehow,
]
