import type { Case, CaseKill } from '../model/case.js'
import type { Event, EventOf } from '../model/event.js'
import { signalName } from '../model/signal.js'
import { soonAfter } from './breath.js'
import type { Brief, Rule } from './rule.js'
import { isOwnMaking, ownMaking, signalOf } from './signals.js'
import { codeWords, containerWords, spanWords, victimWords } from './words.js'

/** The kernel's own line about a fatal signal of the container's init. */
function faultOfInit({ one }: Brief): EventOf<'kernel.fatal_signal'> | undefined {
  return one.own.find(
    (e): e is EventOf<'kernel.fatal_signal'> =>
      e.type === 'kernel.fatal_signal' && e.pid === one.container.initPid,
  )
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
    const error =
      failed.type === 'runtime.start_failed' || failed.type === 'kubelet.start_failed' ? failed.error : null
    const oom =
      one.kills.length > 0
        ? ['its start was OOM-killed: the memory limit is too low even for the runtime’s init']
        : []
    return {
      cause: 'start-failure',
      confidence: 'certain',
      headline: `it never ran: ${error === null ? 'the runtime could not start it' : gist(error)}`,
      why: ['the runtime reports that the start failed', ...oom],
      cites: [],
    }
  },
}

/** More of an error than a line holds tells nobody more. */
const GIST_LENGTH = 120

/** The last, most telling part of a chain of Go errors. */
function gist(error: string): string {
  const known =
    /(exec: .*|no such file or directory.*|permission denied.*|exec format error.*|executable file not found.*)/.exec(
      error,
    )
  const text = (known?.[0] ?? error).replace(/: unknown$/, '')
  if (text.length <= GIST_LENGTH) return text
  // Each link of the chain tells more than the one before it.
  const links = text.split(': ')
  let tail = links.pop() ?? ''
  for (let link = links.pop(); link !== undefined; link = links.pop()) {
    if (link.length + 2 + tail.length > GIST_LENGTH) break
    tail = `${link}: ${tail}`
  }
  return tail.slice(0, GIST_LENGTH)
}

const rebooted: Rule = {
  id: 'node-reboot',
  says: 'The node went down under it: it was running, and the next thing is a boot.',
  needs: 'a line that shows it running, a boot of the kernel after it, and no end in between',
  confidence: 'likely',
  conclude({ one }) {
    if (!one.boot) return undefined
    const goingDown = one.ofNode.filter(
      (e) => e.type === 'node.shutdown' && one.boot !== null && one.moment(e) <= one.moment(one.boot),
    )
    return {
      cause: 'node-reboot',
      confidence: 'likely',
      headline: 'the node rebooted under it',
      why: [
        'it was running, and no line reports its end before the next boot of the node',
        ...(goingDown.length > 0 ? ['the node was being shut down in good order'] : []),
      ],
      cites: [...goingDown, one.boot],
    }
  },
}

const fatalSignal: Rule = {
  id: 'crash',
  says: 'Its init process died of a fatal signal of its own making.',
  needs:
    'an exit code of 128 + SIGSEGV, SIGABRT, SIGILL, SIGBUS, SIGFPE, SIGSYS or SIGTRAP; certain with the kernel’s line for the init pid',
  confidence: 'certain',
  conclude(brief) {
    const { one, code } = brief
    if (!one.end || one.end.synthetic) return undefined
    const fault = faultOfInit(brief)
    const signal = code === null && fault ? signalName(fault.signal) : signalOf(code)
    if (!isOwnMaking(signal)) return undefined
    const dumped = dumpedCore(brief)
    return {
      cause: 'crash',
      confidence: fault || dumped ? 'certain' : 'likely',
      headline: `crashed: ${signal}`,
      why: [
        ...(fault ? [`the kernel reports ${signal} of its init, ${fault.name} (pid ${fault.pid})`] : []),
        ...(code === null ? [] : [`exit code ${code} is 128 + ${code - 128}`]),
        ...(dumped ? [`systemd-coredump saw its init (pid ${one.container.initPid}) dump core`] : []),
        ...(fault || dumped
          ? []
          : ['no kernel line names its init: a program may also exit with that code by itself']),
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
    if (code !== 137 || diedAt === null || one.container.sandbox) return undefined
    const sandbox = one.ofPod.find(
      (e): e is EventOf<'runtime.exit'> =>
        e.type === 'runtime.exit' &&
        e.containerId === one.container.sandboxId &&
        (e.exitStatus === null || e.exitStatus === 137) &&
        Math.abs((e.exitedAt ?? e.time ?? 0) - diedAt) <= 200,
    )
    if (!sandbox) return undefined
    return {
      cause: 'killed',
      confidence: 'likely',
      headline: 'killed together with its pod’s sandbox; who killed that is not in the log',
      why: [
        'its sandbox died of SIGKILL in the same moment; where the pod shares one pid namespace the kernel then kills every process in it',
      ],
      cites: [sandbox],
    }
  },
}

/** A node that goes down says so, and has stopped all within this time. */
const GOING_DOWN_MS = 90_000

const wentDown: Rule = {
  id: 'node-going-down',
  says: 'It ended while the node was going down, and nobody asked the runtime to stop it: systemd stops everything then.',
  needs:
    'logind’s or systemd’s line that the node shuts down or reboots, and an end within 90 s, with no stop asked',
  confidence: 'likely',
  conclude({ one, diedAt }) {
    if (!one.end || one.end.retold || diedAt === null) return undefined
    const says = one.ofNode.find(
      (e) =>
        e.type === 'node.shutdown' &&
        e.time !== null &&
        e.time <= diedAt + 1_000 &&
        diedAt - e.time <= GOING_DOWN_MS,
    )
    if (!says) return undefined
    return {
      cause: 'node-shutdown',
      confidence: 'likely',
      headline: 'ended because the node was being shut down',
      why: [
        'the node was shutting down, and no line asks the runtime to stop it: systemd does that to what still runs',
      ],
      cites: [says],
    }
  },
}

const killedBySignal: Rule = {
  id: 'killed',
  says: 'It died of a signal that nobody asked the runtime to send: the sender is not in the log.',
  needs: 'an exit code of 128 + signal, and no stop, OOM kill or crash that explains it',
  confidence: 'likely',
  conclude({ one, code, diedAt }) {
    const signal = signalOf(code)
    if (!one.end || code === null || signal === undefined || ownMaking(code)) return undefined
    return {
      cause: 'killed',
      confidence: one.end.retold ? 'possible' : 'likely',
      headline: `killed by ${signal}; the sender is not in the log`,
      why: [
        `exit code ${codeWords(code)}, and no line asks for its stop before`,
        ...survivedKills(one, diedAt),
      ],
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
    const restarted = one.ofNode.findLast(
      (e) => e.type === 'runtime.daemon' && isBefore(e, one.end?.at ?? null),
    )
    return {
      cause: 'unknown',
      confidence: 'certain',
      headline: `it ended unseen; exit code ${one.end.code} was made up`,
      why: [
        one.end.retold
          ? `the kubelet had just started: exit code ${one.end.code} is what it is given for a container that was lost`
          : `${from(one.end.codeFrom)} lost sight of the container and made up exit code ${one.end.code}`,
      ],
      cites: restarted ? [restarted] : [],
    }
  },
}

function isBefore({ time }: Event, end: number | null): boolean {
  return time === null || end === null || time <= end
}

const exitedZero: Rule = {
  id: 'completed',
  says: 'It exited by itself with 0.',
  needs: 'exit code 0 (also an exit line that omits a zero status) and no stop before it',
  confidence: 'certain',
  conclude({ one, code, diedAt }) {
    if (!one.end || code !== 0) return undefined
    return {
      cause: 'completed',
      confidence: one.end.retold ? 'likely' : 'certain',
      headline: 'exited by itself with 0',
      why: [
        `${from(one.end.codeFrom)} reports exit code 0, and no line asks for its stop before`,
        ...survivedKills(one, diedAt),
      ],
      cites: [],
    }
  },
}

const exitedWithError: Rule = {
  id: 'error',
  says: 'It exited by itself with a code other than 0.',
  needs: 'an exit code that stands for no signal, and no stop before it',
  confidence: 'certain',
  conclude(brief) {
    const { one, code, diedAt } = brief
    if (!one.end || code === null) return undefined
    const hit = one.kills.findLast((k) => soonAfter(k, brief))
    const reported = `${from(one.end.codeFrom)} reports exit code ${code}, and no line asks for its stop before`
    return {
      cause: 'error',
      confidence: one.end.retold ? 'likely' : 'certain',
      headline: `exited by itself with ${code}${hit ? ', right after a process in it was OOM-killed' : ''}`,
      why: hit
        ? [reported, `${killedWords(hit, diedAt)}: that is probably why it exited`]
        : [reported, ...survivedKills(one, diedAt, true)],
      cites: [],
    }
  },
}

/** `the kernel had OOM-killed worker (pid 1005, 64 MiB) in it 3 s before` */
function killedWords({ kill }: CaseKill, diedAt: number | null): string {
  const span = spanWords(kill.time, diedAt)
  return `the kernel had OOM-killed ${victimWords(kill)} in it${span === '' ? '' : ` ${span} before`}`
}

/** A process that ends in good order after its child was killed takes up to this long. */
const AFTER_KILL_MS = 10_000

/** The last OOM kill in it, which it outlived; what fails soon after one may fail for it. */
function survivedKills({ kills }: Case, diedAt: number | null, failed = false): readonly string[] {
  const last = kills.at(-1)
  if (!last) return []
  const { time } = last.kill
  const isRecent = failed && time !== null && diedAt !== null && diedAt - time <= AFTER_KILL_MS
  const all = kills.length === 1 ? '' : `, the last of ${kills.length} OOM kills`
  return [
    `${killedWords(last, diedAt)}${all}: it ${isRecent ? 'may have exited for that' : 'went on after that'}`,
  ]
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

const from = (source: string | null) => (source === 'kubelet' ? 'the kubelet' : (source ?? 'the log'))

/** Rules that must come before any other. */
export const firstRules: readonly Rule[] = [neverRan, rebooted]

/** Rules that conclude from the exit code alone, after all others. */
export const exitRules: readonly Rule[] = [
  madeUp,
  sandboxDied,
  fatalSignal,
  wentDown,
  killedBySignal,
  exitedZero,
  exitedWithError,
  endedSomehow,
]
