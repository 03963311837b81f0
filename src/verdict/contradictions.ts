import type { Event } from '../model/event.js'
import type { Contradiction, ContradictionId } from '../model/termination.js'
import { clockOf, disputeWords, findDisputes } from './clocks.js'
import { bystanderKill } from './oom-report.js'
import type { Brief } from './rule.js'

/** Two claims that the lines make about one death, with the lines; `judge` turns them into indexes. */
export interface Dispute {
  readonly id: ContradictionId
  readonly says: string
  readonly lines: readonly Event[]
}

/** The claims about this death that cannot both be the whole truth. */
export function findContradictions(brief: Brief): readonly Dispute[] {
  return [
    oomKilledWithCode(brief),
    killAgainstEvent(brief),
    codesDiffer(brief),
    statusUnknown(brief),
    clocksDiffer(brief),
  ].filter((dispute) => dispute !== undefined)
}

function oomKilledWithCode({ one, code }: Brief): Dispute | undefined {
  const oom = one.own.find(
    (e) => e.type === 'runtime.oom' || (e.type === 'kubelet.container_finished' && e.reason === 'OOMKilled'),
  )
  if (!oom || (code !== 0 && code !== 143)) return undefined
  const because =
    one.kills.length > 0
      ? 'a process in it was OOM-killed, which did not end it'
      : bystanderKill(one, oom)
        ? 'the victim was in another container of its pod'
        : 'no kernel line names a victim in it'
  return {
    id: code === 0 ? 'oomkilled-exit-0' : 'oomkilled-exit-143',
    says: `the cluster may show OOMKilled, for an exit with ${code}: ${because}`,
    lines: [oom, ...one.kills.map((k) => k.kill)],
  }
}

function killAgainstEvent({ one }: Brief): Dispute | undefined {
  const event = one.own.find((e) => e.type === 'runtime.oom')
  const kernelSeen = one.coverage.sources.some((s) => s.source === 'kernel')
  if (
    one.kills.length > 0 &&
    !event &&
    one.end &&
    one.container.runtime === 'containerd' &&
    one.end.reports.some((e) => e.type === 'runtime.exit')
  ) {
    return {
      id: 'kernel-kill-without-taskoom',
      says: 'the kernel killed a process in it, and containerd reports no OOM event: the cluster may show Error instead of OOMKilled',
      lines: one.kills.map((k) => k.kill),
    }
  }
  if (event && one.kills.length === 0 && kernelSeen) {
    const sibling = bystanderKill(one, event)
    return {
      id: 'taskoom-without-kernel-kill',
      says: sibling
        ? `the runtime reports an OOM event for it, but the kernel’s victim was ${sibling.victim.name} (pid ${sibling.victim.pid}) in another container of its pod`
        : 'the runtime reports an OOM event for it, and no kernel line names a victim in it',
      lines: sibling ? [event, sibling] : [event],
    }
  }
  return undefined
}

function codesDiffer({ one }: Brief): Dispute | undefined {
  const codes = one.end?.codes ?? []
  const [first] = codes
  const other = codes.find((c) => c.code !== first?.code && c.from !== first?.from)
  if (!first || !other) return undefined
  return {
    id: 'exit-code-differs',
    says: `${first.from} says exit code ${first.code}, ${other.from} says ${other.code}`,
    lines: [first.event, other.event],
  }
}

function statusUnknown({ one }: Brief): Dispute | undefined {
  const status = one.own.find(
    (e) => e.type === 'kubelet.container_finished' && e.reason === 'ContainerStatusUnknown',
  )
  if (!status) return undefined
  return {
    id: 'container-status-unknown',
    says: 'exit code 137 with ContainerStatusUnknown: Kubernetes wrote it for a container it lost, nobody saw that exit',
    lines: [status],
  }
}

function clocksDiffer({ one }: Brief): Dispute | undefined {
  const disputes = findDisputes(one)
  const [first] = disputes
  if (!first) return undefined
  const own = first.event.origin?.raw
  const lines =
    own === undefined ? clockOf(first.event.time ?? 0) : own.slice(own.search(/\d\d:\d\d:\d\d/)).slice(0, 8)
  return {
    id: 'clock-differs',
    says: `the clocks disagree: the lines say ${lines}, ${disputes.map(disputeWords).join(', ')}; the order here is that of the lines`,
    lines: disputes.map((d) => d.event),
  }
}

/** Disputes with their lines as indexes into the evidence. */
export function indexContradictions(
  disputes: readonly Dispute[],
  evidence: readonly Event[],
): readonly Contradiction[] {
  return disputes.map(({ id, says, lines }) => ({
    id,
    says,
    evidence: lines.map((line) => evidence.indexOf(line)).filter((at) => at >= 0),
  }))
}
