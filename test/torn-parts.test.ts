import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { tar, writeTree } from './input-tools.js'
import { runCli } from './run-cli.js'

// Rotated pieces in an archive, cut within an OOM report: in whatever order they stand, the whole log is read.

const folder = mkdtempSync(join(tmpdir(), 'exitlog-torn-'))
afterAll(() => rmSync(folder, { recursive: true }))

const lines = readFileSync('samples/pod-limit.syslog', 'utf8').split(/(?<=\n)/)
const pieces = {
  'log/syslog.2': lines.slice(0, 60).join(''),
  'log/syslog.1': lines.slice(60, 95).join(''),
  'log/syslog': lines.slice(95).join(''),
}
const names = Object.keys(pieces)

async function read(path: string) {
  const { stdout, stderr, status } = await runCli(['timeline', '-o', 'json', path])
  const records = JSON.parse(stdout) as { evidence: { text: string }[]; oom: unknown; cause: string }[]
  const told = records.map(({ evidence, oom, cause }) => ({
    cause,
    oom,
    lines: evidence.map((one) => one.text),
  }))
  return { told, stderr, status }
}

it.each([
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
])('%i, %i, %i', async (...places) => {
  const order = places.map((place) => names[place] ?? '')
  const whole = await read('samples/pod-limit.syslog')
  const archive = tar(Object.fromEntries(order.map((path) => [path, pieces[path as keyof typeof pieces]])))
  const name = `${order.join()}.tar`.replaceAll('/', '-')
  writeTree(folder, { [name]: archive })
  const parts = await read(join(folder, name))
  expect(parts.told).toEqual(whole.told)
  expect(parts.told.length).toBeGreaterThan(0)
  expect(parts.stderr).not.toContain('OOM report')
  expect(parts.status).toBe(whole.status)
})
