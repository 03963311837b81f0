// Kernel log, mm/oom_kill.c dump_tasks(): the head of the tasks table, since 2.6.25. Its columns changed in 3.7, 4.0,
// 4.15 and 6.8, with backports, so rows are read by this head and never by the kernel's version.
import type { MessageParser } from '../../src/model/parser.js'
import { KERNEL } from '../shared/programs.js'

const HEAD = /^\[ *pid *\] +uid +tgid +total_vm +rss /

export const kernelOomTaskTable: MessageParser = {
  id: 'kernel-oom-task-table',
  source: 'kernel',
  reads: [{ message: 'the columns of the tasks table', since: '2.6.25' }],
  programs: KERNEL,
  needles: ['total_vm'],
  parse(message) {
    if (!HEAD.test(message)) return undefined
    const columns = message.replace(/[[\]]/g, ' ').trim().split(/ +/)
    return columns.at(-1) === 'name' ? { type: 'oom.table', columns } : undefined
  },
  samples: [
    {
      version: '6.8',
      message:
        '[  pid  ]   uid  tgid total_vm      rss rss_anon rss_file rss_shmem pgtables_bytes swapents oom_score_adj name',
      fact: {
        type: 'oom.table',
        columns: [
          'pid',
          'uid',
          'tgid',
          'total_vm',
          'rss',
          'rss_anon',
          'rss_file',
          'rss_shmem',
          'pgtables_bytes',
          'swapents',
          'oom_score_adj',
          'name',
        ],
      },
    },
    {
      version: '4.19',
      message: '[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name',
      fact: {
        type: 'oom.table',
        columns: [
          'pid',
          'uid',
          'tgid',
          'total_vm',
          'rss',
          'pgtables_bytes',
          'swapents',
          'oom_score_adj',
          'name',
        ],
      },
    },
    {
      version: '3.10',
      message: '[ pid ]   uid  tgid total_vm      rss nr_ptes swapents oom_score_adj name',
      fact: {
        type: 'oom.table',
        columns: ['pid', 'uid', 'tgid', 'total_vm', 'rss', 'nr_ptes', 'swapents', 'oom_score_adj', 'name'],
      },
    },
    {
      version: '2.6.32',
      message: '[ pid ]   uid  tgid total_vm      rss cpu oom_adj name',
      fact: {
        type: 'oom.table',
        columns: ['pid', 'uid', 'tgid', 'total_vm', 'rss', 'cpu', 'oom_adj', 'name'],
      },
    },
  ],
  nearMisses: [
    {
      message: '[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swap',
      because: 'cut: columns are missing',
    },
    { message: 'Tasks state (memory values in pages):', because: 'the caption' },
  ],
}
