import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, describe, expect, it } from 'vitest'
import { CAUSES } from '../src/model/termination.js'
import { version } from '../src/cli/version.js'
import { readMetrics } from './read-metrics.js'
import { runCli } from './run-cli.js'

const folder = mkdtempSync(join(tmpdir(), 'exitlog-metrics-'))
const file = join(folder, 'exitlog.prom')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const SAMPLES = ['exit-0', 'memory-limit', 'eviction', 'pod-limit'].map((name) => `samples/${name}.syslog`)

/** What the file tells once this was run. */
async function metricsOf(...argv: readonly string[]) {
  rmSync(file, { force: true })
  const { status, stdout } = await runCli([...argv, '--metrics', file])
  expect(status).toBe(0)
  return { ...readMetrics(readFileSync(file, 'utf8')), stdout }
}

describe('--metrics', () => {
  it('counts what summary counts, by cause', async () => {
    const { stdout } = await runCli(['summary', '-o', 'json', ...SAMPLES])
    const { byCause } = JSON.parse(stdout) as { byCause: Readonly<Record<string, number>> }
    expect(Object.keys(byCause).length).toBeGreaterThan(2)
    for (const command of [['timeline'], ['timeline', '-o', 'ndjson'], ['summary']]) {
      const { samples } = await metricsOf(...command, ...SAMPLES)
      const counted = samples.filter(({ name }) => name === 'exitlog_terminations_total')
      // All series are there, also of causes that did not come.
      expect(new Set(counted.map(({ labels }) => labels['cause']))).toEqual(new Set(CAUSES))
      const sums = CAUSES.map((cause) => {
        const values = counted.filter(({ labels }) => labels['cause'] === cause).map(({ value }) => value)
        return [cause, values.reduce((sum, value) => sum + value, 0)] as const
      })
      expect(Object.fromEntries(sums.filter(([, sum]) => sum > 0))).toEqual(byCause)
    }
  })

  it('tells what was read, the kills, and when the last one died', async () => {
    const { stdout } = await runCli(['timeline', '-o', 'json', 'samples/pod-limit.syslog'])
    const records = JSON.parse(stdout) as { finishedAt: string; container: { sandbox: boolean } }[]
    const ends = records.filter(({ container }) => !container.sandbox).map(({ finishedAt }) => finishedAt)
    const { valueOf, types } = await metricsOf('timeline', 'samples/pod-limit.syslog')
    const lines = readFileSync('samples/pod-limit.syslog', 'utf8').trim().split('\n').length
    expect(valueOf('exitlog_lines_total')).toBe(lines)
    expect(valueOf('exitlog_events_total')).toBeGreaterThan(0)
    expect(valueOf('exitlog_problems_total')).toBe(0)
    expect(valueOf('exitlog_oom_kills_total', { scope: 'pod' })).toBe(1)
    expect(valueOf('exitlog_oom_kills_total', { scope: 'node' })).toBe(0)
    expect(valueOf('exitlog_last_termination_timestamp_seconds')).toBe(
      Math.max(...ends.map((end) => Date.parse(end))) / 1000,
    )
    expect(valueOf('exitlog_build_info', { version })).toBe(1)
    expect(types).toMatchObject({ exitlog_terminations_total: 'counter', exitlog_build_info: 'gauge' })
  })

  it('counts what the filters leave, sandboxes only where they are asked for, of merge too', async () => {
    const total = ({ samples }: Awaited<ReturnType<typeof metricsOf>>) =>
      samples
        .filter(({ name }) => name === 'exitlog_terminations_total')
        .reduce((sum, { value }) => sum + value, 0)
    const whole = total(await metricsOf('timeline', ...SAMPLES))
    expect(total(await metricsOf('timeline', '--all', ...SAMPLES))).toBeGreaterThan(whole)
    expect(total(await metricsOf('timeline', '--cause', 'oom-pod', ...SAMPLES))).toBeLessThan(whole)
    const { stdout } = await runCli(['timeline', '-o', 'ndjson', ...SAMPLES])
    rmSync(file)
    await runCli(['merge', '--summary', '--metrics', file], stdout)
    const { samples } = readMetrics(readFileSync(file, 'utf8'))
    expect(total({ samples } as Awaited<ReturnType<typeof metricsOf>>)).toBe(whole)
  })

  it('makes no series out of what a log says', async () => {
    const { samples } = await metricsOf('timeline', ...SAMPLES)
    const other = await metricsOf('timeline', 'samples/exit-0.syslog')
    const series = (all: typeof samples) => all.map(({ name, labels }) => JSON.stringify([name, labels]))
    expect(series(samples)).toEqual(series(other.samples))
  })

  it('is one file that takes the place of the one before, and leaves no other', async () => {
    await metricsOf('timeline', 'samples/exit-0.syslog')
    const { ino } = statSync(file)
    await runCli(['timeline', '--metrics', file, 'samples/pod-limit.syslog'])
    expect(statSync(file).ino).not.toBe(ino)
    expect(readdirSync(folder)).toEqual(['exitlog.prom'])
  })

  it('that cannot be written is told before anything is read, or else behind the output', async () => {
    const nowhere = join(folder, 'gone', 'exitlog.prom')
    const first = await runCli(['timeline', '--metrics', nowhere, 'samples/exit-0.syslog'])
    expect([first.status, first.stdout]).toEqual([2, ''])
    expect(first.stderr).toContain(`--metrics cannot write ${nowhere}: ENOENT`)
    const occupied = join(folder, 'occupied')
    mkdirSync(join(occupied, 'by-others'), { recursive: true })
    const second = await runCli(['timeline', '-o', 'ndjson', '--metrics', occupied, 'samples/exit-0.syslog'])
    expect(second.status).toBe(1)
    expect(second.stdout).toBe((await runCli(['timeline', '-o', 'ndjson', 'samples/exit-0.syslog'])).stdout)
    expect(second.stderr).toContain('the metrics could not be written')
    expect(readdirSync(folder).sort()).toEqual(['exitlog.prom', 'occupied'])
  })

  it('is written while a pipe stays open', async () => {
    rmSync(file)
    const stdin = new PassThrough()
    stdin.write(readFileSync('samples/pod-limit.syslog'))
    const sleep = (ms: number, signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(ms, 50))
        signal.addEventListener('abort', () => {
          clearTimeout(timer)
          resolve()
        })
      })
    const running = runCli(['timeline', '-o', 'ndjson', '--metrics', file], '', { stdin, sleep })
    const deaths = () =>
      readMetrics(readFileSync(file, 'utf8')).valueOf('exitlog_terminations_total', {
        cause: 'oom-pod',
        confidence: 'certain',
      })
    await expect.poll(deaths, { timeout: 20_000 }).toBe(1)
    stdin.end()
    expect((await running).status).toBe(0)
  })
})
