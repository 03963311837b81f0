import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { runCli } from './run-cli.js'

const DAY = '2026-11-23'
const idOf = (n: number) => `${n}`.padStart(4, '0').padEnd(64, 'c')

function containerd(time: string, message: string): string {
  return `Nov 23 ${time} node-a containerd[14199]: time="${DAY}T${time}.500000000Z" level=info msg="${message.replaceAll('"', '\\"')}"\n`
}
const exit = (time: string, n: number) =>
  containerd(
    time,
    `received exit event container_id:"${idOf(n)}"  id:"${idOf(n)}"  pid:${100 + n}  exit_status:137  exited_at:{seconds:${Date.parse(`${DAY}T${time}Z`) / 1000}  nanos:400000000}`,
  )
const taskOom = (time: string, n: number) => containerd(time, `TaskOOM event container_id:"${idOf(n)}"`)

interface Printed {
  readonly container: { readonly id: string }
  readonly cause: string
  readonly finishedAt: string
}

async function print(log: string, ...words: readonly string[]) {
  const { stdout, stderr, status } = await runCli(['timeline', '-o', 'json', ...words], log)
  expect(status).toBe(0)
  return { records: JSON.parse(stdout) as readonly Printed[], stderr }
}

describe('--window', () => {
  /** A death a minute; the OOM event of the first comes so many minutes late. */
  const late = (minutes: number) => {
    const at = (minute: number) => `10:${String(minute).padStart(2, '0')}:00`
    const deaths = Array.from({ length: minutes }, (_, n) => exit(at(n), n))
    return [...deaths, taskOom(at(minutes), 0), exit(at(minutes + 1), 99)].join('')
  }

  it.each([
    { minutes: 3, words: [], isAmended: true },
    { minutes: 12, words: [], isAmended: false },
    { minutes: 12, words: ['--window', '15m'], isAmended: true },
    { minutes: 3, words: ['--window', '60s'], isAmended: false },
    { minutes: 3, words: ['--window', '3 min 30s'], isAmended: true },
  ])(
    '$words: a line $minutes minutes late amends a record: $isAmended',
    async ({ minutes, words, isAmended }) => {
      const { records, stderr } = await print(late(minutes), ...words)
      expect(records).toHaveLength(minutes + 1)
      expect(records[0]).toMatchObject({ container: { id: idOf(0) } })
      expect(JSON.stringify(records[0]).includes('TaskOOM')).toBe(isAmended)
      expect(stderr.includes('it came too late to amend it')).toBe(!isAmended)
    },
  )

  it('is one of summary too', async () => {
    const { stdout } = await runCli(['summary', '-o', 'json', '--window', '60s'], late(3))
    const whole = await runCli(['summary', '-o', 'json'], late(3))
    expect(stdout).not.toBe(whole.stdout)
  })

  it.each(['5', 'soon', '-5m', ''])('is no duration: %j', async (typed) => {
    const { status, stdout, stderr } = await runCli(['timeline', `--window=${typed}`], late(3))
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/--window (?:takes a duration such as|needs a value)/)
  })
})

describe('a log of several nodes', () => {
  it('has in time what the kernel of one said before it fell silent', async () => {
    const [first = '', second = ''] = ['pod-limit', 'grace-expired'].map((name) =>
      readFileSync(`samples/${name}.syslog`, 'utf8'),
    )
    const other = second.replaceAll(' lab-node-1 ', ' lab-node-2 ')
    const { records, stderr } = await print(first + other)
    expect(records.slice(0, 2)).toEqual((await print(first)).records.slice(0, 2))
    expect(records[0]).toMatchObject({ cause: 'oom-pod', rule: 'oom-init' })
    expect(stderr).toBe('')
  })
})

describe('a log with pasted stretches', () => {
  const stretch = (hour: string, from: number) =>
    [0, 1, 2].map((n) => exit(`${hour}:${n}0:00`, from + n)).join('')

  it('is in the order of time as far as the window goes, and says so beyond', async () => {
    const log = stretch('14', 0) + stretch('10', 10) + stretch('15', 20)
    const { records, stderr } = await print(log)
    expect(records.map(({ container }) => container.id)).not.toEqual(
      [10, 11, 12, 0, 1, 2, 20, 21, 22].map(idOf),
    )
    expect(new Set(records.map(({ container }) => container.id)).size).toBe(9)
    expect(stderr).toMatch(/^exitlog: standard input:4: .*jumps back in time/m)
    expect(stderr.match(/jumps back/g)).toHaveLength(1)

    const wide = await print(log, '--window', '6h')
    expect(wide.records.map(({ container }) => container.id)).toEqual(
      [10, 11, 12, 0, 1, 2, 20, 21, 22].map(idOf),
    )
    expect(wide.stderr).not.toContain('jumps back')
  })

  it('says so of sandboxes too, which it only counts', async () => {
    const made = (n: number) =>
      containerd(
        '09:00:00',
        `RunPodSandbox for &PodSandboxMetadata{Name:web-${n},Uid:14e7fc2c-53d2-43b4-9836-c3f2ba4d1a${n},Namespace:default,Attempt:0,} returns sandbox id "${idOf(n)}"`,
      )
    const all = [10, 11, 12, 20, 21, 22, 30, 31, 32].map(made).join('')
    const { stdout, stderr } = await runCli(
      ['timeline'],
      all + stretch('14', 10) + stretch('10', 20) + stretch('15', 30),
    )
    expect(stdout).toMatch(/^no termination found · 9 sandboxes not shown \(--all\)/m)
    expect(stderr).toMatch(/^exitlog: standard input:4: .*jumps back in time/m)
  })
})
