import type { Event, EventOf } from '../model/event.js'
import { signalName } from '../model/signal.js'
import type { Brief, Finding, Rule } from './rule.js'
import { isOwnMaking, ownMaking, signalOf } from './signals.js'
import { survivedKills } from './survived.js'
import { untiedCrashes } from './untied.js'
import { SLACK_MS } from './times.js'
import { codeWords } from './words.js'

/** The kernel's own line about a fatal signal of the container's init. */
function faultOfInit({ one }: Brief): EventOf<'kernel.fatal_signal'> | undefined {
  return one.own.find(
    (e): e is EventOf<'kernel.fatal_signal'> =>
      e.type === 'kernel.fatal_signal' && e.pid === one.container.initPid,
  )
}

/** Crashes by that signal at the time of the end that no line ties to any container. */
function crashesNearby(brief: Brief, signal: string | undefined): readonly EventOf<'kernel.fatal_signal'>[] {
  return untiedCrashes(brief).filter((e) => signalName(e.signal) === signal)
}

/** systemd's crash handler saw the init dump core. */
function dumpedCore({ one }: Brief): boolean {
  return one.own.some((e) => e.type === 'systemd.coredump' && e.pid === one.container.initPid)
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
    const nearby = fault || dumped ? [] : crashesNearby(brief, signal)
    return {
      cause: 'crash',
      confidence: fault || dumped ? 'certain' : 'likely',
      headline: `crashed: ${signal}`,
      why: [
        ...(fault ? [`the kernel reports ${signal} of its init, ${fault.name} (pid ${fault.pid})`] : []),
        ...(code === null ? [] : [`exit code ${code} is 128 + ${code - 128}`]),
        ...(dumped ? [`systemd-coredump saw its init (pid ${one.container.initPid}) dump core`] : []),
        ...nearby.map(
          (e) =>
            `the kernel reports ${signal} of ${e.name} (pid ${e.pid}) at that time: perhaps a child or a thread of it`,
        ),
        ...(fault || dumped || nearby.length > 0
          ? []
          : ['no kernel line names its init: a program may also exit with that code by itself']),
      ],
      cites: nearby,
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

/** A node that goes down says so; systemd gives every unit 90 s to stop, and kills what is left. */
const GOING_DOWN_MS = 100_000

const wentDown: Rule = {
  id: 'node-going-down',
  says: 'It ended while the node was going down, and nobody asked the runtime to stop it: systemd stops everything then.',
  needs:
    'logind’s or systemd’s line that the node shuts down or reboots, and an end within 100 s, with no stop asked',
  confidence: 'likely',
  conclude({ one, diedAt }) {
    if (!one.end || one.end.retold || diedAt === null) return undefined
    const says = one.ofNode.find(
      (e) =>
        e.type === 'node.shutdown' &&
        e.time !== null &&
        e.time <= diedAt + SLACK_MS &&
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

/** dockerd gives its containers 15 s, or the longest of their own times. */
const SHUTTING_DOWN_MS = 60_000

const dockerdDown: Rule = {
  id: 'dockerd-going-down',
  says: 'It ended while dockerd shut down: without live-restore that stops all of its containers.',
  needs:
    'dockerd’s word with the end that it was shutting down, or an end between two of its lines about its shutdown within a minute, with no stop asked',
  confidence: 'likely',
  conclude({ one, code, diedAt }) {
    if (!one.end || one.end.retold || diedAt === null || one.container.runtime !== 'docker') return undefined
    if (ownMaking(code)) return undefined
    const told = one.own.filter((e) => e.type === 'runtime.exit' && e.daemonStopping)
    if (told.length > 0) return wentWithDockerd(told)
    const ofDocker = one.ofNode.filter(
      (e): e is EventOf<'runtime.daemon'> =>
        e.type === 'runtime.daemon' && e.runtime === 'docker' && e.time !== null,
    )
    const before = ofDocker.findLast((e) => one.moment(e) <= diedAt)
    const after = ofDocker.find((e) => e !== before && one.moment(e) >= diedAt)
    if (before?.phase !== 'stopping' || after?.phase !== 'stopping') return undefined
    if (one.moment(after) - one.moment(before) > SHUTTING_DOWN_MS) return undefined
    return wentWithDockerd([before, after])
  },
}

function wentWithDockerd(cites: readonly Event[]): Finding {
  return {
    cause: 'stopped',
    confidence: 'likely',
    headline: 'stopped: the container runtime itself was stopped',
    why: ['it ended while dockerd shut down, which stops its containers unless live-restore is set'],
    cites,
  }
}

const stoppedBySystemd: Rule = {
  id: 'unit-timeout',
  says: 'systemd stopped its unit, and killed what was left in it after the time that it gives.',
  needs:
    'systemd’s “Failed with result ‘timeout’” of its scope, an end without code, or with 137 or 143, and no stop asked of the runtime',
  confidence: 'likely',
  conclude({ one, code }) {
    const line = one.own.find((e) => e.type === 'systemd.scope_ended' && e.result === 'timeout')
    const signal = signalOf(code)
    if (!one.end || !line || (code !== null && signal !== 'SIGKILL' && signal !== 'SIGTERM')) return undefined
    return {
      cause: 'killed',
      confidence: 'likely',
      headline: 'killed by systemd, which stopped its unit; why is not in the log',
      why: [
        'systemd stopped its unit, not the runtime: all processes in it got SIGTERM, and what was left SIGKILL',
        ...(code === null ? [] : [`exit code ${codeWords(code)}`]),
      ],
      cites: [line],
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

/** Rules that conclude from a signal that nobody asked the runtime to send. */
export const signalRules: readonly Rule[] = [
  sandboxDied,
  fatalSignal,
  wentDown,
  dockerdDown,
  stoppedBySystemd,
  killedBySignal,
]
