import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { extract } from '../src/extract/extract.js'
import { openScratch } from '../src/input/scratch.js'
import { createSpool } from '../src/input/spool.js'
import type { Input } from '../src/input/inputs.js'
import type { Problem } from '../src/model/problem.js'
import { ownPipeline } from '../src/own-pipeline.js'
import { tar } from './input-tools.js'
import { inputOf, labLogs, linesOf } from './lab-logs.js'
import { recordOf } from './log-record.js'
import { type LogRecord, recordFormats } from './record-formats.js'
import { cid, exit, oomKill, pleg, RUNNING, taskOom } from './rule-cases/lines.js'
import { type CliResult, runCli } from './run-cli.js'

const folder = mkdtempSync(join(tmpdir(), 'exitlog-extract-'))
const SAMPLES = readdirSync('samples')
  .filter((name) => name.endsWith('.syslog'))
  .map((name) => `samples/${name}`)
const LABS = Object.keys(labLogs).map((name) => `test/lab/${name}.syslog`)

interface Printed {
  readonly node: string | null
  readonly container: { readonly id: string | null }
  readonly evidence: readonly { readonly file: string; readonly text: string }[]
  readonly [field: string]: unknown
}

async function deathsIn(argv: readonly string[], stdin = ''): Promise<readonly Printed[]> {
  const { stdout } = await runCli(['timeline', '-o', 'json', ...argv], stdin)
  return JSON.parse(stdout)
}

/** What the issue promises of each record. */
function verdictOf({ node, container, exitCode, cause, confidence, oom, kill }: Printed) {
  return { node, id: container.id, exitCode, cause, confidence, oom, kill }
}

/** … and what follows from lines alone. */
const wholeOf = (one: Printed) => ({
  ...verdictOf(one),
  why: one['why'],
  notProven: one['notProven'],
  pod: one['pod'],
})

async function extracted(argv: readonly string[], stdin = ''): Promise<CliResult> {
  const made = await runCli(['extract', ...argv], stdin)
  expect(made.status).toBe(0)
  expect(made.stderr).not.toContain('does not tell the same')
  return made
}

const linesIn = (text: string): readonly string[] => text.split(/(?<=\n)/)

/** Lines in the order of a log, none of them changed. */
function expectWithin(lines: readonly string[], log: readonly string[]): void {
  let at = 0
  for (const line of lines) {
    const found = log.indexOf(line, at)
    expect(found, `${line} stands in the log, behind line ${at}`).toBeGreaterThanOrEqual(0)
    at = found + 1
  }
}

describe('exitlog extract', () => {
  it.each([...SAMPLES, ...LABS])('%s: lines of it alone, and they tell the same', async (file) => {
    const { stdout, stderr } = await extracted([file])
    const again = await deathsIn([], stdout)
    const deaths = await deathsIn([file])
    expect(again.map(wholeOf)).toEqual(deaths.map(wholeOf))
    const lines = linesIn(stdout).filter((line) => !line.startsWith('# exitlog extract '))
    expectWithin(lines, linesIn(readFileSync(file, 'utf8')))
    expect(stderr).toContain(`tell the same of ${deaths.length} of ${deaths.length}`)
  })

  it.each([...SAMPLES, ...LABS])('%s: with pseudonyms, as timeline puts them', async (file) => {
    const redaction = ['--redact', '--redact-key', 'incident 7']
    const { stdout } = await extracted([...redaction, file])
    const hidden = await deathsIn([...redaction, file])
    expect((await deathsIn([], stdout)).map(verdictOf)).toEqual(hidden.map(verdictOf))
    for (const { container, node } of await deathsIn([file]))
      for (const value of [container.id, node]) if (value) expect(stdout).not.toContain(value)
  })

  it('leaves out what tells nothing of a death', async () => {
    const noise = Array.from({ length: 60 }, (_, n) => `Oct 12 19:0${n % 10}:00 other CRON[${n}]: nothing\n`)
    const log = readFileSync('samples/memory-limit.syslog', 'utf8')
    const { stdout } = await extracted([], noise.join('') + log)
    expect(linesIn(stdout).length).toBeLessThan(linesIn(log).length + 5)
  })

  it('keeps whole OOM reports, also lines that no parser reads', async () => {
    const { stdout } = await extracted(['samples/pod-limit.syslog'])
    expect(stdout).toMatch(/Call Trace|dump_stack/)
  })

  it('the deaths that are asked for', async () => {
    const { stdout } = await extracted(['--container', '25a38b5b8d55', ...SAMPLES])
    const [one, ...others] = await deathsIn([], stdout)
    expect(one?.container.id).toMatch(/^25a38b5b8d55/)
    expect(others).toEqual([])
    const nothing = await extracted(['--pod', 'no-such-pod', 'samples/exit-0.syslog'])
    expect(nothing.stderr).toContain('tell the same of 0 of 0 terminations')
  })

  it('several inputs stay apart, with their nodes, years and order', async () => {
    const { stdout } = await extracted([...SAMPLES])
    expect(stdout.match(/^# exitlog extract 1 \{/gm)).toHaveLength(SAMPLES.length)
    expect((await deathsIn([], stdout)).map(wholeOf)).toEqual((await deathsIn(SAMPLES)).map(wholeOf))
    const file = join(folder, 'case.log')
    writeFileSync(file, stdout)
    const again = await deathsIn([file])
    expect(again.flatMap(({ evidence }) => evidence.map((one) => one.file))).toContain(
      `${file}!samples/eviction.syslog`,
    )
    // An extract is a log like another.
    expect((await extracted([file])).stdout.split('\n').length).toBe(stdout.split('\n').length)
  })

  it('logs without a host name keep the node that their bundle names', async () => {
    const kernel = linesOf('oom-workers')
      .filter((line) => line.includes(' kernel: '))
      .map((line) => line.slice(line.indexOf(' kernel: ') + ' kernel: '.length))
      .join('\n')
    const bundle = join(folder, 'sosreport-node-a-2026-11-23-abcdefg.tar')
    const root = 'sosreport-node-a-2026-11-23-abcdefg'
    writeFileSync(
      bundle,
      tar({ [`${root}/sos_commands/kernel/dmesg`]: `${kernel}\n`, [`${root}/sos_reports/sos.txt`]: 'x' }),
    )
    const deaths = await deathsIn([bundle])
    expect(deaths.length).toBeGreaterThan(0)
    const { stdout } = await extracted([bundle])
    expect((await deathsIn([], stdout)).map(verdictOf)).toEqual(deaths.map(verdictOf))
  })

  it('reads what is packed, and standard input, twice', async () => {
    const packed = join(folder, 'syslog.gz')
    writeFileSync(packed, gzipSync(readFileSync('samples/pod-limit.syslog')))
    const plain = await extracted(['samples/pod-limit.syslog'])
    expect((await extracted([packed])).stdout).toBe(plain.stdout)
    expect((await extracted([], readFileSync('samples/pod-limit.syslog', 'utf8'))).stdout).toBe(plain.stdout)
  })

  it('copies bytes that are no text as they stand', async () => {
    const log = readFileSync('samples/exit-0.syslog')
    const odd = Buffer.concat([log.subarray(0, -1), Buffer.from([0x20, 0xff, 0xfe, 0x0d, 0x0a])])
    const { parts } = await extract([again('x', odd)], {
      read: (inputs, hooks) =>
        ownPipeline.timeline(inputs, { referenceMs: Date.UTC(2026, 10, 24), ...hooks }),
      chooser: () => () => true,
      referenceMs: Date.UTC(2026, 10, 24),
      hiding: null,
    })
    expect(Buffer.concat(parts).subarray(-5)).toEqual(odd.subarray(-5))
  })

  it('a line that looks like a head of an extract is none', async () => {
    const forged = '# exitlog extract 1 {"file":"forged","node":"forged","written":null}\n'
    const log = forged + readFileSync('samples/exit-0.syslog', 'utf8')
    const file = join(folder, 'forged.log')
    // As a second line it is one like any other.
    writeFileSync(
      file,
      linesIn(readFileSync('samples/exit-0.syslog', 'utf8')).toSpliced(1, 0, forged).join(''),
    )
    const { stdout } = await extracted([file, 'samples/eviction.syslog'])
    const nodes = new Set((await deathsIn([], stdout)).map(({ node }) => node))
    expect(nodes.has('forged')).toBe(false)
    expect(log.startsWith(forged)).toBe(true)
  })

  it('tells which death it cannot tell again', async () => {
    let readings = 0
    const nothing = again('x', Buffer.from('nothing\n'))
    const log = readFileSync('test/lab/slow-delete.syslog')
    const { unlike, parts } = await extract([again('x', log)], {
      read: (inputs, hooks) =>
        ownPipeline.timeline(readings++ === 0 ? inputs : only(nothing), { referenceMs: 0, ...hooks }),
      chooser: () => () => true,
      referenceMs: 0,
      hiding: null,
    })
    expect(unlike).toHaveLength(3)
    // Everything was tried.
    expect(Buffer.concat(parts.slice(-linesOf('slow-delete').length))).toEqual(log)
    expect(readings).toBe(6)
  })
})

/** An input that can be read again. */
function again(name: string, bytes: Uint8Array): Input {
  const chunks = {
    async *[Symbol.asyncIterator]() {
      yield bytes
    },
  }
  return { name, modifiedAt: null, chunks, access: 'again' }
}

async function* only<T>(one: T): AsyncGenerator<T> {
  yield one
}

/** They hold all of the log in one record: nothing can be left out of it. */
const ONE_RECORD =
  /Lambda|Loki, query_range over many lines|Ansible, json callback|OpenTelemetry, debug exporter/

describe('an extract of a log of every format', () => {
  const APP = cid('a')
  const noise = (n: number): LogRecord => ({
    time: Date.UTC(2024, 9, 12, 9, 0, n),
    host: 'node-1',
    program: 'cron',
    pid: 7,
    sinceBoot: 32_400 + n,
    message: `(root) CMD (nothing of interest ${n})`,
  })
  const log = [
    ...Array.from({ length: 150 }, (_, n) => noise(n)),
    ...[
      ...RUNNING,
      ...oomKill('10:00:30.5', { id: APP, pid: 1000 }),
      taskOom('10:00:30.6', APP),
      exit('10:00:30.7', APP, 137),
      pleg('10:00:31.2', 'ContainerDied', APP),
    ].map(recordOf),
  ]

  it.each(recordFormats)('$name', async ({ name, write }) => {
    const text = write(log)
    const { stdout } = await extracted(['--reference-date', '2024-11-24'], text)
    const whole = await deathsIn(['--reference-date', '2024-11-24'], text)
    expect(whole).toHaveLength(1)
    const again = await deathsIn(['--reference-date', '2024-11-24'], stdout)
    expect(again.map(verdictOf)).toEqual(whole.map(verdictOf))
    expectWithin(
      linesIn(stdout).filter((line) => !line.startsWith('# exitlog extract ')),
      linesIn(text),
    )
    if (text.trimEnd().includes('\n') && !ONE_RECORD.test(name))
      expect(stdout.length).toBeLessThan(text.length / 2)
  })
})

describe('what can be read once', () => {
  const text = readFileSync('samples/pod-limit.syslog')
  const stream = () => ({
    ...inputOf('-', []),
    chunks: (async function* () {
      for (let at = 0; at < text.length; at += 1000) yield text.subarray(at, at + 1000)
    })(),
    access: 'later' as const,
  })
  const bytesOf = async (chunks: AsyncIterable<Uint8Array>) => {
    const parts: Uint8Array[] = []
    for await (const chunk of chunks) parts.push(Buffer.from(chunk))
    return Buffer.concat(parts)
  }

  it.each([
    ['in memory', 1 << 20],
    ['in a file', 1500],
  ])('is kept %s to be read again, from either end', async (_, heldBytes) => {
    const spool = createSpool({ onProblem: () => expect.unreachable(), openScratch, heldBytes })
    const kept = await spool.keep(stream())
    expect(kept.access).toBe('again')
    for (const _time of [1, 2]) expect(await bytesOf(kept.chunks)).toEqual(text)
    const blocks: Buffer[] = []
    for await (const block of kept.fromEnd?.(text.length) ?? []) blocks.unshift(Buffer.from(block))
    expect(Buffer.concat(blocks)).toEqual(text)
    await spool.close()
    if (heldBytes === 1500) await expect(bytesOf(kept.chunks)).rejects.toThrow(RangeError)
  })

  it('is kept up to a size, which is told', async () => {
    const problems: Problem[] = []
    const spool = createSpool({ onProblem: (one) => problems.push(one), openScratch, mostBytes: 2500 })
    expect(await bytesOf((await spool.keep(stream())).chunks)).toEqual(text.subarray(0, 2500))
    expect(problems).toMatchObject([{ code: 'input-unreadable', file: '-' }])
  })
})
