import type { Case, CaseKill } from '../model/case.js'
import type { EventOf } from '../model/event.js'
import type { LimitScope } from '../model/place.js'
import type { Cause } from '../model/termination.js'
import { gapWords, someTimeAfter, soonAfter } from './breath.js'
import { findOomReport, isToldWithEnd } from './oom-report.js'
import type { Finding, Rule } from './rule.js'
import { sentSigkill } from './stop.js'
import { atLimit, codeWords, victimWords } from './words.js'

const SIGKILL_CODE = 137
/** The kills of one sweep (`memory.oom.group`) stand this close together. */
const SWEEP_MS = 10_000
/** A runtime that was not there reports what it missed up to this long after it. */
const MISSED_MS = 10 * 60_000

const causeOf = (scope: LimitScope | null): Cause =>
  scope === 'container' || scope === null ? 'oom-container' : scope === 'pod' ? 'oom-pod' : 'oom-node'

function found(
  kill: EventOf<'kernel.oom_kill'>,
  confidence: Finding['confidence'],
  headline: string,
  why: readonly string[],
): Finding {
  return { cause: causeOf(kill.scope), confidence, headline, why, cites: [kill] }
}

const killHeadline = (kill: EventOf<'kernel.oom_kill'>) => `OOM-killed ${atLimit(kill)}: ${victimWords(kill)}`

const killSentence = (kill: EventOf<'kernel.oom_kill'>) =>
  `the kernel killed ${victimWords(kill)} ${atLimit(kill)}`

/** Whether the victim was the init, and what shows it. */
function initWords({ isInit, alone, older }: CaseKill): readonly string[] {
  if (alone) return ['the report lists no other process of the container: the victim was its init']
  if (isInit === true) return ['the victim was the container’s init process']
  if (isInit === null) return []
  const shown = older
    ? `: ${older.name} (pid ${older.pid}) is older and has the score that a container’s first process is given`
    : ''
  return [`the victim was not the container’s init process${shown}`]
}

/** The kill that a sweep of the whole container began with; undefined where the kill is none of such a sweep. */
function sweepOf({ kill }: CaseKill, { own, kills }: Case): CaseKill | undefined {
  const isNear = (time: number | null) =>
    time === null || kill.time === null || Math.abs(time - kill.time) <= SWEEP_MS
  const ofAll = own.some((e) => e.type === 'kernel.oom_group' && isNear(e.time))
  return ofAll ? kills.find((k) => k.kill.group && isNear(k.kill.time)) : undefined
}

const initKilled: Rule = {
  id: 'oom-init',
  says: 'The kernel OOM-killed the container’s init process, or all of its processes: the container died of it.',
  needs:
    'a kernel kill line whose pid is the init pid that the runtime prints, or whose report lists no other process of the container; or the line that all tasks of its cgroup are killed (memory.oom.group)',
  confidence: 'certain',
  conclude(brief) {
    const { one, stop, code } = brief
    if (!one.end || (code !== null && code !== SIGKILL_CODE)) return undefined
    const hit =
      one.kills.findLast((k) => k.isInit === true) ??
      one.kills.findLast(
        (k) => k.isInit === null && sweepOf(k, one) && (soonAfter(k, brief) || someTimeAfter(k, brief)),
      )
    if (!hit) return undefined
    const chosen = sweepOf(hit, one)
    const { kill } = chosen ?? hit
    const { pid } = hit.kill.victim
    const init = hit.alone
      ? `no other process was in the container: pid ${pid} was its init, and it ended with it`
      : hit.isInit
        ? `pid ${pid} was the container’s init: the container ended with it`
        : 'its init was one of them: the container ended with it'
    return found(kill, 'certain', killHeadline(kill), [
      killSentence(kill),
      ...(chosen ? ['with it the kernel killed every process of the container (memory.oom.group)'] : []),
      init,
      ...(stop ? ['a stop had been asked for before; the OOM kill came inside its grace period'] : []),
    ])
  },
}

const lastBreath: Rule = {
  id: 'oom-breath',
  says: 'The container ended a breath after the kernel OOM-killed a process in it, with the code that this leaves.',
  needs:
    'a kernel kill line in the container’s cgroup, and its end within a second (two more where only the kubelet reports it), with 137, or with no code where the victim may have been its init; possible where the lines bear no times, and it ended behind the kill with 137',
  confidence: 'likely',
  conclude(brief) {
    const { one, stop, code, diedAt } = brief
    if (!one.end || (code !== null && code !== SIGKILL_CODE)) return undefined
    // A stop that did not come to SIGKILL leaves another code.
    if (stop && (stop.escalated || stop.wholeSandbox || code === null || sentSigkill(stop))) return undefined
    // A child's kill without a code behind it leaves open whether its container ended of that.
    const soon = one.kills.findLast((k) => soonAfter(k, brief) && (code !== null || k.isInit !== false))
    const isOpen = soon === undefined && stop === null && code !== null
    const hit = isOpen ? one.kills.findLast((k) => someTimeAfter(k, brief)) : soon
    if (!hit) return undefined
    const gap = gapWords(hit, diedAt)
    const who = hit.isInit === false ? 'the victim was not its init, which ended' : 'the container ended'
    const code137 =
      hit.isInit === false
        ? `${codeWords(SIGKILL_CODE)}, the code of its killed child`
        : codeWords(SIGKILL_CODE)
    const how = `${who} ${gap}${code === null ? '; no line carries its exit code' : ` with ${code137}`}`
    return found(hit.kill, isOpen ? 'possible' : 'likely', killHeadline(hit.kill), [
      killSentence(hit.kill),
      how,
      ...(isOpen ? ['how long after the kill no line tells: they bear no times'] : []),
      ...(stop ? ['a stop had been asked for before, but its grace period was not over'] : []),
    ])
  },
}

const lostEnd: Rule = {
  id: 'oom-code-lost',
  says: 'The kernel OOM-killed a process in the container while its runtime was away: nobody saw the end.',
  needs:
    'a kernel kill line in the container’s cgroup up to ten minutes before an end with a made-up code, or before an end without one that comes together with the runtime’s first OOM event; possible where the lines bear no times',
  confidence: 'likely',
  conclude(brief) {
    const { one, stop, code, diedAt } = brief
    const hit = one.kills.at(-1)
    if (!hit || !one.end || code !== null || hit.isInit === false || stop !== null) return undefined
    if (diedAt !== null && hit.kill.time !== null && diedAt - hit.kill.time > MISSED_MS) return undefined
    if (!one.end.synthetic && (soonAfter(hit, brief) || !isToldWithEnd(hit, brief))) return undefined
    const unseen = one.end.synthetic
      ? `exit code ${one.end.code} was made up: nobody saw the exit`
      : `the runtime tells of the kill and of the end only together, ${gapWords(hit, diedAt)}: it was away before`
    const confidence = someTimeAfter(hit, brief) ? 'possible' : 'likely'
    return found(hit.kill, confidence, killHeadline(hit.kill), [killSentence(hit.kill), unseen])
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
    return found(
      hit.kill,
      'certain',
      `OOM-killed inside, ${atLimit(hit.kill)}; its own end is not in the log`,
      [killSentence(hit.kill), ...initWords(hit)],
    )
  },
}

const reportedOom: Rule = {
  id: 'oom-event',
  says: 'The runtime, systemd, the kubelet or the kernel’s line of a whole group reported an OOM kill for the container’s end with 137, and no kernel line tells more.',
  needs:
    'a TaskOOM (or “OOM received”, systemd’s “killed by the OOM killer”, the reason OOMKilled, the line that all tasks of its cgroup are killed) within seconds of an end with 137 or without code; a TaskOOM up to five minutes late, or without a time, makes it possible',
  confidence: 'likely',
  conclude(brief) {
    const { one, stop, code } = brief
    if (!one.end || stop !== null || one.kills.length > 0) return undefined
    if (code !== null && code !== SIGKILL_CODE) return undefined
    const report = findOomReport(brief)
    if (!report) return undefined
    const kernelSeen = one.coverage.sources.some((s) => s.source === 'kernel')
    const kernelSilent = kernelSeen && report.by !== 'the kernel'
    return {
      cause: report.podLimit ? 'oom-pod' : 'oom-container',
      confidence: kernelSilent || report.late ? 'possible' : 'likely',
      headline: `OOM-killed, as ${report.by} reports; no kernel line tells whose limit it was`,
      why: [
        report.says,
        ...(report.podLimit
          ? ['the pod’s sandbox had one at the same moment: the limit hit was the pod’s']
          : []),
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
  confidence: 'possible',
  conclude({ one }) {
    if (one.end || one.kills.length > 0 || !one.own.some((e) => e.type === 'systemd.scope_oom'))
      return undefined
    return {
      cause: 'oom-container',
      confidence: 'possible',
      headline: 'a process in it was OOM-killed, as systemd reports; its own end is not in the log',
      why: ['systemd’s counter of OOM kills in the container’s unit went up'],
      cites: [],
    }
  },
}

/** Rules that conclude from the kernel's OOM kills, and from those who saw one. */
export const initRules: readonly Rule[] = [initKilled]
export const kernelRules: readonly Rule[] = [lostEnd, lastBreath, killedInside, insideBySystemd, reportedOom]
