import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { runCli } from './run-cli.js'

/** What these tests read of a record; the names are the output contract's. */
interface Printed {
  readonly pod: {
    readonly namespace: string | null
    readonly name: string | null
    readonly uid: string | null
  } | null
  readonly container: {
    readonly id: string
    readonly sandbox: boolean
    readonly initPid: number | null
    readonly name: string | null
  }
  readonly [field: string]: unknown
}

async function terminationsOf(sample: string): Promise<readonly Printed[]> {
  const { stdout, status } = await runCli([
    'timeline',
    '-o',
    'json',
    `samples/${sample}`,
    '--reference-date',
    '2026-11-24',
  ])
  expect(status).toBe(0)
  return JSON.parse(stdout)
}

async function eventsOf(
  sample: string,
): Promise<readonly { readonly type: string; readonly [field: string]: unknown }[]> {
  const { stdout } = await runCli(['events', `samples/${sample}`])
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

async function textOf(sample: string): Promise<string> {
  const { stdout } = await runCli([
    'timeline',
    `samples/${sample}`,
    '--width',
    '100',
    '--reference-date',
    '2026-11-24',
  ])
  return stdout
}

describe('samples/exit-0.syslog: a container that exited with 0', () => {
  it('is completed with code 0, which no line of containerd writes', async () => {
    const [record, ...others] = await terminationsOf('exit-0.syslog')
    expect(others).toEqual([])
    expect(record).toMatchObject({
      pod: { namespace: 'default', name: 'nginx', uid: '7ed0f963-37b7-4383-9d94-77e3a5afb787' },
      container: { id: 'f51267392f05152ad8ef082073f1b65abea345f4d4445cf079acd0d770374a1c', initPid: 219567 },
      exitObserved: true,
      exitCode: 0,
      exitCodeFrom: 'containerd',
      cause: 'completed',
      oom: null,
    })
    expect(readFileSync('samples/exit-0.syslog', 'utf8')).not.toContain('exit_status')
  })

  it('does not take the creation of the next container for a part of it', async () => {
    const [record] = await terminationsOf('exit-0.syslog')
    expect(record?.['evidence']).not.toContainEqual(expect.objectContaining({ line: 11 }))
    expect(await eventsOf('exit-0.syslog')).toContainEqual(
      expect.objectContaining({ type: 'runtime.container_created', line: 11, phase: 'requested' }),
    )
  })

  it('keeps one order where three clocks disagree, and tells it', async () => {
    const [record] = await terminationsOf('exit-0.syslog')
    expect(record?.['finishedAt']).toBe('2025-05-16T18:02:43.754Z')
    expect(record?.['contradictions']).toEqual([
      expect.objectContaining({
        id: 'clock-differs',
        says: expect.stringMatching(/18:02:43.*12:00:43Z.*18:00:44/),
      }),
    ])
    expect(await textOf('exit-0.syslog')).toMatch(/the clocks disagree/)
  })
})

describe('samples/memory-limit.syslog: an OOM kill inside a pod at its limit', () => {
  it('names the container and the pod, and sees no end of it', async () => {
    const [record, ...others] = await terminationsOf('memory-limit.syslog')
    expect(others).toEqual([])
    expect(record).toMatchObject({
      container: { id: '25a38b5b8d556d7983d975577f5ac75ebbcfb4b269e6deaa0a0440c1ffc969ca' },
      pod: { uid: '5931aa75-4603-4e65-b552-7c71cf55cfb5' },
      exitObserved: false,
      finishedAt: null,
      exitCode: null,
      cause: 'oom-pod',
    })
  })

  it('tells whose limit, how full, who was killed and who held the memory', async () => {
    const [record] = await terminationsOf('memory-limit.syslog')
    expect(record?.['oom']).toMatchObject({
      scope: 'pod',
      limitBytes: 100 * 1024 * 1024,
      usageBytes: 100 * 1024 * 1024,
      kills: [
        { pid: 183960, name: 'stress-ng-vm', uid: 0, rssBytes: (93176 + 316 + 12) * 1024, isInit: false },
      ],
      topTasks: expect.arrayContaining([
        expect.objectContaining({ pid: 183960, rssBytes: 23376 * 4096 }),
        expect.objectContaining({ pid: 181537, name: 'nginx', rssBytes: 1835 * 4096 }),
      ]),
    })
    expect(record?.['why']).toContainEqual(
      expect.stringMatching(/not the container’s init.*nginx \(pid 181537\)/),
    )
  })

  it('makes one kill of 88 lines, a second invocation of the last one and a witness of the node problem detector', async () => {
    const events = await eventsOf('memory-limit.syslog')
    const count = (type: string) => events.filter((event) => event.type === type).length
    expect([count('kernel.oom_kill'), count('kernel.oom_invoked'), count('npd.oom')]).toEqual([1, 2, 1])
    const { stderr } = await runCli(['timeline', 'samples/memory-limit.syslog'])
    expect(stderr).toMatch(/memory-limit\.syslog:90: .*OOM report/)
  })
})

describe('samples/eviction.syslog: a pod evicted', () => {
  it('is the first of seven, killed with 30 s of grace and dead in 0.4 s', async () => {
    const [record, ...others] = await terminationsOf('eviction.syslog')
    expect(others).toEqual([])
    expect(record).toMatchObject({
      pod: { namespace: 'default', name: 'nginx' },
      container: { id: '4296b9e2377fddb0e7e42d20223c36771268cb7a1828315331405b66f0030add', name: 'nginx' },
      cause: 'eviction',
      exitCode: null,
      kill: { gracePeriodSeconds: 30, by: 'kubelet' },
      eviction: { resource: null, rank: { place: 1, of: 7 } },
    })
    expect(record?.['why']).toContainEqual(expect.stringContaining('gone after 0.4 s'))
  })

  it('says that the cluster’s 137 was seen by nobody', async () => {
    const [record] = await terminationsOf('eviction.syslog')
    expect(record?.['notProven']).toContainEqual(
      expect.stringMatching(/exit code.*137 ContainerStatusUnknown/),
    )
  })
})

describe('samples/pod-limit.syslog: a pod’s limit hit by one of its two containers', () => {
  it('tells the victim from the bystander, which has an OOM event too', async () => {
    const records = (await terminationsOf('pod-limit.syslog')).filter((r) => !r.container.sandbox)
    expect(records.map((r) => [r.container.name, r['cause'], r['exitCode'], r['oom'] !== null])).toEqual([
      ['hog', 'oom-pod', 137, true],
      ['bystander', 'stopped', 0, false],
    ])
    expect(records[1]?.['contradictions']).toContainEqual(expect.objectContaining({ id: 'oomkilled-exit-0' }))
  })
})

describe('samples/grace-expired.syslog: 137 that is no OOM', () => {
  it('is a stop whose grace period ran out', async () => {
    const [record] = (await terminationsOf('grace-expired.syslog')).filter((r) => !r.container.sandbox)
    expect(record).toMatchObject({
      exitCode: 137,
      cause: 'stopped',
      oom: null,
      kill: { escalated: true, signal: 'SIGTERM' },
    })
  })
})

describe('golden outputs (rewrite with `npx vitest run -u`, and read the difference)', () => {
  const samples = ['exit-0', 'memory-limit', 'eviction', 'pod-limit', 'grace-expired']
  it.each(samples)('%s', async (sample) => {
    await expect(await textOf(`${sample}.syslog`)).toMatchFileSnapshot(`golden/${sample}.txt`)
    const { stdout } = await runCli([
      'timeline',
      '-o',
      'ndjson',
      `samples/${sample}.syslog`,
      '--reference-date',
      '2026-11-24',
    ])
    await expect(stdout).toMatchFileSnapshot(`golden/${sample}.ndjson`)
  })
})
