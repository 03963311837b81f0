import { describe, expect, it } from 'vitest'
import { messages } from '../parsers/index.js'
import { takePrintk } from '../parsers/shared/printk.js'
import { createInterpreter } from '../src/events/interpret.js'
import { eventOf, type Occurrence, type Standing } from '../src/events/occurrence.js'
import { createOomGatherer } from '../src/events/oom-report.js'
import type { EventOf } from '../src/model/event.js'
import type { Fact } from '../src/model/fact.js'

const { interpret } = createInterpreter(messages)

const isPiece = (fact: Fact): fact is Extract<Fact, { readonly type: `oom.${string}` }> =>
  fact.type.startsWith('oom.')

const ENVELOPE = { id: 'bare', stamp: null, host: 'node-a', program: 'kernel', pid: null }

/** Kernel lines with or without a printk stamp, through the parsers and one node's gatherer. */
function gather(lines: readonly string[]) {
  const gatherer = createOomGatherer()
  const occurrences: Occurrence[] = []
  for (const [index, text] of lines.entries()) {
    const { sinceBoot, message } = takePrintk(text)
    const envelope = { ...ENVELOPE, sinceBoot, message }
    const line = { file: 'kern.log', number: index + 1, offset: index, text }
    const at: Standing = { envelope, line, position: index, log: null, mark: null }
    const fact = interpret(envelope, gatherer.reportOpen)
    if (fact && isPiece(fact)) occurrences.push(...gatherer.next(fact, at))
    else if (gatherer.reportOpen) occurrences.push(...gatherer.pass(at))
  }
  const { reportOpen, wantsAll } = gatherer
  const { events: last, problems } = gatherer.end()
  const events = [...occurrences, ...last].map(({ happening, at }) => eventOf(happening, at))
  const kills = events.filter((e): e is EventOf<'kernel.oom_kill'> => e.type === 'kernel.oom_kill')
  return { events, kills, problems, reportOpen, wantsAll }
}

const A = '3f9c1d27a8b64e05f1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49382716'
const B = '8471f80af7984ef5d596dc9959c1d8f8b38fe0ac2b323dbbce301a05d836e45b'
const POD = '/kubepods/burstable/pod7d0f5b52-3c1e-4b8e-9a64-2f6f0c9a1b23'
const UID = '7d0f5b52-3c1e-4b8e-9a64-2f6f0c9a1b23'

interface Shape {
  readonly pid?: number
  readonly name?: string
  readonly cgroup?: string
  readonly limit?: string
  readonly limitKb?: number
  readonly pageKb?: number
  readonly at?: number
}

const stamped = (at: number, lines: readonly string[]) =>
  lines.map((line, index) => `[${(at + index / 1e5).toFixed(6)}] ${line}`)

/** A report as 6.18 prints it; the invoker is the victim's sibling with the pid below. */
function report({
  pid = 21874,
  name = 'java',
  cgroup = `${POD}/${A}`,
  limit = cgroup,
  limitKb = 32768,
  pageKb = 4,
  at = 100,
}: Shape = {}) {
  const rss = 32384 / pageKb
  return stamped(at, [
    `${name} invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=968`,
    `CPU: 1 UID: 0 PID: ${pid - 1} Comm: ${name} Not tainted 6.18.44 #1 PREEMPT(none) `,
    'Call Trace:',
    ' <TASK>',
    ' dump_stack_lvl+0x44/0x5c',
    ' </TASK>',
    `memory: usage ${limitKb}kB, limit ${limitKb}kB, failcnt 7`,
    `memory+swap: usage ${limitKb}kB, limit 9007199254740988kB, failcnt 0`,
    'kmem: usage 220kB, limit 9007199254740988kB, failcnt 0',
    `Memory cgroup stats for ${limit}:`,
    'cache 0',
    'rss 33329152',
    'Tasks state (memory values in pages):',
    '[  pid  ]   uid  tgid total_vm      rss rss_anon rss_file rss_shmem pgtables_bytes swapents oom_score_adj name',
    `[  ${pid - 1}]  1000 ${pid - 1}     8443      10     8128      141         0   106496        0           968 ${name}`,
    `[  ${pid}]  1000 ${pid}     8443     ${rss}     8128      141         0   106496        0           968 ${name}`,
    `oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=${B},mems_allowed=0,oom_memcg=${limit},task_memcg=${cgroup},task=${name},pid=${pid},uid=1000`,
    `Memory cgroup out of memory: Killed process ${pid} (${name}) total-vm:33772kB, anon-rss:31820kB, file-rss:564kB, shmem-rss:0kB, UID:1000 pgtables:104kB oom_score_adj:968`,
  ])
}

const killLine = (pid: number, name: string, prefix = 'Memory cgroup out of memory: ') =>
  `${prefix}Killed process ${pid} (${name}) total-vm:33772kB, anon-rss:31820kB, file-rss:564kB, shmem-rss:0kB`

describe('a whole report', () => {
  const lines = report({ limit: POD })
  const { events, kills, problems, reportOpen } = gather(lines)

  it('is one kill with all that its lines tell', () => {
    const { text: _, order: __, origin: ___, written: ____, sinceBoot: _____, ...kill } = kills[0] ?? {}
    expect(kill).toEqual({
      type: 'kernel.oom_kill',
      constraint: 'memcg',
      victim: { pid: 21874, name: 'java', uid: 1000, rssBytes: 33161216 },
      containerId: A,
      podUid: UID,
      runtime: null,
      scope: 'pod',
      oomCgroup: POD,
      taskCgroup: `${POD}/${A}`,
      limitBytes: 33554432,
      usageBytes: 33554432,
      failures: 7,
      oomScoreAdj: 968,
      invoker: { pid: 21873, name: 'java' },
      group: false,
      seenAs: 'killed',
      tasks: [
        { pid: 21874, name: 'java', rssBytes: 33161216, rssPages: 8096, oomScoreAdj: 968 },
        { pid: 21873, name: 'java', rssBytes: 40960, rssPages: 10, oomScoreAdj: 968 },
      ],
      tasksComplete: true,
      time: null,
      stepMs: 1000,
      node: 'node-a',
      program: 'kernel',
      file: 'kern.log',
      line: lines.length,
    })
    expect(events.map(({ type }) => type)).toEqual(['kernel.oom_invoked', 'kernel.oom_kill'])
    expect(problems).toEqual([])
    expect(reportOpen).toBe(true)
  })

  it('lets go of the kernel’s lines soon behind it', () => {
    expect(gather([...lines, '[  110.000000] eth0: link up']).reportOpen).toBe(false)
  })

  it.each(lines.map((line, index) => [line, index] as const))('still is one without: %s', (_, lost) => {
    const rest = gather(lines.filter((__, index) => index !== lost)).kills
    expect(rest.map(({ victim, containerId }) => [victim.pid, containerId])).toEqual([
      [21874, lost === 16 ? null : A],
    ])
  })

  it('is one kill where every line comes twice', () => {
    const twice = gather(lines.flatMap((line) => [line, line])).kills
    expect(twice).toHaveLength(1)
    expect(twice[0]).toMatchObject({ containerId: A, limitBytes: 33554432, tasksComplete: true })
  })

  it.each([4, 16, 64])('tells pages of %i KiB from the victim’s row', (pageKb) => {
    const [kill] = gather(report({ pageKb })).kills
    expect(kill?.tasks.map(({ rssBytes }) => rssBytes)).toEqual([33161216, 10 * pageKb * 1024])
  })
})

describe('two reports', () => {
  const one = report({ limitKb: 1000, cgroup: `${POD}/${A}` })
  const two = report({ limitKb: 2000, cgroup: `/docker/${B}`, pid: 31874, at: 100.000003 })

  /** `two` begins when `behind` lines of `one` are printed; from there on they take turns. */
  const interleave = (behind: number) =>
    one
      .slice(0, behind)
      .concat(
        Array.from({ length: Math.max(one.length - behind, two.length) }).flatMap((_, index) =>
          [two[index], one[behind + index]].filter((line) => line !== undefined),
        ),
      )

  it.each(one.map((_, behind) => behind))(
    'do not become one where they stand mixed from line %i on',
    (behind) => {
      const { kills, problems } = gather(interleave(behind))
      const told = kills
        .map(({ victim, containerId, limitBytes }) => [victim.pid, containerId, limitBytes])
        .sort(([a], [b]) => Number(a) - Number(b))
      expect(told).toEqual([
        [21874, A, 1024000],
        [31874, B, 2048000],
      ])
      for (const { victim, invoker, tasks } of kills) {
        expect([victim.pid - 1, undefined]).toContain(invoker?.pid)
        for (const { pid } of tasks) expect([victim.pid, victim.pid - 1]).toContain(pid)
      }
      expect(problems).toEqual([])
    },
  )

  it('use the page size of the one before where a kill line is lost', () => {
    const { kills } = gather([
      ...report({ pageKb: 64 }),
      ...report({ pid: 31874, pageKb: 64, at: 130 }).slice(0, -1),
    ])
    expect(kills.map(({ seenAs, victim }) => [seenAs, victim.rssBytes])).toEqual([
      ['killed', 33161216],
      ['summary', 33161216],
    ])
  })

  it('of one pid in two containers are two kills', () => {
    const again = report({ cgroup: `/docker/${B}`, at: 102 })
    expect(gather([...report(), ...again]).kills.map(({ containerId }) => containerId)).toEqual([A, B])
  })

  it('do not lend each other what one of them lost', () => {
    const [begun] = report({ at: 90, name: 'nginx', pid: 11 })
    const { kills, problems } = gather([begun ?? '', ...report({ at: 3000 }).slice(2)])
    expect(kills.map(({ invoker }) => invoker)).toEqual([null])
    expect(problems).toEqual([])
  })
})

describe('an unfinished report', () => {
  it('is no kill but a problem', () => {
    const { kills, problems } = gather([...report(), ...report({ at: 101, pid: 31874 }).slice(0, 5)])
    expect(kills).toHaveLength(1)
    expect(problems).toEqual([
      {
        code: 'oom-report-unfinished',
        file: 'kern.log',
        line: 19,
        message: 'an OOM report begins here whose kill is not in the input',
      },
    ])
  })

  it('does not stay open for ever', () => {
    const begun = report().slice(0, 3)
    expect(gather(begun).reportOpen).toBe(true)
    expect(gather([...begun, '[  161.000000] eth0: link up']).reportOpen).toBe(false)
    expect(
      gather([...begun.map((line) => takePrintk(line).message), ...Array(5000).fill('x')]).reportOpen,
    ).toBe(false)
  })

  it('asks for every line up to its kill, and then only where no time tells when a sweep is over', () => {
    const lines = report()
    expect(gather(lines.slice(0, 10))).toMatchObject({ reportOpen: true, wantsAll: true })
    expect(gather(lines)).toMatchObject({ reportOpen: true, wantsAll: false })
    const timeless = lines.map((line) => takePrintk(line).message)
    expect(gather(timeless)).toMatchObject({ reportOpen: true, wantsAll: true })
  })

  it('is none where no process may be killed', () => {
    const { kills, problems } = gather([
      ...report().slice(0, 16),
      '[  100.010000] Out of memory and no killable processes...',
    ])
    expect([kills, problems]).toEqual([[], []])
  })
})

describe('a sweep (memory.oom.group)', () => {
  const sweep = `Tasks in ${POD}/${A} are going to be killed due to memory.oom.group set`
  const members = [killLine(21874, 'java'), killLine(21873, 'java'), killLine(21880, 'sh')]

  it('is one kill a victim, in the cgroup that is swept', () => {
    const { kills, events } = gather([
      ...report({ limit: POD }),
      ...stamped(100.001, [sweep, ...members.slice(0, 2)]),
    ])
    expect(
      kills.map(({ victim, containerId, scope, group, limitBytes }) => [
        victim.pid,
        containerId,
        scope,
        group,
        limitBytes,
      ]),
    ).toEqual([
      [21874, A, 'pod', true, 33554432],
      [21873, A, 'pod', true, 33554432],
    ])
    expect(events.filter(({ type }) => type === 'kernel.oom_group')).toMatchObject([
      { containerId: A, podUid: UID },
    ])
  })

  it('names the container of a first kill whose report was not printed', () => {
    const { kills } = gather(stamped(5, [members[0] ?? '', sweep, ...members]))
    expect(kills.map(({ victim, containerId, constraint }) => [victim.pid, containerId, constraint])).toEqual(
      [
        [21874, A, 'memcg'],
        [21873, A, 'memcg'],
        [21880, A, 'memcg'],
      ],
    )
  })

  it('ends where the next one begins', () => {
    const next = `Tasks in /docker/${B} are going to be killed due to memory.oom.group set`
    const { kills } = gather(
      stamped(5, [
        ...members.slice(0, 1),
        sweep,
        ...members.slice(0, 1),
        killLine(5, 'b'),
        next,
        killLine(6, 'b'),
      ]),
    )
    expect(kills.map(({ victim, containerId }) => [victim.pid, containerId])).toEqual([
      [21874, A],
      [5, B],
      [6, B],
    ])
  })

  it('is of its kill where each line comes twice, and of none but its own where the log does', () => {
    const doubled = [killLine(21874, 'java'), sweep].flatMap((line) => [line, line])
    expect(gather(stamped(5, doubled)).kills).toMatchObject([{ containerId: A, group: true }])
    const swept = stamped(5, [killLine(21874, 'java'), sweep])
    const ofNode = killLine(5, 'b').replace('Memory cgroup out of memory', 'Out of memory')
    const { kills } = gather([
      ...swept,
      ...stamped(8, [ofNode]),
      ...swept,
      ...stamped(5.1, [killLine(30, 'c')]),
    ])
    expect(kills.map(({ victim, containerId }) => [victim.pid, containerId])).toEqual([
      [21874, A],
      [5, null],
      [30, A],
    ])
  })

  it('is not told of another kill where a log comes twice', () => {
    const swept = stamped(5, [killLine(21874, 'java'), sweep, killLine(21874, 'java')])
    const { kills } = gather([...swept, ...stamped(8, [killLine(5, 'b')]), ...swept])
    expect(kills.map(({ victim, containerId, group }) => [victim.pid, containerId, group])).toEqual([
      [21874, A, true],
      [5, null, false],
    ])
  })

  it('does not take in a process that its report does not list', () => {
    const { kills } = gather([...report(), ...stamped(100.001, [sweep, killLine(99, 'other')])])
    expect(kills.map(({ victim, containerId, group }) => [victim.pid, containerId, group])).toEqual([
      [21874, A, true],
      [99, null, false],
    ])
  })

  it('may be told in the wording of 4.19', () => {
    const old = [
      'Out of memory: Kill process 1221 (allocate) score 241 or sacrifice child',
      killLine(1221, 'allocate', ''),
      'Tasks in /A1 are going to be killed due to memory.oom.group set',
      killLine(1217, 'allocate', ''),
      killLine(1221, 'allocate', ''),
      killLine(1222, 'allocate', ''),
      'oom_reaper: reaped process 1222 (allocate), now anon-rss:0kB, file-rss:0kB, shmem-rss:0kB',
    ]
    const { kills } = gather(stamped(52, old))
    expect(
      kills.map(({ victim, constraint, scope, taskCgroup }) => [victim.pid, constraint, scope, taskCgroup]),
    ).toEqual([
      [1221, 'global', 'node', '/A1'],
      [1217, 'global', 'node', '/A1'],
      [1222, 'global', 'node', '/A1'],
    ])
  })
})

describe('the wording up to 4.20', () => {
  const task = `Task in /docker/${A} killed as a result of limit of /docker/${A}`
  const lines = [
    'java invoked oom-killer: gfp_mask=0xd0, order=0, oom_score_adj=0',
    `java cpuset=${B} mems_allowed=0`,
    'CPU: 3 PID: 12983 Comm: java Not tainted 3.13.0-135-generic #184-Ubuntu',
    task,
    'memory: usage 3145728kB, limit 3145728kB, failcnt 22832',
    `Memory cgroup stats for /docker/${A}: cache:188KB rss:3145540KB`,
    `Memory cgroup stats for /docker/${A}/child: cache:0KB rss:0KB`,
    '[ pid ]   uid  tgid total_vm      rss nr_ptes swapents oom_score_adj name',
    '[12417]    33 12417   616805   448697    1011        0           666 python 3',
    '[12983]     0 12983    13399      230      27        0             0 java',
    'Memory cgroup out of memory: Kill process 12983 (java) score 1237 or sacrifice child',
    'Killed process 12417 (python 3) total-vm:2467220kB, anon-rss:1794532kB, file-rss:256kB',
  ]
  const expected = {
    constraint: 'memcg',
    victim: { pid: 12417, name: 'python 3', uid: 33, rssBytes: 1837862912 },
    containerId: A,
    runtime: 'docker',
    scope: 'container',
    limitBytes: 3221225472,
    oomScoreAdj: 666,
    invoker: { pid: 12983, name: 'java' },
  }

  it('gives the same kill; the victim may be a child of the process selected', () => {
    expect(gather(lines).kills).toMatchObject([expected])
  })

  it('may come in two records', () => {
    const split = lines.flatMap((line) =>
      line === task ? [`Task in /docker/${A} killed`, ` as a result of limit of /docker/${A}`] : [line],
    )
    expect(gather(split).kills).toMatchObject([expected])
  })

  it('does not lend a cgroup to the kill before it', () => {
    const global = [
      'Out of memory: Kill process 2188 (mysqld) score 60 or sacrifice child',
      killLine(2188, 'mysqld', ''),
      task,
    ]
    const { kills, problems } = gather(global)
    expect(kills).toMatchObject([{ constraint: 'global', scope: 'node', containerId: null, oomCgroup: null }])
    expect(problems.map(({ line }) => line)).toEqual([3])
  })
})

it('of 5.0 may kill a child of the process in its summary, and that alone', () => {
  const lines = stamped(100, [
    ...report({ limit: POD })
      .slice(0, 17)
      .map((line) => takePrintk(line).message),
    'Memory cgroup out of memory: Kill process 21874 (java) score 900 or sacrifice child',
    killLine(21990, 'jspawnhelper', ''),
    'eth0: link up',
  ])
  expect(gather([...lines, '[  200.000000] eth0: link down']).kills).toMatchObject([
    {
      seenAs: 'killed',
      victim: { pid: 21990, name: 'jspawnhelper', uid: null },
      containerId: A,
      oomCgroup: POD,
      limitBytes: 33554432,
    },
  ])
})

describe('reports of 3.10 that two processors print at once', () => {
  const taskIn = (id: string) => `Task in /docker/${id} killed as a result of limit of /docker/${id}`
  const usage = (kb: number) => `memory: usage ${kb}kB, limit ${kb}kB, failcnt 7`
  const selected = (pid: number, prefix = 'Memory cgroup out of memory') =>
    `${prefix}: Kill process ${pid} (java) score 900 or sacrifice child`
  const killed = (pid: number) => killLine(pid, 'java', '')
  const told = (lines: readonly string[]) =>
    gather(stamped(100, lines)).kills.map(({ victim, constraint, containerId, limitBytes }) => [
      victim.pid,
      constraint,
      containerId,
      limitBytes,
    ])
  const one = [taskIn(A), usage(1000), selected(500)]
  const two = [taskIn(B), usage(2000)]

  it('keep each its cgroup and limit', () => {
    const expected = [
      [500, 'memcg', A, 1024000],
      [600, 'memcg', B, 2048000],
    ]
    expect(told([...one, ...two, killed(500), selected(600), killed(600)])).toEqual(expected)
    expect(told([...one, ...two, selected(600), killed(500), killed(600)])).toEqual(expected)
    expect(told([...one, ...two, selected(600), killed(600), killed(500)])).toEqual(expected.toReversed())
    const twice = [...one, ...two, selected(600), killed(500), killed(600)].flatMap((line) => [line, line])
    expect(told(twice)).toEqual(expected)
  })

  it('do not lend the one its cgroup that printed none', () => {
    expect(told([...one, selected(600), killed(600), killed(500)])).toEqual([
      [600, 'memcg', null, null],
      [500, 'memcg', A, 1024000],
    ])
  })

  it('keep each its shortage', () => {
    expect(
      told([selected(500), selected(600, 'Out of memory'), killed(600), killed(500)]).map(
        ([pid, constraint]) => [pid, constraint],
      ),
    ).toEqual([
      [600, 'global'],
      [500, 'memcg'],
    ])
  })

  it('tell nothing where both name a cgroup before either chooses', () => {
    const mixed = [taskIn(A), usage(1000), ...two, selected(500), selected(600), killed(600), killed(500)]
    expect(told(mixed)).toEqual([
      [600, 'memcg', null, null],
      [500, 'memcg', null, null],
    ])
    expect(told([taskIn(A), usage(1000), ...two, killed(500)])).toEqual([[500, null, null, null]])
  })

  it('tell nothing of a child that may have died for either', () => {
    expect(told([...one, ...two, selected(600), killed(501), killed(600)])).toEqual([
      [501, 'memcg', null, null],
      [600, 'memcg', B, 2048000],
    ])
  })
})

describe('a kill without its kill line', () => {
  const [summary = ''] = report().slice(16, 17)

  it('is proven by the summary', () => {
    expect(gather([summary]).kills).toMatchObject([
      {
        seenAs: 'summary',
        victim: { pid: 21874, name: 'java', uid: 1000, rssBytes: null },
        containerId: A,
        scope: 'container',
        line: 1,
      },
    ])
  })

  it('is proven by a summary in two records', () => {
    const cut = summary.indexOf(',task_memcg=')
    const parts = [summary.slice(0, cut), `[  100.000161] ${summary.slice(cut)}`]
    // The limit's path is closed by the next key, which stands in the second record.
    expect(gather(parts).kills).toMatchObject([
      { seenAs: 'summary', victim: { pid: 21874 }, containerId: A, constraint: 'memcg' },
    ])
  })

  it('is one with a summary cut before its pid', () => {
    const { kills } = gather([
      ...report().slice(0, 16),
      summary.slice(0, summary.indexOf(',task=')),
      ...report().slice(17),
    ])
    expect(kills).toMatchObject([
      {
        seenAs: 'killed',
        constraint: 'memcg',
        victim: { pid: 21874 },
        containerId: null,
        oomCgroup: `${POD}/${A}`,
      },
    ])
  })

  it('is proven by the reaper, with its report where the report lists it', () => {
    const reaper =
      '[  100.500000] oom_reaper: reaped process 21874 (java), now anon-rss:0kB, file-rss:0kB, shmem-rss:0kB'
    expect(gather([reaper]).kills).toMatchObject([
      { seenAs: 'reaped', constraint: null, scope: null, containerId: null },
    ])
    const old = [
      `Task in ${POD}/${A} killed as a result of limit of ${POD}`,
      ...report({ limit: POD }).slice(6, 16),
    ]
    expect(gather([...old, reaper]).kills).toMatchObject([
      { seenAs: 'reaped', constraint: 'memcg', scope: 'pod', containerId: A, limitBytes: 33554432 },
    ])
    expect(gather([...report(), reaper]).kills).toMatchObject([{ seenAs: 'killed' }])
    expect(gather([...report(), reaper]).events.at(-1)).toMatchObject({
      type: 'kernel.oom_reaped',
      pid: 21874,
      unable: false,
    })
  })

  it('is not joined by the reaper to another report in progress', () => {
    const begun = report({ pid: 31874 }).slice(0, 16)
    const { kills } = gather([
      ...begun,
      '[  100.500000] oom_reaper: reaped process 7 (old), now anon-rss:0kB',
      ...report({ pid: 31874 }).slice(16),
    ])
    expect(kills.map(({ victim, containerId }) => [victim.pid, containerId])).toEqual([
      [7, null],
      [31874, A],
    ])
  })

  it('is proven by the selection of older kernels', () => {
    const selected = 'Out of memory: Kill process 2188 (mysqld) score 60 or sacrifice child'
    const reaper = 'oom_reaper: reaped process 2188 (mysqld), now anon-rss:0kB, file-rss:0kB, shmem-rss:0kB'
    const expected = { constraint: 'global', victim: { pid: 2188, name: 'mysqld' }, scope: 'node' }
    expect(gather([selected])).toMatchObject({ kills: [{ ...expected, seenAs: 'summary' }], problems: [] })
    expect(gather([selected, reaper]).kills).toMatchObject([{ ...expected, seenAs: 'reaped' }])
  })

  it('is proven by the selection also where the next line comes much later', () => {
    const selections = [100, 4200, 9000].flatMap((at) =>
      stamped(at, [`Out of memory: Kill process ${at} (mysqld) score 60 or sacrifice child`]),
    )
    expect(gather(selections).kills.map(({ victim }) => victim.pid)).toEqual([100, 4200, 9000])
  })

  it('may be one of a process that was dying already', () => {
    const exiting =
      '[  100.010000] Memory cgroup out of memory: OOM victim 21874 (java) is already exiting. Skip killing the task'
    expect(gather([...report().slice(0, 17), exiting]).kills).toMatchObject([
      { seenAs: 'exiting', containerId: A, limitBytes: 33554432 },
    ])
  })
})

describe('a kill line alone', () => {
  it('is a kill whose report was not printed', () => {
    const { kills } = gather([...report(), ...stamped(101, [killLine(5, 'python')])])
    expect(kills[1]).toMatchObject({
      constraint: 'memcg',
      victim: { pid: 5 },
      containerId: null,
      scope: null,
      limitBytes: null,
      invoker: null,
      tasks: [],
    })
  })

  it('takes nothing of a report whose summary names another process', () => {
    const other = `${killLine(5, 'python')}, UID:0 pgtables:104kB oom_score_adj:0`
    const { kills } = gather([...report().slice(0, -1), ...stamped(101, [other])])
    expect(kills.map(({ victim, limitBytes, invoker }) => [victim.pid, limitBytes, invoker?.pid])).toEqual([
      [5, null, undefined],
      [21874, 33554432, 21873],
    ])
  })

  it('is at the limit of the cgroup whose statistics stand in it, where nothing else names it', () => {
    const lines = report({ limit: POD }).filter((line) => !line.includes('oom-kill:'))
    expect(gather(lines).kills).toMatchObject([
      {
        constraint: 'memcg',
        scope: 'pod',
        oomCgroup: POD,
        taskCgroup: null,
        containerId: null,
        podUid: null,
      },
    ])
  })

  it('has its summary behind its kill where the lines of one moment were sorted anew', () => {
    const [kill = '', summary = ''] = report({ limit: POD }).slice(-2).reverse()
    const reaped =
      '[  100.200000] oom_reaper: reaped process 21874 (java), now anon-rss:0kB, file-rss:0kB, shmem-rss:0kB'
    const told = {
      victim: { pid: 21874, uid: 1000, rssBytes: 33161216 },
      containerId: A,
      scope: 'pod',
      oomCgroup: POD,
    }
    expect(gather([kill, summary]).kills).toMatchObject([told])
    expect(gather([reaped, summary]).kills).toMatchObject([
      { seenAs: 'reaped', containerId: A, scope: 'pod' },
    ])
    const turned = gather([reaped, kill, summary])
    expect(turned.kills).toMatchObject([{ ...told, seenAs: 'killed' }])
    expect(turned.events.map(({ type }) => type)).toEqual(['kernel.oom_kill', 'kernel.oom_reaped'])
    const another = summary.replace('pid=21874', 'pid=21875')
    expect(gather([kill, another]).kills).toMatchObject([{ containerId: null }, { victim: { pid: 21875 } }])
  })

  it('is at the limit that its summary names, though that tells no constraint', () => {
    const lines = report({ limit: POD }).map((line) => line.replace('CONSTRAINT_MEMCG', 'CONSTRAINT_NONE'))
    const thread = lines.map((line) => line.replace('process 21874 (java)', 'process 21999 (GC Thread#0)'))
    for (const printed of [lines, lines.slice(0, -1), thread]) {
      expect(gather(printed).kills).toMatchObject([
        { victim: { pid: 21874 }, constraint: 'memcg', scope: 'pod', limitBytes: 33554432 },
      ])
    }
  })

  it('may name a thread of the process in its summary', () => {
    const lines = report()
    const thread = (lines.at(-1) ?? '').replace('process 21874 (java)', 'process 21999 (GC Thread#0)')
    expect(gather([...lines.slice(0, -1), thread]).kills).toMatchObject([
      { victim: { pid: 21874, name: 'java' }, containerId: A },
    ])
  })
})

it.each([
  'a (b) c',
  'x,pid=1,uid=0',
  'task=y;oom',
  'kworker/0:1][',
  'nginx: worker',
  '7 of 9',
  ') total-vm:1kB',
  'a,pid=1,uid=0x',
  ',task=b',
  ') score 9 or',
])('a process may call itself %j', (name) => {
  expect(gather(report({ name })).kills).toMatchObject([
    {
      victim: { pid: 21874, name },
      containerId: A,
      invoker: { pid: 21873, name },
      tasks: [{ name }, { name }],
    },
  ])
})
