// systemd's system manager on the scopes, root mounts and pod slices of containers (systemd cgroup driver; under
// cgroupfs only the mounts are told), and a user's manager on the scopes of rootless containers. How it names a unit in
// job lines depends on its status format: description (v219 … Ubuntu 22.04), name (COS, Flatcar), or both with ` - `
// between (Debian 12, Ubuntu 24.04 and newer).
// A scope has no main process: its end, also "successfully", says nothing about the exit code.
import type { FactOf } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { SYSTEMD } from '../shared/programs.js'
import { isSystemManager } from '../shared/system-manager.js'
import { readSize, readSpan } from '../shared/systemd-quantity.js'
import { readUnitName, type UnitPlace } from '../shared/unit-name.js'

type ScopeEnded = FactOf['systemd.scope_ended']
type ScopeStarted = FactOf['systemd.scope_started']
type Ending = Partial<Pick<ScopeEnded, 'result' | 'cpuSeconds' | 'wallSeconds' | 'memoryPeakBytes'>>

/** The quote closes it; whoever copies the line may leave the point. */
const FAILED = /^Failed with result '([a-z-]{1,40})'\.?$/
const KNOWN_RESULTS = ['oom-kill', 'timeout', 'resources'] as const
/** Description of a runc or crun container, which older managers print for the unit's name. */
const DESCRIBED = /^(?:libcontainer|libcrun|crun) container ([0-9a-f]{64})$/
const DESCRIBED_SLICE = /^libcontainer container (\S{1,250}\.slice)$/
/** v219 to v231 print the resources without a dot behind them. */
const RESOURCES = /^(?:Consumed \S.*|\S{1,20} memory peak)$/

function ended(unit: string, place: UnitPlace, ending: Ending): ScopeEnded {
  return {
    type: 'systemd.scope_ended',
    unit,
    containerId: place.containerId,
    podUid: place.podUid,
    what: place.what,
    result: null,
    cpuSeconds: null,
    wallSeconds: null,
    memoryPeakBytes: null,
    ...ending,
  }
}

/** `Consumed 152ms CPU time over 153ms wall clock time, 200M memory peak.` by the name of each item. */
function readResources(text: string): Ending | undefined {
  const plain = text.endsWith('.') ? text.slice(0, -1) : text
  if (!RESOURCES.test(plain)) return undefined
  let cpuSeconds: number | null = null
  let wallSeconds: number | null = null
  let memoryPeakBytes: number | null = null
  for (const item of plain.replace('Consumed ', '').split(', ')) {
    if (item.endsWith(' memory peak')) {
      memoryPeakBytes = readSize(item.slice(0, -' memory peak'.length)) ?? null
      continue
    }
    const [cpu, wall] = item.split(' CPU time')
    if (cpu === undefined || wall === undefined) continue
    cpuSeconds = readSpan(cpu) ?? null
    if (wall.startsWith(' over ') && wall.endsWith(' wall clock time')) {
      wallSeconds = readSpan(wall.slice(' over '.length, -' wall clock time'.length)) ?? null
    }
  }
  return cpuSeconds === null && memoryPeakBytes === null
    ? undefined
    : { cpuSeconds, wallSeconds, memoryPeakBytes }
}

function resultOf(printed: string): ScopeEnded['result'] {
  return KNOWN_RESULTS.find((known) => known === printed) ?? 'other'
}

/** `<unit>: <text>` — a unit's state. */
function readState(unit: string, text: string): ScopeEnded | undefined {
  const place = readUnitName(unit)
  if (!place) return undefined
  const peaceful = text === 'Deactivated successfully.' || text === 'Succeeded.'
  if (peaceful && place.what !== 'slice') return ended(unit, place, { result: 'success' })
  // A mount's own processes and failures are not its container's.
  if (place.what === 'rootfs') return undefined
  const failed = place.what === 'scope' ? FAILED.exec(text)?.[1] : undefined
  if (failed !== undefined) return ended(unit, place, { result: resultOf(failed) })
  const resources = readResources(text)
  return resources && ended(unit, place, resources)
}

/** v219: `Unit <unit> entered failed state.`, without the reason. */
const FELL = /^Unit (\S{1,250}\.scope) entered failed state\.$/

/** `Started <unit> - <description>.` — a job's end. */
function readJob(verb: string, object: string): ScopeEnded | ScopeStarted | undefined {
  const [unit = '', description = ''] = object.split(' - ', 2)
  if (verb === 'Removed slice') {
    const slice = DESCRIBED_SLICE.exec(unit)?.[1] ?? unit
    const place = readUnitName(slice)
    return place?.what === 'slice' ? ended(slice, place, {}) : undefined
  }
  const described = description === '' ? DESCRIBED.exec(unit)?.[1] : undefined
  const place: UnitPlace | undefined =
    described === undefined ? readUnitName(unit) : { what: 'scope', containerId: described, podUid: null }
  if (place?.what !== 'scope' || place.containerId === null) return undefined
  if (verb === 'Stopped') return ended(unit, place, {})
  return { type: 'systemd.scope_started', unit, containerId: place.containerId }
}

const VERBS = ['Started', 'Stopped', 'Removed slice']

function readLine(message: string): ScopeEnded | ScopeStarted | undefined {
  const colon = message.indexOf(': ')
  if (colon > 0) return readState(message.slice(0, colon), message.slice(colon + 2))
  const fallen = FELL.exec(message)?.[1]
  const place = fallen === undefined ? null : readUnitName(fallen)
  if (fallen !== undefined && place) return ended(fallen, place, { result: 'other' })
  const verb = VERBS.find((one) => message.startsWith(`${one} `))
  if (!verb || !message.endsWith('.')) return undefined
  return readJob(verb, message.slice(verb.length + 1, -1))
}

function isOfScope(fact: ScopeEnded | ScopeStarted | undefined): boolean {
  return fact?.type === 'systemd.scope_started' || fact?.what === 'scope'
}

const id = '3f9c1d27a8b64e05f1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49382716'
const uid = '7d0f5b52-3c1e-4b8e-9a64-2f6f0c9a1b23'
const scope = `cri-containerd-${id}.scope`
const mount = `run-containerd-io.containerd.runtime.v2.task-k8s.io-${id}-rootfs.mount`
const slice = `kubepods-burstable-pod${uid.replaceAll('-', '_')}.slice`
const ofScope: UnitPlace = { what: 'scope', containerId: id, podUid: null }
const ofMount: UnitPlace = { what: 'rootfs', containerId: id, podUid: null }
const ofSlice: UnitPlace = { what: 'slice', containerId: null, podUid: uid }

export const systemdScope: MessageParser = {
  id: 'systemd-scope',
  source: 'systemd',
  reads: [
    { message: "a container's scope started", since: 'systemd 219' },
    {
      message: "a container's scope ended, its root was unmounted, its pod's slice removed",
      since: 'systemd 219',
    },
    { message: 'CPU time and memory peak of a container or pod that ended', since: 'systemd 235' },
  ],
  programs: SYSTEMD,
  pid: 1,
  needles: [
    '.scope: ',
    '.scope.',
    '.scope - ',
    '.scope entered failed',
    'libcontainer container ',
    'crun container ',
    '-rootfs.mount: ',
    '.slice: ',
    'Removed slice ',
  ],
  parse(message, envelope) {
    const fact = readLine(message)
    return isSystemManager(envelope) || isOfScope(fact) ? fact : undefined
  },
  samples: [
    {
      message: `Started libcontainer container ${id}.`,
      version: '219 … 249',
      fact: { type: 'systemd.scope_started', unit: `libcontainer container ${id}`, containerId: id },
    },
    {
      message: `Started ${scope}.`,
      version: '249, status by name',
      fact: { type: 'systemd.scope_started', unit: scope, containerId: id },
    },
    {
      message: `Started ${scope} - libcontainer container ${id}.`,
      version: '252',
      fact: { type: 'systemd.scope_started', unit: scope, containerId: id },
    },
    {
      message: `Started crio-${id}.scope - crun container.`,
      version: '252',
      fact: { type: 'systemd.scope_started', unit: `crio-${id}.scope`, containerId: id },
    },
    {
      message: `${scope}: Deactivated successfully.`,
      version: '249',
      fact: ended(scope, ofScope, { result: 'success' }),
    },
    {
      message:
        'cri-containerd-f51267392f05152ad8ef082073f1b65abea345f4d4445cf079acd0d770374a1c.scope: Deactivated successfully.',
      version: '249',
      fact: ended(
        'cri-containerd-f51267392f05152ad8ef082073f1b65abea345f4d4445cf079acd0d770374a1c.scope',
        {
          what: 'scope',
          containerId: 'f51267392f05152ad8ef082073f1b65abea345f4d4445cf079acd0d770374a1c',
          podUid: null,
        },
        { result: 'success' },
      ),
    },
    {
      message: `docker-${id}.scope: Succeeded.`,
      version: '245',
      fact: ended(`docker-${id}.scope`, ofScope, { result: 'success' }),
    },
    {
      message: `Stopped libcontainer container ${id}.`,
      version: '219',
      fact: ended(`libcontainer container ${id}`, ofScope, {}),
    },
    {
      message: `Unit docker-${id}.scope entered failed state.`,
      version: '219',
      fact: ended(`docker-${id}.scope`, ofScope, { result: 'other' }),
    },
    {
      message: `${scope}: Failed with result 'oom-kill'.`,
      version: '252',
      fact: ended(scope, ofScope, { result: 'oom-kill' }),
    },
    {
      message: `${scope}: Failed with result 'timeout'.`,
      version: '245',
      fact: ended(scope, ofScope, { result: 'timeout' }),
    },
    {
      message: `${scope}: Failed with result 'timeout'`,
      version: '245, copied without its point',
      fact: ended(scope, ofScope, { result: 'timeout' }),
    },
    {
      message: `${scope}: Failed with result 'exit-code'.`,
      version: '255',
      fact: ended(scope, ofScope, { result: 'other' }),
    },
    {
      message: `${scope}: Consumed 4.523s CPU time.`,
      version: '245',
      fact: ended(scope, ofScope, { cpuSeconds: 4.523 }),
    },
    {
      message: `${scope}: Consumed 431ms CPU time`,
      version: '239',
      fact: ended(scope, ofScope, { cpuSeconds: 0.431 }),
    },
    {
      message: `${scope}: Consumed 15h 5min 35.215s CPU time, received 8.2K IP traffic, sent 1.1K IP traffic.`,
      version: '249',
      fact: ended(scope, ofScope, { cpuSeconds: 54_335.215 }),
    },
    {
      message: `${scope}: Consumed 1.204s CPU time, 40.5M memory peak, 0B memory swap peak.`,
      version: '255',
      fact: ended(scope, ofScope, { cpuSeconds: 1.204, memoryPeakBytes: 42_467_328 }),
    },
    {
      message: `${scope}: Consumed 152ms CPU time over 153ms wall clock time, 200M memory peak.`,
      version: '257',
      fact: ended(scope, ofScope, { cpuSeconds: 0.152, wallSeconds: 0.153, memoryPeakBytes: 209_715_200 }),
    },
    {
      message: `${scope}: 1.5G memory peak.`,
      version: '257, no CPU accounting',
      fact: ended(scope, ofScope, { memoryPeakBytes: 1_610_612_736 }),
    },
    {
      message: `${mount}: Deactivated successfully.`,
      version: '249',
      fact: ended(mount, ofMount, { result: 'success' }),
    },
    {
      message: `run-k3s-containerd-io.containerd.runtime.v2.task-k8s.io-${id}-rootfs.mount: Succeeded.`,
      version: '245',
      fact: ended(`run-k3s-containerd-io.containerd.runtime.v2.task-k8s.io-${id}-rootfs.mount`, ofMount, {
        result: 'success',
      }),
    },
    {
      message: `Removed slice libcontainer container ${slice}.`,
      version: '245',
      fact: ended(slice, ofSlice, {}),
    },
    {
      message: `Removed slice ${slice} - libcontainer container ${slice}.`,
      version: '252',
      fact: ended(slice, ofSlice, {}),
    },
    {
      message: `${slice}: Consumed 1d 3h 24min CPU time over 1w 2d 5h wall clock time, 96.2M memory peak, 4.4M memory swap peak.`,
      version: '257',
      fact: ended(slice, ofSlice, { cpuSeconds: 98_640, wallSeconds: 795_600, memoryPeakBytes: 100_873_011 }),
    },
  ],
  nearMisses: [
    {
      message: `run-containerd-runc-k8s.io-${id}-runc.Xy12ab.mount: Deactivated successfully.`,
      because: 'runc mounts itself for every exec: the container lives on',
    },
    {
      message: `run-docker-runtime\\x2drunc-moby-${id}-runc.q8Zr1T.mount: Succeeded.`,
      because: 'runc mounts itself for every exec: the container lives on',
    },
    {
      message: `Removed slice ${slice}.`,
      pid: 807,
      because: 'no pod is of a user',
    },
    {
      message: `${mount}: Succeeded.`,
      pid: 807,
      because: "a user's manager repeats the mount lines of the system's",
    },
    {
      message: `Started crio-conmon-${id}.scope.`,
      because: 'it is the monitor, not the container',
    },
    {
      message: `libpod-conmon-${id}.scope: Deactivated successfully.`,
      because: 'it is the monitor, not the container',
    },
    {
      message: `run-containerd-io.containerd.grpc.v1.cri-sandboxes-${id}-shm.mount: Deactivated successfully.`,
      because: "it is the sandbox's shared memory, which goes at another time",
    },
    {
      message: `Created slice libcontainer container ${slice}.`,
      because: 'it is the begin of a pod',
    },
    {
      message: `Starting libcontainer container ${id}.`,
      because: 'v219 says so before it started',
    },
    {
      message: `${scope}: A process of this unit has been killed by the OOM killer.`,
      because: 'it is no end: the others in it may live on',
    },
    {
      message: `cri-containerd-${id.slice(0, 60)}.scope: Deactivated successfully.`,
      because: 'the id is cut',
    },
    { message: 'session-12.scope: Consumed 2.045s CPU time.', because: 'it is a login session' },
    { message: 'Removed slice system-modprobe.slice.', because: 'it is no pod' },
  ],
}
