import type { Event, EventOf } from '../model/event.js'
import type { Brief, Rule } from './rule.js'

/** A process that is killed ends within this time. */
const ENDS_MS = 10_000
/** Whole-second stamps. */
const SLACK_MS = 1_000

export type UserspaceKill = EventOf<
  'systemd.oomd_kill' | 'systemd.scope_oom' | 'earlyoom.kill' | 'talos.oom_kill'
>

/** A userspace killer took the container, its pod or its init, within seconds before the death. */
export function findUserspaceKill(brief: Brief): UserspaceKill | undefined {
  const { one } = brief
  const isIts = (e: Event): e is UserspaceKill => isUserspaceKill(e) && concerns(e, brief)
  return one.own.find(isIts) ?? one.ofPod.find(isIts)
}

function concerns(kill: UserspaceKill, { one, diedAt }: Brief): boolean {
  const { time } = kill
  const isInTime = diedAt === null || time === null || (time <= diedAt + SLACK_MS && diedAt - time <= ENDS_MS)
  const onlyPretends = () => one.ofNode.some((e) => e.type === 'earlyoom.dry_run')
  return isInTime && !(kill.type === 'earlyoom.kill' && onlyPretends())
}

function isUserspaceKill(e: Event): e is UserspaceKill {
  if (e.type === 'systemd.scope_oom') return e.by === 'systemd-oomd'
  return e.type === 'systemd.oomd_kill' || e.type === 'earlyoom.kill' || e.type === 'talos.oom_kill'
}

const NAMES: { readonly [T in UserspaceKill['type']]: string } = {
  'systemd.oomd_kill': 'systemd-oomd',
  'systemd.scope_oom': 'systemd-oomd',
  'earlyoom.kill': 'earlyoom',
  'talos.oom_kill': 'the OOM controller of Talos',
}

export const userspaceKiller: Rule = {
  id: 'oom-userspace',
  says: 'A userspace OOM killer (systemd-oomd, earlyoom, Talos) killed it because memory on the node was short.',
  needs:
    'that killer’s own line (or systemd’s about it), naming the container’s cgroup, its pod or its init pid, within seconds of the end',
  confidence: 'certain',
  conclude(brief) {
    const kill = findUserspaceKill(brief)
    if (!kill) return undefined
    const who = NAMES[kill.type]
    return {
      cause: 'oom-node',
      confidence: brief.one.end ? 'certain' : 'likely',
      headline: `killed by ${who}: memory on the node was short${brief.one.end ? '' : '; its own end is not in the log'}`,
      why: [
        kill.type === 'systemd.scope_oom'
          ? 'systemd says that systemd-oomd killed processes of this container'
          : `${who} says that it killed ${targetWords(kill)}`,
        'no kernel OOM line is to be expected: the kernel did not choose',
      ],
      cites: [kill],
    }
  },
}

function targetWords(kill: Exclude<UserspaceKill, { readonly type: 'systemd.scope_oom' }>): string {
  if (kill.type === 'earlyoom.kill')
    return `${kill.name ?? 'a process'} (pid ${kill.pid}), the container’s init`
  return kill.containerId === null ? 'its whole pod' : 'this container'
}
