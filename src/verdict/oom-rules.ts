import type { Case, CaseKill } from '../model/case.js'
import type { EventOf } from '../model/event.js'
import type { LimitScope } from '../model/place.js'
import type { Cause } from '../model/termination.js'
import type { Brief, Finding, Rule } from './rule.js'
import { atLimit, codeWords, spanWords, victimWords } from './words.js'

const SIGKILL_CODE = 137
/** A container that ends this soon after a kill inside it ended with it. */
const BREATH_MS = 1_000
/** The runtime's OOM event and the exit it belongs to stand this close together. */
const OOM_EVENT_MS = 5_000

const causeOf = (scope: LimitScope | null): Cause =>
  scope === 'container' || scope === null ? 'oom-container' : scope === 'pod' ? 'oom-pod' : 'oom-node'

/** Milliseconds from the kill to the death; a whole-second stamp may be up to a second early. */
function sinceKill({ kill }: CaseKill, diedAt: number | null): number | null {
  if (kill.time === null || diedAt === null) return null
  const raw = diedAt - kill.time
  return raw > 0 ? Math.max(0, raw - (kill.stepMs >= 1000 ? kill.stepMs : 0)) : raw
}

function soonAfter(one: CaseKill, diedAt: number | null): boolean {
  const ms = sinceKill(one, diedAt)
  return ms !== null && ms <= BREATH_MS && ms >= -BREATH_MS
}

function found(kill: EventOf<'kernel.oom_kill'>, confidence: Finding['confidence'], headline: string, why: readonly string[]): Finding {
  return { cause: causeOf(kill.scope), confidence, headline, why, cites: [kill] }
}

const killSentence = (kill: EventOf<'kernel.oom_kill'>) => `the kernel killed ${victimWords(kill)} ${atLimit(kill)}`

/** Whether the victim was the init, and what shows it. */
function initWords({ isInit, older }: CaseKill): readonly string[] {
  if (isInit === true) return ['the victim was the container’s init process']
  if (isInit === null) return []
  const shown = older ? `: ${older.name} (pid ${older.pid}) is older and has the score that a container’s first process is given` : ''
  return [`the victim was not the container’s init process${shown}`]
}

const initKilled: Rule = {
  id: 'oom-init',
  says: 'The kernel OOM-killed the container’s init process: the container died of it.',
  needs: 'a kernel kill line whose pid is the init pid that the runtime prints',
  confidence: 'certain',
  conclude({ one, stop, code }) {
    const hit = one.kills.findLast((k) => k.isInit === true)
    if (!hit || !one.end) return undefined
    if (code !== null && code !== SIGKILL_CODE) return undefined
    const inStop = stop === null ? [] : ['a stop had been asked for before; the OOM kill came inside its grace period']
    return found(hit.kill, 'certain', `OOM-killed ${atLimit(hit.kill)}: ${victimWords(hit.kill)}`, [
      killSentence(hit.kill),
      `pid ${hit.kill.victim.pid} was the container’s init: the container ended with it`,
      ...inStop,
    ])
  },
}

const lastBreath: Rule = {
  id: 'oom-breath',
  says: 'The container ended a breath after the kernel OOM-killed a process in it, with the code that this leaves.',
  needs: 'a kernel kill line in the container’s cgroup, and its end within a second, with 137 or no code',
  confidence: 'likely',
  conclude({ one, stop, code, diedAt }) {
    if (!one.end || stop !== null || (code !== null && code !== SIGKILL_CODE)) return undefined
    const hit = one.kills.findLast((k) => soonAfter(k, diedAt))
    if (!hit) return undefined
    const gap = hit.kill.stepMs >= 1000 ? 'within a second' : `${spanWords(hit.kill.time, diedAt)} later`
    const who = hit.isInit === false ? 'the victim was not its init, which ended' : 'the container ended'
    const code137 = hit.isInit === false ? `${codeWords(SIGKILL_CODE)}, the code of its killed child` : codeWords(SIGKILL_CODE)
    const how = `${who} ${gap}${code === null ? '; no line carries its exit code' : ` with ${code137}`}`
    return found(hit.kill, 'likely', `OOM-killed ${atLimit(hit.kill)}: ${victimWords(hit.kill)}`, [killSentence(hit.kill), how])
  },
}

const lostEnd: Rule = {
  id: 'oom-code-lost',
  says: 'The kernel OOM-killed a process in the container, and the only exit code is one that the runtime made up.',
  needs: 'a kernel kill line in the container’s cgroup, and an end with a synthetic code',
  confidence: 'likely',
  conclude({ one, stop }) {
    const hit = one.kills.at(-1)
    if (!hit || !one.end?.synthetic || hit.isInit === false || stop !== null) return undefined
    return found(hit.kill, 'likely', `OOM-killed ${atLimit(hit.kill)}: ${victimWords(hit.kill)}`, [
      killSentence(hit.kill),
      `exit code ${one.end.code} was made up by ${one.end.codeFrom}: nobody saw the exit`,
    ])
  },
}

const killedInside: Rule = {
  id: 'oom-inside',
  says: 'The kernel OOM-killed a process in the container; the container’s own end is not in the log.',
  needs: 'a kernel kill line in the container’s cgroup and no line that reports the end',
  confidence: 'certain',
  conclude({ one }) {
    const hit = one.kills.findLast((k) => k.isInit === true) ?? one.kills.at(-1)
    if (!hit || one.end) return undefined
    return found(hit.kill, 'certain', `OOM-killed inside ${atLimit(hit.kill)}; its own end is not in the log`, [
      killSentence(hit.kill),
      ...initWords(hit),
    ])
  },
}

/** Whether the pod's sandbox had an OOM event at the same moment: then it was the pod's limit. */
function sandboxHadIt(one: Case, own: EventOf<'runtime.oom'>): boolean {
  return one.ofPod.some(
    (e) => e.type === 'runtime.oom' && e.time !== null && own.time !== null && Math.abs(e.time - own.time) <= BREATH_MS,
  )
}

const runtimeSaysOom: Rule = {
  id: 'oom-event',
  says: 'The runtime reported an OOM event for the container at its end with 137, and no kernel line tells more.',
  needs: 'a TaskOOM (or “OOM received”, or systemd’s “killed by the OOM killer”) within seconds of an end with 137 or without code',
  confidence: 'likely',
  conclude({ one, stop, code, diedAt }) {
    if (!one.end || stop !== null || one.kills.length > 0 || one.siblingKills.length > 0) return undefined
    if (code !== null && code !== SIGKILL_CODE) return undefined
    const oom = one.own.find(
      (e): e is EventOf<'runtime.oom'> =>
        e.type === 'runtime.oom' && e.time !== null && diedAt !== null && Math.abs(e.time - diedAt) <= OOM_EVENT_MS,
    )
    const scope = one.own.find((e) => e.type === 'systemd.scope_oom')
    if (!oom && !scope) return undefined
    const podLimit = oom !== undefined && sandboxHadIt(one, oom)
    const kernelSeen = one.coverage.sources.some((s) => s.source === 'kernel')
    return {
      cause: podLimit ? 'oom-pod' : 'oom-container',
      confidence: kernelSeen ? 'possible' : 'likely',
      headline: `OOM-killed, as ${oom ? 'the runtime' : 'systemd'} reports; no kernel line tells whose limit it was`,
      why: [
        oom ? 'the runtime had an OOM event of this container at its end' : 'systemd saw the OOM killer at work in its unit',
        ...(podLimit ? ['the pod’s sandbox had one at the same moment: the limit hit was the pod’s'] : []),
        ...(code === null ? [] : [`it exited with ${codeWords(code)}`]),
      ],
      cites: [],
    }
  },
}

const insideBySystemd: Rule = {
  id: 'oom-unit',
  says: 'systemd saw the OOM killer in the container’s unit; the container’s own end is not in the log.',
  needs: 'systemd’s “killed by the OOM killer” for the scope and no line that reports the end',
  confidence: 'likely',
  conclude({ one }) {
    if (one.end || one.kills.length > 0 || !one.own.some((e) => e.type === 'systemd.scope_oom')) return undefined
    return {
      cause: 'oom-container',
      confidence: 'possible',
      headline: 'a process in it was OOM-killed, as systemd reports; its own end is not in the log',
      why: ['systemd’s counter of OOM kills in the container’s unit went up'],
      cites: [],
    }
  },
}

/** A userspace killer took the container, or its init, within seconds of the death. */
function userspaceKill({ one, diedAt }: Brief) {
  const onlyPretends = one.ofNode.some((e) => e.type === 'earlyoom.dry_run')
  return one.own
    .concat(one.ofPod)
    .find(
      (e) =>
        (e.type === 'systemd.oomd_kill' || (e.type === 'earlyoom.kill' && !onlyPretends) || e.type === 'talos.oom_kill') &&
        (diedAt === null || e.time === null || Math.abs(e.time - diedAt) <= 2 * OOM_EVENT_MS),
    )
}

const USERSPACE = {
  'systemd.oomd_kill': 'systemd-oomd',
  'earlyoom.kill': 'earlyoom',
  'talos.oom_kill': 'the OOM controller of Talos',
} as const

const userspaceKiller: Rule = {
  id: 'oom-userspace',
  says: 'A userspace OOM killer (systemd-oomd, earlyoom, Talos) killed it because memory on the node was short.',
  needs: 'that killer’s own line, naming the container’s cgroup, its pod or its init pid, within seconds of the end',
  confidence: 'certain',
  conclude(brief) {
    const kill = userspaceKill(brief)
    if (!kill || !(kill.type in USERSPACE)) return undefined
    const who = USERSPACE[kill.type as keyof typeof USERSPACE]
    return {
      cause: 'oom-node',
      confidence: brief.one.end ? 'certain' : 'likely',
      headline: `killed by ${who}: memory on the node was short`,
      why: [`${who} says that it killed this container`, 'no kernel OOM line is to be expected: the kernel did not choose'],
      cites: [kill],
    }
  },
}

/** Rules that conclude from OOM kills. */
export const oomRules: readonly Rule[] = [
  initKilled,
  userspaceKiller,
  lostEnd,
  lastBreath,
  killedInside,
  insideBySystemd,
  runtimeSaysOom,
]
