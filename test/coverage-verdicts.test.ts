import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { boot, cid, exit, kernel, kubelet, line, RUNNING } from './rule-cases/lines.js'
import { runCli } from './run-cli.js'

const APP = cid('a')
const REFERENCE = ['--reference-date', '2024-11-24']

/** `10:02:30` for 150 seconds behind ten o'clock. */
const at = (seconds: number): string =>
  new Date(Date.UTC(2024, 9, 12, 10) + seconds * 1000).toISOString().slice(11, 19)
const every = (step: number, from: number, to: number): readonly string[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, n) => at(from + n * step))

const chatter = (times: readonly string[]) =>
  times.map((time) => line(time, 'systemd[1]', 'Started Session 4 of user root.'))
const kernelLines = (times: readonly string[]) =>
  times.map((time) => kernel(time, 'IPv6: ADDRCONF(NETDEV_CHANGE): veth0: link becomes ready'))
/** A log in the order of its stamps; lines of one second stay as they are. */
const log = (...parts: readonly (readonly string[])[]): string =>
  `${parts
    .flat()
    .sort((a, b) => (a.slice(7, 15) < b.slice(7, 15) ? -1 : 1))
    .join('\n')}\n`

interface Printed {
  readonly rule: string
  readonly why: readonly string[]
  readonly notProven: readonly string[]
}

async function deathIn(...logs: readonly string[]): Promise<Printed | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'exitlog-coverage-'))
  const files = logs.map((text, n) => {
    const file = join(folder, `log-${String.fromCharCode(97 + n)}`)
    writeFileSync(file, text)
    return file
  })
  const { stdout } = await runCli(['timeline', '-o', 'json', ...REFERENCE, ...files])
  const records: readonly Printed[] = JSON.parse(stdout)
  return records[0]
}

const COVERED = 'no OOM kill: the kernel’s lines cover the minute, and none tells of one'
const died = exit('10:04:30', APP, 137)

describe('a death by SIGKILL that nobody asked for', () => {
  it('was no OOM kill where the log that holds the kernel’s lines was being written', async () => {
    const death = await deathIn(log(RUNNING, [died], kernelLines([at(0)]), chatter(every(20, 0, 900))))
    expect(death).toMatchObject({ rule: 'killed', why: expect.arrayContaining([COVERED]) })
    expect(death?.notProven.join()).not.toMatch(/OOM/)
  })

  it.each([
    [
      'of a log in which the kernel breaks off its rhythm',
      (kernelOnly: string, rest: string) => [kernelOnly + rest],
    ],
    [
      'of the kernel’s own log, though the others go on',
      (kernelOnly: string, rest: string) => [kernelOnly, rest],
    ],
  ])('may have been one in a silence %s', async (_what, split) => {
    const silent = log(kernelLines([...every(10, 0, 120), ...every(10, 420, 900)]))
    const rest = log(RUNNING, [died], chatter(every(20, 0, 900)))
    const parts = split(silent, rest)
    const death = await deathIn(...(parts.length === 1 ? [log(parts.join('').trim().split('\n'))] : parts))
    expect(death?.notProven).toContain(
      'no kernel lines between 2 m 30 s before it and 2 m 30 s after it: an OOM kill cannot be ruled out',
    )
    expect(death?.why).not.toContain(COVERED)
  })

  it('may have been one where pieces of logs stand together, and no line leads from the kernel’s to it', async () => {
    const death = await deathIn(log([died], kernelLines([at(0)])))
    expect(death?.why).not.toContain(COVERED)
    expect(death?.notProven).toContain('whether it was an OOM kill: the nearest kernel line is 4 m 30 s away')
  })

  it.each([
    ['begins with it', [log([died], kernelLines(['10:04:31']))]],
    ['begins a second before', [log([died], kernelLines(['10:04:29']))]],
    ['of no program reaches back', [log([died]), log(kernelLines(['10:04:31']))]],
  ])('may have been one, or a stop, where the log %s', async (_what, logs) => {
    const death = await deathIn(...logs)
    expect(death?.why).not.toContain(COVERED)
    for (const what of ['whether it was an OOM kill', 'whether a stop was asked for']) {
      expect(death?.notProven).toContain(`${what}: the log begins no earlier than 2 s before its end`)
    }
  })

  it('was not at the begin of a log whose lines of other programs reach back', async () => {
    const cron = line('10:04:00', 'CRON[811]', 'pam_unix(cron:session): session closed for user root')
    const death = await deathIn(log([cron], [died], kernelLines(['10:04:31'])))
    expect(death?.notProven.join()).not.toMatch(/begins/)
  })

  it('may have been one far from the kernel’s lines, and where lines are told to be lost', async () => {
    const far = await deathIn(log(kernelLines([at(0)])), log(RUNNING, [died], chatter(every(20, 0, 900))))
    expect(far?.notProven).toContain('whether it was an OOM kill: the nearest kernel line is 4 m 30 s away')
    const lost = line('10:04:20', 'systemd-journald[300]', 'Missed 217 kernel messages')
    const gone = await deathIn(log(RUNNING, [died, lost], kernelLines([at(0)]), chatter(every(20, 0, 900))))
    expect(gone?.why).not.toContain(COVERED)
  })
})

describe('exitlog coverage', () => {
  it('tells of silences and boots of one log, and each boot’s lines', async () => {
    const text = log(
      kernelLines(every(10, 0, 120)),
      chatter(every(10, 0, 120)),
      [boot(at(420))],
      chatter(every(10, 430, 600)),
      [kubelet(at(430), '"Starting kubelet"')],
    )
    const { stdout } = await runCli(['coverage', ...REFERENCE], text)
    expect(stdout).toMatch(/gap +10:02:00 – 10:07:00 +5m00s: no lines/)
    expect(stdout).toMatch(/booted +10:07:00/)

    const events = await runCli(['events', ...REFERENCE], text)
    const told = events.stdout
      .trim()
      .split('\n')
      .map((one): Record<string, unknown> => JSON.parse(one))
      .filter(({ type }) => type === 'log.coverage')
      .map(({ source, boot: since, first, last }) => [source, since, first, last])
    const day = (time: string) => `2024-10-12T${time}.000Z`
    expect(told).toEqual([
      ['kernel', null, day('10:00:00'), day('10:02:00')],
      ['kernel', day('10:07:00'), day('10:07:00'), day('10:07:00')],
      ['kubelet', day('10:07:00'), day('10:07:10'), day('10:07:10')],
      ['systemd', null, day('10:00:00'), day('10:02:00')],
      ['systemd', day('10:07:00'), day('10:07:10'), day('10:10:00')],
    ])
  })

  it('tells of a silence of hours in a log of which only samples are read', async () => {
    const steps = [...every(2, 0, 40_000), ...every(2, 46_000, 60_000)]
    const { stdout } = await runCli(
      ['coverage', '-o', 'json', ...REFERENCE],
      log(kernelLines(['10:00:00'])) + chatter(steps).join('\n'),
    )
    const [node]: readonly { readonly gaps: readonly Record<string, string>[] }[] = JSON.parse(stdout)
    expect(node?.gaps).toHaveLength(1)
    const [gap] = node?.gaps ?? []
    const hours = (Date.parse(gap?.['to'] ?? '') - Date.parse(gap?.['from'] ?? '')) / 3_600_000
    expect(hours).toBeGreaterThan(6000 / 3600)
    expect(hours).toBeLessThan(6000 / 3600 + 0.1)
  })
})

describe('a kill in lines without a time of day', () => {
  const UNTIMED = 'when it happened: its lines bear no time of day, and nothing ties them to one'
  const group = `/kubepods/burstable/pod27aff94d-e0d9-43d1-84d6-9ab000aa57e2/${APP}`
  const kill = (stamps: readonly [string, string]): string =>
    `==> dmesg <==
[${stamps[0]}] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=${APP},mems_allowed=0,oom_memcg=${group},task_memcg=${group},task=java,pid=4711,uid=0
[${stamps[1]}] Memory cgroup out of memory: Killed process 4711 (java) total-vm:107984kB, anon-rss:93472kB, file-rss:32kB, shmem-rss:0kB, UID:0 pgtables:244kB oom_score_adj:1000
`

  it.each([
    ['stamps relative to the line before', '  +0.000002', '  +0.000123'],
    ['seconds since boot', '  812.250000', '  812.250123'],
  ])('is told without one, and that says so: %s', async (_, first, second) => {
    const death = await deathIn(kill([first, second]))
    expect(death?.notProven).toContain(UNTIMED)
  })
})
