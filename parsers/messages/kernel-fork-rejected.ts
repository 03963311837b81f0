// Kernel log, kernel/cgroup/pids.c pids_can_fork(): a cgroup reached its limit of processes, since 4.8. Printed once
// per cgroup; nobody is killed, processes see EAGAIN.
import type { MessageParser } from '../../src/model/parser.js'
import { readCgroup } from '../shared/cgroup.js'
import { KERNEL } from '../shared/programs.js'

const HEAD = 'cgroup: fork rejected by pids controller in '

export const kernelForkRejected: MessageParser = {
  id: 'kernel-fork-rejected',
  source: 'kernel',
  reads: [{ message: 'a cgroup reached its limit of processes', since: '4.8' }],
  programs: KERNEL,
  needles: [HEAD],
  parse(message) {
    if (!message.startsWith(`${HEAD}/`)) return undefined
    const cgroup = readCgroup(message.slice(HEAD.length).trimEnd())
    // The path ends the record, so one without an id may be cut anywhere.
    const whole = cgroup.level !== 'container' || cgroup.containerId !== null
    const { containerId, podUid } = cgroup
    return whole ? { type: 'kernel.fork_rejected', cgroup, containerId, podUid } : undefined
  },
  samples: [
    {
      message:
        'cgroup: fork rejected by pids controller in /kubepods/burstable/pod7d0f5b52-3c1e-4b8e-9a64-2f6f0c9a1b23/3f9c1d27a8b64e05f1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49382716',
      fact: {
        type: 'kernel.fork_rejected',
        cgroup: {
          path: '/kubepods/burstable/pod7d0f5b52-3c1e-4b8e-9a64-2f6f0c9a1b23/3f9c1d27a8b64e05f1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49382716',
          level: 'container',
          containerId: '3f9c1d27a8b64e05f1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49382716',
          podUid: '7d0f5b52-3c1e-4b8e-9a64-2f6f0c9a1b23',
          runtime: null,
        },
        containerId: '3f9c1d27a8b64e05f1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49382716',
        podUid: '7d0f5b52-3c1e-4b8e-9a64-2f6f0c9a1b23',
      },
    },
    {
      message: 'cgroup: fork rejected by pids controller in /user.slice/user-1000.slice/session-2.scope',
      fact: {
        type: 'kernel.fork_rejected',
        cgroup: {
          path: '/user.slice/user-1000.slice/session-2.scope',
          level: 'other',
          containerId: null,
          podUid: null,
          runtime: null,
        },
        containerId: null,
        podUid: null,
      },
    },
  ],
  nearMisses: [
    { message: 'cgroup: fork rejected by pids controller in ', because: 'the path stands in another record' },
    {
      message:
        'cgroup: fork rejected by pids controller in /kubepods/pod7d0f5b52-3c1e-4b8e-9a64-2f6f0c9a1b23/3f9c1d27a8b64e05',
      because: 'cut inside the container’s id',
    },
  ],
}
