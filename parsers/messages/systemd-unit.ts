// systemd's system manager on the services that run containers: how their main process ended, their result, their
// stop, start and restart. v219 words its results otherwise than v229 and newer. A restarted runtime does not kill
// its containers by itself (its shims live on); a stopped kubelet never does.
import type { FactOf } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { nodeUnitNeedles, readNodeUnit } from '../shared/node-unit.js'
import { SYSTEMD } from '../shared/programs.js'
import { isSystemManager } from '../shared/system-manager.js'

type UnitFact = FactOf['systemd.unit_failed']
type Telling = Pick<UnitFact, 'says'> & Partial<UnitFact>

const EXITED =
  /^[Mm]ain process exited, code=(exited|killed|dumped), status=(\d{1,3})\/([A-Za-z0-9+_-]{1,32}|n\/a)$/
const FAILED = /^Failed with result '([a-z-]{1,40})'\.$/
const KILLING = /^Killing process \d{1,10} \(.{1,64}\) with signal (SIG[A-Z0-9+]{2,10})\.$/
const TIMED_OUT = /^State '[a-z-]{1,40}' timed out\. (?:Killing|Terminating)\.$/
const RESTARTS = [
  /^Scheduled restart job, restart counter is at \d{1,10}\.$/,
  /^Service RestartSec=\S{1,40} expired, scheduling restart\.$/,
  /^Service hold-off time over, scheduling restart\.$/,
]

/** `<unit>: <text>` */
function readState(text: string): Telling | undefined {
  const exited = EXITED.exec(text)
  if (exited) {
    const [, code = '', number = '', name = ''] = exited
    const died = code !== 'exited'
    return {
      says: 'main-process-exited',
      code,
      status: died ? null : Number(number),
      signal: died && name !== 'n/a' ? `SIG${name}` : null,
    }
  }
  const result = FAILED.exec(text)?.[1]
  if (result !== undefined) return { says: 'failed', result }
  const signal = KILLING.exec(text)?.[1]
  if (signal !== undefined) return { says: 'killing', signal }
  if (TIMED_OUT.test(text)) return { says: 'killing' }
  return RESTARTS.some((shape) => shape.test(text)) ? { says: 'restart' } : undefined
}

/** What stands around the unit or its description in a line of another shape; the last three are v219's. */
const FRAMES: readonly {
  readonly before: string
  readonly after: string
  readonly says: UnitFact['says']
}[] = [
  { before: 'Started ', after: '.', says: 'started' },
  { before: 'Stopping ', after: '...', says: 'stopping' },
  { before: 'Stopped ', after: '.', says: 'stopped' },
  { before: 'Failed to start ', after: '.', says: 'failed' },
  { before: 'Unit ', after: ' entered failed state.', says: 'failed' },
  { before: '', after: ' holdoff time over, scheduling restart.', says: 'restart' },
  { before: '', after: ' stop-sigterm timed out. Killing.', says: 'killing' },
]

function fact(unit: string, telling: Telling): UnitFact {
  return {
    type: 'systemd.unit_failed',
    unit,
    code: null,
    status: null,
    signal: null,
    result: null,
    ...telling,
  }
}

function readFrame(message: string): UnitFact | undefined {
  for (const { before, after, says } of FRAMES) {
    if (!message.startsWith(before) || !message.endsWith(after)) continue
    const unit = readNodeUnit(message.slice(before.length, -after.length))
    if (unit !== undefined) return fact(unit, { says })
  }
  return undefined
}

export const systemdUnit: MessageParser = {
  id: 'systemd-unit',
  source: 'systemd',
  reads: [
    { message: 'the main process of a kubelet or runtime ended', since: 'systemd 219' },
    {
      message: 'a kubelet or runtime failed, was stopped, killed, started or restarted',
      since: 'systemd 219',
    },
  ],
  programs: SYSTEMD,
  pid: 1,
  needles: nodeUnitNeedles,
  parse(message, envelope) {
    if (!isSystemManager(envelope)) return undefined
    const framed = readFrame(message)
    if (framed) return framed
    const colon = message.indexOf(': ')
    const unit = colon > 0 ? readNodeUnit(message.slice(0, colon)) : undefined
    if (unit === undefined || !unit.endsWith('.service')) return undefined
    const telling = readState(message.slice(colon + 2))
    return telling && fact(unit, telling)
  },
  samples: [
    {
      message: 'kubelet.service: main process exited, code=exited, status=255/n/a',
      version: '219',
      fact: fact('kubelet.service', { says: 'main-process-exited', code: 'exited', status: 255 }),
    },
    {
      message: 'Unit kubelet.service entered failed state.',
      version: '219',
      fact: fact('kubelet.service', { says: 'failed' }),
    },
    {
      message: 'kubelet.service holdoff time over, scheduling restart.',
      version: '219',
      fact: fact('kubelet.service', { says: 'restart' }),
    },
    {
      message: 'docker.service stop-sigterm timed out. Killing.',
      version: '219',
      fact: fact('docker.service', { says: 'killing' }),
    },
    {
      message: 'kubelet.service: Main process exited, code=exited, status=1/FAILURE',
      version: '249',
      fact: fact('kubelet.service', { says: 'main-process-exited', code: 'exited', status: 1 }),
    },
    {
      message: 'containerd.service: Main process exited, code=killed, status=9/KILL',
      version: '252',
      fact: fact('containerd.service', { says: 'main-process-exited', code: 'killed', signal: 'SIGKILL' }),
    },
    {
      message: 'crio.service: Main process exited, code=dumped, status=6/ABRT',
      version: '252',
      fact: fact('crio.service', { says: 'main-process-exited', code: 'dumped', signal: 'SIGABRT' }),
    },
    {
      message: "containerd.service: Failed with result 'oom-kill'.",
      version: '249',
      fact: fact('containerd.service', { says: 'failed', result: 'oom-kill' }),
    },
    {
      message: "k3s.service: Failed with result 'exit-code'.",
      version: '245',
      fact: fact('k3s.service', { says: 'failed', result: 'exit-code' }),
    },
    {
      message: "docker.service: State 'stop-sigterm' timed out. Killing.",
      version: '245',
      fact: fact('docker.service', { says: 'killing' }),
    },
    {
      message: 'containerd.service: Killing process 7231 (containerd-shim) with signal SIGKILL.',
      version: '245',
      fact: fact('containerd.service', { says: 'killing', signal: 'SIGKILL' }),
    },
    {
      message: 'kubelet.service: Scheduled restart job, restart counter is at 12.',
      version: '249',
      fact: fact('kubelet.service', { says: 'restart' }),
    },
    {
      message: 'rke2-agent.service: Service RestartSec=5s expired, scheduling restart.',
      version: '239',
      fact: fact('rke2-agent.service', { says: 'restart' }),
    },
    {
      message: 'kubelet.service: Service hold-off time over, scheduling restart.',
      version: '237',
      fact: fact('kubelet.service', { says: 'restart' }),
    },
    {
      message: 'Stopping kubelet.service - kubelet: The Kubernetes Node Agent...',
      version: '252',
      fact: fact('kubelet.service', { says: 'stopping' }),
    },
    {
      message: 'Stopped kubelet: The Kubernetes Node Agent.',
      version: '249',
      fact: fact('kubelet.service', { says: 'stopped' }),
    },
    {
      message: 'Stopped docker.service.',
      version: '249, status by name',
      fact: fact('docker.service', { says: 'stopped' }),
    },
    {
      message: 'Started Container Runtime Interface for OCI (CRI-O).',
      version: '239',
      fact: fact('crio.service', { says: 'started' }),
    },
    {
      message: 'Started Lightweight Kubernetes.',
      version: '245',
      fact: fact('Lightweight Kubernetes', { says: 'started' }),
    },
    {
      message: 'Failed to start Docker Application Container Engine.',
      version: '219 … 249',
      fact: fact('docker.service', { says: 'failed' }),
    },
  ],
  nearMisses: [
    {
      message: 'nginx.service: Main process exited, code=killed, status=9/KILL',
      because: 'the service runs no containers',
    },
    {
      message: 'kubelet.service: Control process exited, code=exited, status=1/FAILURE',
      because: 'a helper of the unit ended, not its main process',
    },
    {
      message: 'docker.service: Main process exited, code=killed, status=9/KILL',
      pid: 1402,
      because: "a user's manager runs another docker than the node's",
    },
    {
      message:
        'containerd.service: Found left-over process 7231 (containerd-shim) in control group while starting unit. Ignoring.',
      because: 'the process lives on',
    },
    {
      message: 'containerd.service: Unit process 7231 (containerd-shim) remains running after unit stopped.',
      because: 'the process lives on',
    },
    { message: 'Starting kubelet: The Kubernetes Node Agent...', because: 'it has not started yet' },
    { message: 'kubelet.service failed.', because: 'v219 says it right behind "entered failed state"' },
    { message: 'kubelet.service: Consumed 2h 4.1s CPU time.', because: 'it tells no end that matters' },
    { message: 'Started Session 12 of user root.', because: 'it is a login session' },
  ],
}
