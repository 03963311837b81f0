// The OOM controller of Talos Linux (`runtime.OOMController` in machined), since v1.12: under memory pressure it
// kills all processes of one cgroup, mostly a pod's, through `cgroup.kill`. It logs through zap to the kernel's log
// (`[talos] <message> {<json>}`, there the fields' order differs by version) and to its own
// (`<time>\t<LEVEL>\t<message>\t{<json>}`). Wording and fields are from the project's source; the lines around it
// (`OOM controller triggered`, `victim processes:`) name no cgroup.
import type { MessageParser } from '../../src/model/parser.js'
import { readCgroup } from '../shared/cgroup.js'
import { TALOS } from '../shared/programs.js'

const SENDING = 'Sending SIGKILL to cgroup'
/** The mount of the hierarchy, which no cgroup path of the kernel's or systemd's holds. */
const MOUNT = '/sys/fs/cgroup'

/** The `cgroup` field of the JSON object that ends the line; undefined where the object is cut. */
function readCgroupField(json: string): string | undefined {
  try {
    const fields: unknown = JSON.parse(json)
    if (typeof fields !== 'object' || fields === null || !('cgroup' in fields)) return undefined
    return typeof fields.cgroup === 'string' ? fields.cgroup : undefined
  } catch {
    return undefined
  }
}

const path = '/kubepods/burstable/pod7d0f5b52-3c1e-4b8e-9a64-2f6f0c9a1b23'
const uid = '7d0f5b52-3c1e-4b8e-9a64-2f6f0c9a1b23'
const kill = {
  type: 'talos.oom_kill',
  cgroup: { path, level: 'pod', containerId: null, podUid: uid, runtime: null },
  containerId: null,
  podUid: uid,
  says: SENDING,
} as const

export const talosOomKill: MessageParser = {
  id: 'talos-oom-kill',
  source: 'talos',
  reads: [{ message: 'the OOM controller killed a cgroup under memory pressure', since: 'Talos 1.12' }],
  programs: TALOS,
  needles: [SENDING],
  parse(message) {
    const at = message.indexOf(SENDING)
    const head = message.slice(0, Math.max(at, 0))
    const jsonAt = at + SENDING.length + 1
    const own = head === '[talos] ' || head === '' || head.endsWith('\t')
    if (at < 0 || !own || message[jsonAt] !== '{') return undefined
    const printed = readCgroupField(message.slice(jsonAt))
    if (!printed?.startsWith('/')) return undefined
    const cgroup = readCgroup(printed.startsWith(`${MOUNT}/`) ? printed.slice(MOUNT.length) : printed)
    const { containerId, podUid } = cgroup
    return { type: 'talos.oom_kill', cgroup, containerId, podUid, says: SENDING }
  },
  samples: [
    {
      message: `[talos] Sending SIGKILL to cgroup {"component": "controller-runtime", "controller": "runtime.OOMController", "cgroup": "/sys/fs/cgroup${path}"}`,
      version: '1.13',
      fact: kill,
    },
    {
      message: `[talos] Sending SIGKILL to cgroup {"cgroup": "/sys/fs/cgroup${path}"}`,
      version: '1.12',
      fact: kill,
    },
    {
      message: `2026-03-04T09:17:07.101Z\tWARN\tSending SIGKILL to cgroup\t{"component": "controller-runtime", "controller": "runtime.OOMController", "cgroup": "/sys/fs/cgroup${path}"}`,
      program: 'controller-runtime',
      version: "1.13, the service's own log",
      fact: kill,
    },
    {
      message:
        '[talos] Sending SIGKILL to cgroup {"component": "controller-runtime", "controller": "runtime.OOMController", "cgroup": "/sys/fs/cgroup/podruntime/kubelet"}',
      version: '1.13',
      fact: {
        type: 'talos.oom_kill',
        cgroup: {
          path: '/podruntime/kubelet',
          level: 'other',
          containerId: null,
          podUid: null,
          runtime: null,
        },
        containerId: null,
        podUid: null,
        says: SENDING,
      },
    },
  ],
  nearMisses: [
    {
      message:
        '[talos] OOM controller triggered {"component": "controller-runtime", "controller": "runtime.OOMController"}',
      because: 'it may find nothing to kill',
    },
    {
      message:
        '[talos] victim processes: {"component": "controller-runtime", "controller": "runtime.OOMController", "processes": []}',
      because: 'it names no cgroup',
    },
    {
      message:
        '[talos] failed to send SIGKILL {"cgroup": "/sys/fs/cgroup/kubepods/burstable", "error": "EPERM"}',
      because: 'nothing was killed',
    },
    {
      message: '[talos] Sending SIGKILL to cgroup {"cgroup": "/sys/fs/cgroup/kubepods/bestef',
      because: 'it is cut inside the path',
    },
  ],
}
