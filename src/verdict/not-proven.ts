import type { Case } from '../model/case.js'
import type { Source } from '../model/coverage.js'
import type { Cause } from '../model/termination.js'
import { beginsWithEnd } from './begins-with-end.js'
import { mayNeverHaveRun } from './may-never-have-run.js'
import { lossesAround, oomNotRuledOut } from './oom-ruled-out.js'
import type { Brief, Finding } from './rule.js'
import { sentSigkill, statedReason } from './stop.js'
import { untiedKills } from './untied.js'
import { victimWords } from './words.js'

/** What the input cannot show about this death: one sentence each, the most consequential first. */
export function listNotProven(brief: Brief, finding: Finding): readonly string[] {
  const { one, stop, code } = brief
  const says: string[] = []
  const { cause } = finding
  const ended = one.end !== null

  if (!ended && cause !== 'node-reboot' && cause !== 'start-failure')
    says.push('whether the container ended: its exit is not in the input')
  if (one.own.length > 0 && one.own.every(({ time }) => time === null)) {
    says.push(
      brief.diedAt === null
        ? 'when it happened: its lines bear no time of day, and nothing ties them to one'
        : 'when all but its end happened: no other of its lines tells a time of day',
    )
  }
  if (one.end?.retold && !one.boot) {
    says.push('when it ended: only a kubelet that had just started reports it, and it reports old deaths too')
  }
  if (one.kills.length > 0 && one.kills.every((k) => k.isInit === null) && finding.confidence !== 'certain') {
    says.push('whether a victim was the container’s init process: no line tells which process that was')
  }
  if (cause === 'killed' || cause === 'completed' || cause === 'error') {
    const begin = beginsWithEnd(one)
    if (begin !== null) says.push(`whether a stop was asked for: ${begin}`)
  }
  if (cause === 'error' && mayNeverHaveRun(one)) {
    says.push('whether it ran at all: no line shows it running, and 128 is the code of a failed start, too')
  }
  if (cause === 'killed') {
    says.push(
      'who sent the signal: neither the kernel nor the runtime logs senders (an audit rule on kill would have)',
    )
    if (one.container.runtime === 'docker' && !rulesOutStop(one))
      says.push('whether it was a docker stop: docker logs none that succeeds')
    if (one.kills.length > 0) {
      says.push(
        'whether its init was killed itself: a shell passes on the code of a child that was OOM-killed before',
      )
    }
    if (!one.container.sandbox) says.push(...oomNotRuledOut(one))
  }
  if (cause === 'unknown' && ended) says.push(...oomNotRuledOut(one))
  if (cause === 'killed' || (cause === 'unknown' && ended)) {
    for (const kill of untiedKills(brief).slice(0, 2))
      says.push(
        `whether the OOM kill of ${victimWords(kill)} was in it: no line tells the victim’s container`,
      )
  }
  if (
    (cause === 'error' || cause === 'crash' || cause === 'completed') &&
    !sees(one, 'kubelet') &&
    !sees(one, 'runtime')
  ) {
    says.push('whether a stop was asked for: no kubelet or runtime lines in the input')
  }
  if (one.end?.synthetic) {
    says.push(
      `the real exit code: the ${one.end.code} reported${one.boot ? ' after the boot' : ''} was made up`,
    )
  } else if (ended && code === null && cause !== 'start-failure') {
    says.push(`the exit code: no line carries one${madeUpWords(one, cause)}`)
  }
  if (stop && ORDERLY.includes(cause) && !stop.escalated && code !== null && !STOP_CODES.includes(code)) {
    says.push(`whether the stop ended it: with exit code ${code} it may have been ending by itself`)
  }
  if (cause === 'stopped' && statedReason(stop) === null && finding.cites.length === 0) {
    says.push(...whyStopped(brief))
  }
  if (stop && ORDERLY.includes(cause) && wasKilledEarly(brief)) {
    says.push('who sent SIGKILL: the runtime sent none, and the grace period was not over')
  }
  if (cause === 'deletion') says.push('who deleted the pod: the node is not told')
  if (cause === 'oom-container' || cause === 'oom-pod') says.push(...limitNotTold(one))
  for (const { says: lost } of lossesAround(one).slice(0, 2)) says.push(`what the lost lines said: ${lost}`)
  return says
}

/** What lines of a kill that are missing would have told. */
function limitNotTold({ kills, own }: Case): readonly string[] {
  if (kills.length === 0) {
    const isSwept = own.some(({ type }) => type === 'kernel.oom_group')
    const missing = isSwept ? 'the kernel’s other lines about it are not' : 'no kernel lines about it'
    return [`whose limit was hit and which process was killed: ${missing} in the input`]
  }
  if (kills.some(({ kill }) => kill.scope !== null)) return []
  return ['whose limit was hit, its own or one above: the line of the kill alone does not tell']
}

const SIGKILL_CODE = 137
/** Whole-second stamps. */
const SLACK_MS = 1_000

/** Causes that say that somebody stopped it. */
const ORDERLY: readonly Cause[] = ['eviction', 'probe', 'deletion', 'stopped', 'preemption', 'node-shutdown']
/** What a stop leaves: the signal's default, a handler that ends well, Go's own end, SIGINT and SIGQUIT. */
const STOP_CODES = [0, 2, 129, 130, 131, 137, 143]

/** Kubernetes shows a code for containers of pods even where there is none. */
function madeUpWords({ pod }: Case, cause: Cause): string {
  if (pod === null) return ''
  return cause === 'eviction'
    ? '. The cluster may show 137 ContainerStatusUnknown, which Kubernetes writes for a container it lost; nobody saw that exit'
    : '. A 137 that the cluster shows with ContainerStatusUnknown is made up'
}

/** Docker says that nobody had stopped it. */
function rulesOutStop({ own }: Case): boolean {
  return own.some((e) => e.type === 'runtime.exit' && e.manuallyStopped === false)
}

function whyStopped({ one, stop }: Brief): readonly string[] {
  const isCri = one.container.runtime !== 'docker' && one.container.runtime !== 'podman'
  if (stop?.by === 'runtime' && isCri && !sees(one, 'kubelet')) {
    return ['why the stop was asked: no kubelet lines in the input']
  }
  return kubeletVerbosity(one) === 0
    ? ['why the stop was asked: the kubelet’s lines are at -v=0, which leaves out its reasons']
    : []
}

/** SIGKILL without a line of the runtime about it, in the midst of a grace period. */
function wasKilledEarly({ one, stop, code, diedAt }: Brief): boolean {
  if (!stop || code !== SIGKILL_CODE || one.container.sandbox || !stop.graceSeconds) return false
  const asked = stop.requestedAt
  return (
    !sentSigkill(stop) &&
    asked !== null &&
    diedAt !== null &&
    diedAt - asked < stop.graceSeconds * 1000 - SLACK_MS
  )
}

const sees = (one: Case, source: Source): boolean => one.coverage.sources.some((s) => s.source === source)

const kubeletVerbosity = (one: Case): number | null =>
  one.coverage.sources.find((s) => s.source === 'kubelet')?.verbosity ?? null
