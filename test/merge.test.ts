import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { messages } from '../parsers/index.js'
import { readEvent } from '../src/merge/read-event.js'
import type { Happening } from '../src/model/event.js'
import { eventJson } from '../src/render/event-json.js'
import { event } from './render-samples.js'
import { runCli } from './run-cli.js'

const SAMPLES = ['exit-0', 'memory-limit', 'eviction', 'pod-limit', 'grace-expired'].map(
  (name) => `samples/${name}.syslog`,
)
const folder = mkdtempSync(join(tmpdir(), 'exitlog-merge-'))
const REFERENCE = ['--reference-date', '2026-11-24']

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

/** What `events` prints of these logs, each kept in a file of its own. */
async function outputsOf(logs: readonly string[], name: string): Promise<readonly string[]> {
  const outputs = logs.map(async (log, n) => {
    const { stdout } = await runCli(['events', ...REFERENCE, log])
    return file(`${name}-${n}.ndjson`, stdout)
  })
  return Promise.all(outputs)
}

describe('exitlog merge', () => {
  it.each(SAMPLES)('of the events of a log is the timeline of that log, byte for byte: %s', async (log) => {
    const outputs = await outputsOf([log], log.replace(/\W/g, '-'))
    for (const format of ['ndjson', 'text']) {
      const merged = await runCli(['merge', '-o', format, ...outputs])
      const whole = await runCli(['timeline', '-o', format, ...REFERENCE, log])
      expect(merged).toEqual(whole)
    }
  })

  it('of the events of all nodes is the timeline of one run over all their logs, however they are divided', async () => {
    const whole = await runCli(['timeline', '-o', 'ndjson', ...REFERENCE, ...SAMPLES])
    expect(whole.stdout.split('\n').length).toBeGreaterThan(5)
    const each = await outputsOf(SAMPLES, 'each')
    expect((await runCli(['merge', '-o', 'ndjson', ...each])).stdout).toBe(whole.stdout)
    expect((await runCli(['merge', '-o', 'ndjson', ...[...each].reverse()])).stdout).toBe(whole.stdout)
    const { stdout } = await runCli(['events', ...REFERENCE, ...SAMPLES])
    expect((await runCli(['merge', '-o', 'ndjson'], stdout)).stdout).toBe(whole.stdout)
  })

  it('joins pieces of one node that each tell a part of a death', async () => {
    const lines = readFileSync('samples/pod-limit.syslog', 'utf8').split('\n')
    const kernel = file('kern.log', lines.filter((line) => / kernel: /.test(line)).join('\n'))
    const others = file('daemon.log', lines.filter((line) => !/ kernel: /.test(line)).join('\n'))
    const outputs = await outputsOf([kernel, others], 'piece')
    const merged = await runCli(['merge', '-o', 'ndjson', ...outputs])
    const whole = await runCli(['timeline', '-o', 'ndjson', ...REFERENCE, kernel, others])
    expect(merged.stdout).toBe(whole.stdout)
    const alone = await runCli(['merge', '-o', 'ndjson', ...outputs.slice(1)])
    expect(alone.stdout).not.toBe(whole.stdout)
  })

  it('reads timelines of whole nodes, also gzipped, beside events', async () => {
    const [first, second] = SAMPLES.slice(-2)
    const { stdout } = await runCli(['timeline', '-o', 'ndjson', ...REFERENCE, first ?? ''])
    const packed = file('node.ndjson.gz', gzipSync(stdout))
    const outputs = [packed, ...(await outputsOf([second ?? ''], 'beside'))]
    const whole = await runCli(['timeline', '-o', 'ndjson', ...REFERENCE, first ?? '', second ?? ''])
    expect((await runCli(['merge', '-o', 'ndjson', ...outputs])).stdout).toBe(whole.stdout)
    const text = await runCli(['merge', ...outputs])
    expect(text.stdout).toMatch(
      /OOM-killed memhog \(pid 24556, 96 MiB\), pod limit 96 MiB[^]*exited with 137 \(SIGKILL\)/,
    )
  })

  it('reads back an event of every fact in the samples of the parsers', () => {
    const facts = messages
      .flatMap((parser) => parser.samples.map((sample) => sample.fact))
      .filter((fact): fact is Extract<typeof fact, Happening> => !fact.type.startsWith('oom.'))
    expect(facts.length).toBeGreaterThan(50)
    for (const [n, fact] of facts.entries()) {
      const printed = JSON.stringify(eventJson(event(n, fact)))
      const read = readEvent(JSON.parse(printed))
      expect(read && JSON.stringify(eventJson(read)), printed).toBe(printed)
    }
  })

  it('keeps deaths of one millisecond by their ids, which is all that a timeline tells of them', async () => {
    const idOf = (first: string) => first.padEnd(64, '0')
    const log = (node: string, id: string, nanos: number) =>
      file(
        `${node}.log`,
        `2026-11-23T10:00:00.002+00:00 ${node} containerd[8]: time="2026-11-23T10:00:00.002000000Z" level=info msg="received exit event container_id:\\"${id}\\"  id:\\"${id}\\"  pid:7  exit_status:1  exited_at:{seconds:1795428000  nanos:${nanos}}"\n`,
      )
    const logs = [log('node-b', idOf('b'), 1_000_100), log('node-a', idOf('a'), 1_000_900)]
    const whole = await runCli(['timeline', '-o', 'ndjson', ...logs])
    const ids = whole.stdout.trim().split('\n')
    expect(ids.map((line) => (JSON.parse(line) as { node: string }).node)).toEqual(['node-a', 'node-b'])
    expect(whole.stderr).toBe('')
    const each = await Promise.all(
      logs.map(async (path, n) => {
        const { stdout } = await runCli(['timeline', '-o', 'ndjson', path])
        return file(`ms-${n}.ndjson`, stdout)
      }),
    )
    expect(await runCli(['merge', '-o', 'ndjson', ...each])).toEqual(whole)
    expect(await runCli(['merge', '-o', 'ndjson', ...(await outputsOf(logs, 'ms'))])).toEqual(whole)
  })

  it('filters and folds as timeline and summary do', async () => {
    const outputs = await outputsOf(SAMPLES, 'fold')
    for (const format of ['text', 'json']) {
      const folded = await runCli(['merge', '--summary', '-o', format, ...outputs])
      const whole = await runCli(['summary', '-o', format, ...REFERENCE, ...SAMPLES])
      expect(folded.stdout).toBe(whole.stdout)
    }
    const chosen = ['-o', 'ndjson', '--cause', 'oom-pod', '--node', '*']
    const filtered = await runCli(['merge', ...chosen, ...outputs])
    const whole = await runCli(['timeline', ...chosen, ...REFERENCE, ...SAMPLES])
    expect(filtered.stdout).toBe(whole.stdout)
    expect(filtered.stdout).not.toBe('')
  })

  it('leaves out damaged lines, tells file and line of each, and prints the rest', async () => {
    const { stdout } = await runCli(['events', ...REFERENCE, 'samples/pod-limit.syslog'])
    const [first = '', ...others] = stdout.trim().split('\n')
    const { pod: _pod, ...podless } = JSON.parse(
      others.find((line) => line.includes('sandbox_created')) ?? '{}',
    )
    const damaged = [
      first.slice(0, -20),
      '[]',
      'no JSON',
      JSON.stringify({ ...podless, pod: 'x' }),
      '{"type":"log.coverage"}',
      ...others,
    ]
    const path = file('damaged.ndjson', `${damaged.join('\n')}\n`)
    const merged = await runCli(['merge', '-o', 'json', path])
    expect(merged.status).toBe(0)
    expect(JSON.parse(merged.stdout).length).toBeGreaterThan(0)
    expect(merged.stderr.trim().split('\n')).toEqual(
      [1, 2, 3, 4, 5].map(
        (line) => `exitlog: ${path}:${line}: is no whole record of events or of timeline -o ndjson: left out`,
      ),
    )
  })

  it('prints no format that summary does not have', async () => {
    const { status, stderr } = await runCli(['merge', '--summary', '-o', 'ndjson', 'x'])
    expect(status).toBe(2)
    expect(stderr).toContain('merge --summary has no output format "ndjson"')
  })
})
