import type { EventOf } from '../model/event.js'
import { formatSeconds } from '../model/quantity.js'
import { exitMeaning } from './exit-phrase.js'
import { because, podLabel, type Sayings, short } from './sayings.js'

export const runtimeSayings: Sayings<'runtime'> = {
  'runtime.sandbox_created': (e) => `sandbox created for ${podLabel(e.pod) ?? 'a pod'}${attempt(e.attempt)}`,
  'runtime.container_created': (e) => {
    const pod = podLabel(e.pod)
    const as = e.name === null ? '' : ` as ${short(e.name)}`
    return `${e.phase === 'created' ? 'created' : 'creation asked'}${as}${pod === null ? '' : ` in ${pod}`}${attempt(e.attempt)}`
  },
  'runtime.container_started': (e) => `${STARTING[e.phase]}${e.pid === null ? '' : `, init is pid ${e.pid}`}`,
  'runtime.start_failed': (e) => `could not be started${because(e.error)}`,
  'runtime.oom': (e) => `OOM kill inside reported${e.runtime === 'containerd' ? ' (TaskOOM)' : ''}`,
  'runtime.exit': (e) => {
    const pid = e.pid === null ? '' : `, pid ${e.pid}`
    if (e.execId !== null)
      return `an exec in it ended${e.exitStatus === null ? '' : ` with ${e.exitStatus}`}${pid}`
    if (e.aftermath) return 'what it left is put away'
    if (e.exitStatus === null) return `exited, no code in this line${pid}`
    if (e.synthetic) return `exit ${e.exitStatus} made up by the runtime: the real code is lost${pid}`
    return `exited with ${exitMeaning(e.exitStatus)}${pid}`
  },
  'runtime.exit_unnamed': () => 'a container ended; the line does not say which',
  'runtime.compose_exit': (e) => `docker compose: ${short(e.name)} exited with ${exitMeaning(e.exitStatus)}`,
  'runtime.task_exit': (e) =>
    `swarm mode: a task exited with ${exitMeaning(e.exitStatus)}${e.unhealthy ? ', stopped as it was unhealthy' : ''}`,
  'runtime.sandbox_network': () => 'the network plugin was at work for this sandbox',
  'runtime.stop_requested': (e) =>
    `stop asked${e.target === 'sandbox' ? ' for the sandbox' : ''}${grace(e.timeoutSeconds)}`,
  'runtime.kill_sent': (e) => `${e.signal ?? 'a signal'} sent${e.escalated ? ', no grace left' : ''}`,
  'runtime.stopped': (e) => `${STOPPED[e.outcome]}${because(e.error)}`,
  'runtime.shim_gone': (e) => SHIM[e.says],
  'runtime.removed': (e) =>
    `${e.phase === 'removed' ? 'removed' : 'removal asked'}${e.forced ? ', forced' : ''}`,
  'runtime.daemon': (e) =>
    `${e.runtime} ${e.phase}${e.version === null ? '' : `, version ${short(e.version)}`}`,
}

/** `, 30 s of grace`; a hook before the stop may have used up more than there was. */
export function grace(seconds: number | null): string {
  if (seconds === null) return ''
  return seconds > 0 ? `, ${formatSeconds(seconds)} of grace` : `, no grace${seconds < 0 ? ' left' : ''}`
}

function attempt(n: number | null): string {
  return n === null || n === 0 ? '' : `, restart ${n}`
}

const STARTING: Readonly<Record<EventOf<'runtime.container_started'>['phase'], string>> = {
  requested: 'start asked',
  connecting: 'its shim is starting',
  started: 'started',
}

const STOPPED: Readonly<Record<EventOf<'runtime.stopped'>['outcome'], string>> = {
  stopped: 'stopped',
  failed: 'stop failed',
  'not-running': 'had ended before the stop',
}

const SHIM: Readonly<Record<EventOf<'runtime.shim_gone'>['says'], string>> = {
  disconnected: 'shim disconnected',
  'cleaning-up': 'cleaned up after its shim',
  reaped: 'shim reaped',
  'monitor-exited': 'its monitor ended',
}
