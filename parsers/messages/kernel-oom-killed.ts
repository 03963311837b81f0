// Kernel log, mm/oom_kill.c __oom_kill_process(): one line a victim, never rate-limited. The prefix came with 5.1
// (before, it stands on the line of the process selected), `UID … pgtables … oom_score_adj` with 5.4.
import type { MessageParser } from '../../src/model/parser.js'
import { takeOomPrefix } from '../shared/oom-prefix.js'
import { LONGEST_NAME } from '../shared/process-name.js'
import { KERNEL } from '../shared/programs.js'
import { readKb } from '../shared/size.js'

/** RHEL 6 prints the uid between pid and name. */
const HEAD = /^[Kk]illed process (\d{1,10})(?:, UID (\d{1,10}),)? \(/
/** What stands behind the name, which may itself hold brackets: the last one counts. RHEL 7 prints the uid here, OpenVZ the score. */
const SIZES = /\)(?:, UID (\d{1,10}),)? (?:score \d{1,10} )?(?:total-vm|vsz|vm):/g

/** anon + file + shmem in bytes, OpenVZ's sum of them; null where one that this version prints is cut off. */
function rssOf(sizes: string, anon: number | null): number | null {
  const whole = readKb(sizes, ', rss:')
  if (whole !== null) return whole
  const file = readKb(sizes, 'file-rss:')
  const shmem = readKb(sizes, 'shmem-rss:')
  if (anon === null || file === null || (shmem === null && /file-rss:\d+kB,/.test(sizes))) return null
  return anon + file + (shmem ?? 0)
}

const numberIn = (text: string, shape: RegExp): number | null => {
  const digits = shape.exec(text)?.[1]
  return digits === undefined ? null : Number(digits)
}

export const kernelOomKilled: MessageParser = {
  id: 'kernel-oom-killed',
  source: 'kernel',
  reads: [{ message: 'a process was killed because memory ran out', since: '2.6' }],
  programs: KERNEL,
  needles: ['Killed process ', 'killed process '],
  parse(message) {
    const { constraint, scope, rest } = takeOomPrefix(message)
    const head = HEAD.exec(rest)
    if (!head) return undefined
    const behind = rest.slice(head[0].length)
    const last = [...behind.matchAll(SIZES)].findLast(({ index }) => index <= LONGEST_NAME)
    const end = last?.index ?? behind.lastIndexOf(')', LONGEST_NAME)
    if (end < 0) return undefined
    const sizes = behind.slice(end)
    const anon = readKb(sizes, 'anon-rss:')
    const uid = head[2] ?? last?.[1]
    return {
      type: 'oom.killed',
      pid: Number(head[1]),
      name: behind.slice(0, end),
      uid: uid === undefined ? numberIn(sizes, / UID:(\d{1,10}) /) : Number(uid),
      constraint,
      ...(scope && { scope }),
      rssBytes: rssOf(sizes, anon),
      anonRssBytes: anon,
      totalVmBytes: readKb(sizes, 'total-vm:') ?? readKb(sizes, 'vsz:') ?? readKb(sizes, ' vm:'),
      oomScoreAdj: numberIn(sizes, / oom_score_adj:(-?\d{1,5})/),
    }
  },
  samples: [
    {
      version: '5.15',
      message:
        'Memory cgroup out of memory: Killed process 183960 (stress-ng-vm) total-vm:299192kB, anon-rss:93176kB, file-rss:316kB, shmem-rss:12kB, UID:0 pgtables:476kB oom_score_adj:1000',
      fact: {
        type: 'oom.killed',
        pid: 183960,
        name: 'stress-ng-vm',
        uid: 0,
        constraint: 'memcg',
        rssBytes: 95748096,
        anonRssBytes: 95412224,
        totalVmBytes: 306372608,
        oomScoreAdj: 1000,
      },
    },
    {
      version: '5.1',
      message:
        'Out of memory: Killed process 24798 (a (b) c) total-vm:33772kB, anon-rss:32512kB, file-rss:564kB, shmem-rss:0kB',
      fact: {
        type: 'oom.killed',
        pid: 24798,
        name: 'a (b) c',
        uid: null,
        constraint: 'global',
        rssBytes: 33869824,
        anonRssBytes: 33292288,
        totalVmBytes: 34582528,
        oomScoreAdj: null,
      },
    },
    {
      version: '3.10 (RHEL 7.8)',
      message:
        'Killed process 21874 (java), UID 1000, total-vm:4195088kB, anon-rss:1043900kB, file-rss:12288kB, shmem-rss:0kB',
      fact: {
        type: 'oom.killed',
        pid: 21874,
        name: 'java',
        uid: 1000,
        constraint: null,
        rssBytes: 1081536512,
        anonRssBytes: 1068953600,
        totalVmBytes: 4295770112,
        oomScoreAdj: null,
      },
    },
    {
      version: '2.6.32 (RHEL 6)',
      message: 'Killed process 2188, UID 27, (mysqld) total-vm:3330016kB, anon-rss:864176kB, file-rss:8072kB',
      fact: {
        type: 'oom.killed',
        pid: 2188,
        name: 'mysqld',
        uid: 27,
        constraint: null,
        rssBytes: 893181952,
        anonRssBytes: 884916224,
        totalVmBytes: 3409936384,
        oomScoreAdj: null,
      },
    },
    {
      version: '2.6.18',
      message: 'Out of memory: Killed process 6350 (apache2).',
      fact: {
        type: 'oom.killed',
        pid: 6350,
        name: 'apache2',
        uid: null,
        constraint: 'global',
        rssBytes: null,
        anonRssBytes: null,
        totalVmBytes: null,
        oomScoreAdj: null,
      },
    },
    {
      version: '2.6.32 (OpenVZ)',
      message:
        'Out of memory in UB 4711: OOM killed process 21738 (php-cgi) score 0 vm:281988kB, rss:17004kB, swap:0kB',
      fact: {
        type: 'oom.killed',
        pid: 21738,
        name: 'php-cgi',
        uid: null,
        constraint: 'memcg',
        scope: 'other',
        rssBytes: 17412096,
        anonRssBytes: null,
        totalVmBytes: 288755712,
        oomScoreAdj: null,
      },
    },
    {
      version: '5.15, glued to the next record',
      message:
        'Out of memory: Killed process 2188 (mysqld) total-vm:3330016kB, anon-rss:864176kB, file-rss:8072kB, shmem-rss:0kB, UID:27 pgtables:40kB oom_score_adj:0[  818.35] Out of memory: Killed process 2189 (sh) total-vm:1kB, anon-rss:1kB, file-rss:1kB, shmem-rss:0kB, UID:0 pgtables:40kB oom_score_adj:5',
      fact: {
        type: 'oom.killed',
        pid: 2188,
        name: 'mysqld',
        uid: 27,
        constraint: 'global',
        rssBytes: 893181952,
        anonRssBytes: 884916224,
        totalVmBytes: 3409936384,
        oomScoreAdj: 0,
      },
    },
    ...(['out of ', 'of '] as const).map((front) => ({
      version: '5.4, broken before it',
      message: `${front}memory: Killed process 20168 (kvm)total-vm:5556908kB, anon-rss:1978036kB, file-rss:31684kB,`,
      fact: {
        type: 'oom.killed',
        pid: 20168,
        name: 'kvm',
        uid: null,
        constraint: front === 'out of ' ? 'memcg' : null,
        rssBytes: null,
        anonRssBytes: 2025508864,
        totalVmBytes: 5690273792,
        oomScoreAdj: null,
      } as const,
    })),
    {
      version: '4.14, cut',
      message:
        'Killed process 1637 (yolo4ocv_arm) total-vm:95556kB, anon-rss:65732kB, file-rss:12kB, shmem-r',
      fact: {
        type: 'oom.killed',
        pid: 1637,
        name: 'yolo4ocv_arm',
        uid: null,
        constraint: null,
        rssBytes: null,
        anonRssBytes: 67309568,
        totalVmBytes: 97849344,
        oomScoreAdj: null,
      },
    },
  ],
  nearMisses: [
    {
      message: 'init: failsafe main process (747) killed by TERM signal',
      because: 'upstart ends a job at every boot',
    },
    {
      message:
        'New status generated: reason OOMKilling: Memory cgroup out of memory: Killed process 183960 (stress-ng-vm) total-vm:299192kB',
      because: 'a program repeating the line',
    },
    { message: 'Killed process 1637 (yolo4oc', because: 'cut inside the name' },
    { message: 'Killed process group 1637 (worker)', because: 'not the OOM killer’s words' },
  ],
}
