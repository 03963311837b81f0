import type { EventOf } from '../model/event.js'
import { formatBytes } from '../model/quantity.js'
import { signalName } from '../model/signal.js'
import { because, lastSegment, processOf, type Sayings, short } from './sayings.js'

export const kernelSayings: Sayings<'kernel'> = {
  'kernel.oom_invoked': (e) => `OOM killer called by ${e.manual ? 'hand (SysRq f)' : short(e.invoker)}`,
  'kernel.oom_kill': (e) => KILLS[e.seenAs](e),
  'kernel.oom_group': (e) => `OOM: all of ${lastSegment(e.cgroup)} is killed (memory.oom.group)`,
  'kernel.oom_reaped': (e) =>
    e.unable
      ? `could not take back the memory of ${processOf(e.name, e.pid)}`
      : `took back the memory of ${processOf(e.name, e.pid)}`,
  'kernel.fatal_signal': (e) =>
    `${processOf(e.name, e.pid)} hit by ${signalName(e.signal) ?? `signal ${e.signal}`}, ${faultWords(e)}`,
  'kernel.fork_rejected': (e) => `refused a fork: process limit of ${lastSegment(e.cgroup.path)} reached`,
  'kernel.boot': (e) => `node booted${e.release === null ? '' : `, Linux ${short(e.release)}`}`,
  'kernel.panic': (e) => `kernel panic${because(e.reason)}`,
}

const KILLS: Readonly<
  Record<EventOf<'kernel.oom_kill'>['seenAs'], (e: EventOf<'kernel.oom_kill'>) => string>
> = {
  killed: (e) => {
    const { pid, name, rssBytes } = e.victim
    return `OOM-killed ${short(name)} (pid ${pid}${rssBytes === null ? '' : `, ${formatBytes(rssBytes)}`})${atLimit(e)}`
  },
  summary: (e) => `chose ${processOf(e.victim.name, e.victim.pid)} for the OOM kill${atLimit(e)}`,
  reaped: (e) => `took back the memory of ${processOf(e.victim.name, e.victim.pid)}, OOM-killed before`,
  exiting: (e) => `OOM: ${processOf(e.victim.name, e.victim.pid)} was dying already${atLimit(e)}`,
}

/** The kind of fault and its detail, which may begin with the same words. */
function faultWords({ kind, detail }: EventOf<'kernel.fatal_signal'>): string {
  return detail?.startsWith(KINDS[kind]) ? short(detail) : `${KINDS[kind]}${because(detail)}`
}

const KINDS: Readonly<Record<EventOf<'kernel.fatal_signal'>['kind'], string>> = {
  segfault: 'segmentation fault',
  gpf: 'general protection fault',
  trap: 'trap',
  audit: 'told by audit',
  seccomp: 'forbidden system call (seccomp)',
  coredump: 'core dumped',
  fault: 'fault',
}

function atLimit(e: EventOf<'kernel.oom_kill'>): string {
  const size = e.limitBytes === null ? '' : ` ${formatBytes(e.limitBytes)}`
  switch (e.scope) {
    case 'container':
      return `, container limit${size}`
    case 'pod':
      return `, pod limit${size}`
    case 'node':
      return e.constraint === 'memcg' ? `, limit of all pods${size}` : ', node out of memory'
    case 'other':
      return e.oomCgroup === null ? '' : `, limit${size} of ${lastSegment(e.oomCgroup)}`
    case null:
      break
  }
  return ''
}
