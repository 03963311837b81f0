// Kernel log, mm/memcontrol.c: the memory cgroup whose statistics follow, since 3.9. Up to 5.2 they stand on the
// same line and a line follows for each cgroup below; later on lines of their own that are not read.
import type { MessageParser } from '../../src/model/parser.js'
import { readCgroup } from '../shared/cgroup.js'
import { KERNEL } from '../shared/programs.js'

const HEAD = 'Memory cgroup stats for '
/** Behind the path: nothing since 5.3, `cache:` before. A path may hold colons. */
const STATS = ': cache:'
/** rsyslog writes the newline of 5.3–6.4's one record so, /dev/kmsg as `\x0a`. */
const BREAKS = [':#012', ':\\x0a', ':\n']

export const kernelOomStats: MessageParser = {
  id: 'kernel-oom-stats',
  source: 'kernel',
  reads: [{ message: 'the memory cgroup that a report is about', since: '3.9' }],
  programs: KERNEL,
  needles: [HEAD],
  parse(message) {
    if (!message.startsWith(`${HEAD}/`)) return undefined
    const ends = [STATS, ...BREAKS].map((text) => message.indexOf(text)).filter((at) => at >= 0)
    const whole = message.trimEnd()
    const end = ends.length > 0 ? Math.min(...ends) : whole.length - 1
    if (whole[end] !== ':') return undefined
    return { type: 'oom.stats', cgroup: readCgroup(message.slice(HEAD.length, end)) }
  },
  samples: [
    {
      version: '5.15',
      message:
        'Memory cgroup stats for /kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod5931aa75_4603_4e65_b552_7c71cf55cfb5.slice:',
      fact: {
        type: 'oom.stats',
        cgroup: {
          path: '/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod5931aa75_4603_4e65_b552_7c71cf55cfb5.slice',
          level: 'pod',
          containerId: null,
          podUid: '5931aa75-4603-4e65-b552-7c71cf55cfb5',
          runtime: null,
        },
      },
    },
    {
      version: '4.14',
      message:
        'Memory cgroup stats for /docker/3f9c1d27a8b64e05f1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49382716: cache:108KB rss:204340KB rss_huge:0KB mapped_file:4KB',
      fact: {
        type: 'oom.stats',
        cgroup: {
          path: '/docker/3f9c1d27a8b64e05f1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49382716',
          level: 'container',
          containerId: '3f9c1d27a8b64e05f1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49382716',
          podUid: null,
          runtime: 'docker',
        },
      },
    },
    {
      version: '5.10 through rsyslog',
      message: 'Memory cgroup stats for /system.slice/nginx.service:#012anon 209354752#012file 135168',
      fact: {
        type: 'oom.stats',
        cgroup: {
          path: '/system.slice/nginx.service',
          level: 'other',
          containerId: null,
          podUid: null,
          runtime: null,
        },
      },
    },
  ],
  nearMisses: [
    {
      message: 'Memory cgroup stats for /kubepods/burstable/pod7d0f5b52-3c1e-4b8e-9a64-2f6f0c9a1b23',
      because: 'cut: what stands below the pod may be missing',
    },
    { message: 'Memory cgroup stats for the node: none', because: 'no path' },
  ],
}
