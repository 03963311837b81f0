import type { EventOf } from '../model/event.js'
import { formatBytes, formatSeconds } from '../model/quantity.js'
import { formatNumber } from './count.js'
import { because, lastSegment, processOf, type Sayings, short } from './sayings.js'

/** What systemd, the userspace killers, the witnesses and the log itself say. */
export const systemSayings: Sayings<'node' | 'systemd' | 'earlyoom' | 'talos' | 'npd' | 'log'> = {
  'node.shutdown': (e) => `orderly shutdown${because(e.says)}`,
  'systemd.scope_oom': (e) =>
    e.by === 'systemd-oomd' ? 'killed by systemd-oomd' : 'a process in it was killed by the OOM killer',
  'systemd.scope_started': () => 'scope started',
  'systemd.scope_ended': (e) => {
    const told = [
      e.result !== null && e.result !== 'success' && e.result !== 'other' && `result ${e.result}`,
      e.wallSeconds !== null && `after ${formatSeconds(e.wallSeconds)}`,
      e.cpuSeconds !== null && `${formatSeconds(e.cpuSeconds)} of CPU`,
      e.memoryPeakBytes !== null && `memory peak ${formatBytes(e.memoryPeakBytes)}`,
    ].filter((part) => part !== false)
    return [ENDED[e.what], ...told].join(', ')
  },
  'systemd.unit_failed': (e) => {
    const told = [
      e.code !== null && `code ${short(e.code)}`,
      e.status !== null && `status ${e.status}`,
      e.signal !== null && short(e.signal),
      e.result !== null && `result ${short(e.result)}`,
    ].filter((part) => part !== false)
    return [`${short(e.unit)} ${e.says.replaceAll('-', ' ')}`, ...told].join(', ')
  },
  'systemd.oomd_kill': (e) => `systemd-oomd killed ${lastSegment(e.cgroup.path)}${because(e.why)}`,
  'systemd.coredump': (e) => `${processOf(e.name, e.pid)} dumped core`,
  'earlyoom.dry_run': () => 'a dry run: the signal was not sent',
  'earlyoom.kill': (e) =>
    `${e.signal ?? 'a signal'} sent to ${processOf(e.name, e.pid)}${e.rssBytes === null ? '' : `, ${formatBytes(e.rssBytes)}`}`,
  'talos.oom_kill': (e) => `out-of-memory handler${because(e.says)}`,
  'npd.oom': (e) => `repeats the kernel: ${processOf(e.name, e.pid)} was OOM-killed`,
  'log.gap': (e) => {
    const lost = e.lost === null ? 'lines' : `${formatNumber(e.lost)} lines`
    return `${lost} lost here${e.of === null ? '' : ` of ${short(e.of)}`}${because(e.says)}`
  },
}

const ENDED: Readonly<Record<EventOf<'systemd.scope_ended'>['what'], string>> = {
  scope: 'scope ended',
  rootfs: 'root file system unmounted',
  slice: "pod's slice removed",
}
