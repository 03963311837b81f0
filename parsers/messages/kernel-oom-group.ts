// Kernel log, mm/memcontrol.c mem_cgroup_print_oom_group(): all of a cgroup is killed together, since 4.19 under
// cgroup v2. Stands behind the first victim's line; the kubelet asks for it since 1.28.
import type { MessageParser } from '../../src/model/parser.js'
import { readCgroup } from '../shared/cgroup.js'
import { KERNEL } from '../shared/programs.js'

const HEAD = 'Tasks in /'
const TAIL = ' are going to be killed due to memory.oom.group set'

export const kernelOomGroup: MessageParser = {
  id: 'kernel-oom-group',
  source: 'kernel',
  reads: [{ message: 'every process of the cgroup is killed (memory.oom.group)', since: '4.19' }],
  programs: KERNEL,
  needles: [TAIL],
  parse(message) {
    const end = message.lastIndexOf(TAIL)
    if (!message.startsWith(HEAD) || end < 0) return undefined
    return { type: 'oom.group', cgroup: readCgroup(message.slice(HEAD.length - 1, end)) }
  },
  samples: [
    {
      message:
        'Tasks in /kubepods.slice/kubepods-pod7d0f5b52_3c1e_4b8e_9a64_2f6f0c9a1b23.slice/cri-containerd-3f9c1d27a8b64e05f1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49382716.scope are going to be killed due to memory.oom.group set',
      fact: {
        type: 'oom.group',
        cgroup: {
          path: '/kubepods.slice/kubepods-pod7d0f5b52_3c1e_4b8e_9a64_2f6f0c9a1b23.slice/cri-containerd-3f9c1d27a8b64e05f1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49382716.scope',
          level: 'container',
          containerId: '3f9c1d27a8b64e05f1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49382716',
          podUid: '7d0f5b52-3c1e-4b8e-9a64-2f6f0c9a1b23',
          runtime: 'containerd',
        },
      },
    },
    {
      message: 'Tasks in /A1 are going to be killed due to memory.oom.group set',
      fact: {
        type: 'oom.group',
        cgroup: { path: '/A1', level: 'other', containerId: null, podUid: null, runtime: null },
      },
    },
  ],
  nearMisses: [
    { message: 'Tasks in /A1 are going to be killed due to mem', because: 'cut' },
    { message: 'Tasks state (memory values in pages):', because: 'the caption of the table' },
  ],
}
