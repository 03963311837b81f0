// Kernel log, mm/memcontrol.c mem_cgroup_print_oom_meminfo(): what the cgroup whose limit was hit used, since 2.6.29.
// `memory+swap` and `kmem` tell of cgroup v1, `swap` of v2.
import type { MessageParser } from '../../src/model/parser.js'
import { KERNEL } from '../shared/programs.js'
import { isUnlimited, readKb } from '../shared/size.js'

/** Somebody may have left out what stands behind the limit. */
const HEAD =
  /^(memory|memory\+swap|swap|kmem): usage \d{1,20}kB, limit \d{1,20}kB, (?:failcnt (\d{1,20})|[a-z]{0,7} ?(?:…|\.{3}))$/

export const kernelOomUsage: MessageParser = {
  id: 'kernel-oom-usage',
  source: 'kernel',
  reads: [{ message: 'usage and limit of the memory cgroup that ran out', since: '2.6.29' }],
  programs: KERNEL,
  needles: ['memory: usage ', 'swap: usage ', 'kmem: usage '],
  parse(message) {
    const [, of, failures] = HEAD.exec(message.trimEnd()) ?? []
    const usage = readKb(message, 'usage ')
    const limit = readKb(message, 'limit ')
    if (of === undefined || usage === null || limit === null) return undefined
    return {
      type: 'oom.usage',
      of: of as 'memory' | 'memory+swap' | 'swap' | 'kmem',
      usageBytes: usage,
      limitBytes: isUnlimited(limit) ? null : limit,
      failures: failures === undefined ? null : Number(failures),
    }
  },
  samples: [
    {
      message: 'memory: usage 102400kB, limit 102400kB, failcnt 6402',
      fact: { type: 'oom.usage', of: 'memory', usageBytes: 104857600, limitBytes: 104857600, failures: 6402 },
    },
    {
      version: 'shortened',
      message: 'memory: usage 102380kB, limit 102400kB, failc …',
      fact: {
        type: 'oom.usage',
        of: 'memory',
        usageBytes: 104837120,
        limitBytes: 104857600,
        failures: null,
      },
    },
    {
      version: 'cgroup v2',
      message: 'swap: usage 0kB, limit 9007199254740988kB, failcnt 0',
      fact: { type: 'oom.usage', of: 'swap', usageBytes: 0, limitBytes: null, failures: 0 },
    },
    {
      version: '3.10, res_counter',
      message: 'memory+swap: usage 102400kB, limit 18014398509481983kB, failcnt 0',
      fact: { type: 'oom.usage', of: 'memory+swap', usageBytes: 104857600, limitBytes: null, failures: 0 },
    },
    {
      version: '4.4',
      message: 'kmem: usage 220kB, limit 9007199254740991kB, failcnt 0',
      fact: { type: 'oom.usage', of: 'kmem', usageBytes: 225280, limitBytes: null, failures: 0 },
    },
  ],
  nearMisses: [
    { message: 'memory: usage 102400kB, limit 1024', because: 'cut inside the limit' },
    { message: 'memory: usage 102400kB, limit 102400kB, failcnt', because: 'cut before the count' },
    { message: 'kmem: usage 90% of node', because: 'another program’s line' },
  ],
}
