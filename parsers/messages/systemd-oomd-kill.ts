// systemd-oomd, since v247: it kills every process of a cgroup with SIGKILL. The kernel prints nothing of such a
// kill and the runtime sees a plain 137. From about v258 the cgroup is "marked for killing" and killed right after.
import type { MessageParser } from '../../src/model/parser.js'
import { readCgroup } from '../shared/cgroup.js'
import { SYSTEMD_OOMD } from '../shared/programs.js'

const FRAMES = [
  { before: 'Killed ', due: ' due to ' },
  { before: 'Marked ', due: ' for killing due to ' },
]

const id = '3f9c1d27a8b64e05f1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49382716'
const pod =
  '/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod7d0f5b52_3c1e_4b8e_9a64_2f6f0c9a1b23.slice'
const uid = '7d0f5b52-3c1e-4b8e-9a64-2f6f0c9a1b23'

export const systemdOomdKill: MessageParser = {
  id: 'systemd-oomd-kill',
  source: 'systemd-oomd',
  reads: [
    { message: 'a cgroup was killed because of memory pressure or used-up swap', since: 'systemd 247' },
    { message: 'a cgroup was marked for killing', since: 'systemd 258' },
  ],
  programs: SYSTEMD_OOMD,
  needles: ['Killed /', ' for killing due to '],
  parse(message) {
    for (const { before, due } of FRAMES) {
      if (!message.startsWith(`${before}/`)) continue
      const dueAt = message.indexOf(due)
      const why = message.slice(dueAt + due.length)
      if (dueAt < 0 || why === '') continue
      const cgroup = readCgroup(message.slice(before.length, dueAt))
      const { containerId, podUid } = cgroup
      return { type: 'systemd.oomd_kill', cgroup, containerId, podUid, why }
    }
    return undefined
  },
  samples: [
    {
      message: `Killed ${pod}/cri-containerd-${id}.scope due to memory pressure for /kubepods.slice being 95.51% > 60.00% for > 20s with reclaim activity`,
      version: '247',
      fact: {
        type: 'systemd.oomd_kill',
        cgroup: {
          path: `${pod}/cri-containerd-${id}.scope`,
          level: 'container',
          containerId: id,
          podUid: uid,
          runtime: 'containerd',
        },
        containerId: id,
        podUid: uid,
        why: 'memory pressure for /kubepods.slice being 95.51% > 60.00% for > 20s with reclaim activity',
      },
    },
    {
      message: `Killed ${pod} due to memory used (16304406528) / total (16600866816) and swap used (7730941952) / total (8589930496) being more than 90.00%`,
      version: '250',
      fact: {
        type: 'systemd.oomd_kill',
        cgroup: { path: pod, level: 'pod', containerId: null, podUid: uid, runtime: null },
        containerId: null,
        podUid: uid,
        why: 'memory used (16304406528) / total (16600866816) and swap used (7730941952) / total (8589930496) being more than 90.00%',
      },
    },
    {
      message:
        'Marked /user.slice/user-1000.slice/user@1000.service/app.slice/browser.0b6c51d2-7a3e-4c19-9f0e-2d8a4471c5e6.scope for killing due to memory pressure for /user.slice/user-1000.slice/user@1000.service being 71.34% > 50.00% for > 20s with reclaim activity',
      version: '258',
      fact: {
        type: 'systemd.oomd_kill',
        cgroup: {
          path: '/user.slice/user-1000.slice/user@1000.service/app.slice/browser.0b6c51d2-7a3e-4c19-9f0e-2d8a4471c5e6.scope',
          level: 'other',
          containerId: null,
          podUid: null,
          runtime: null,
        },
        containerId: null,
        podUid: null,
        why: 'memory pressure for /user.slice/user-1000.slice/user@1000.service being 71.34% > 50.00% for > 20s with reclaim activity',
      },
    },
  ],
  nearMisses: [
    {
      message:
        'Failed to kill any cgroup(s) under /kubepods.slice based on pressure: No such file or directory',
      because: 'nothing was killed',
    },
    { message: `Killed ${pod}`, because: 'it is cut before the path is known to be whole' },
    {
      message:
        'Killed process 21874 (java) total-vm:4195088kB, anon-rss:1043900kB, file-rss:12288kB, shmem-rss:0kB',
      because: "it is the kernel's kill",
    },
  ],
}
