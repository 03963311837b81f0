import { describe, expect, it } from 'vitest'
import { envelopes, messages } from '../parsers/index.js'
import { createInterpreter } from '../src/events/interpret.js'
import { createOpener } from '../src/events/open.js'
import { createRecordAssembler } from '../src/events/records.js'
import type { Line } from '../src/model/line.js'
import { createScanner } from '../src/scan/scan.js'
import { recordOf } from './log-record.js'
import { type LogRecord, recordFormats } from './record-formats.js'
import { cid, exit, oomKill, pleg, RUNNING, taskOom } from './rule-cases/lines.js'
import { runCli } from './run-cli.js'

const APP = cid('a')
/** The death of a container by its own limit, as kernel, containerd and kubelet tell of it. */
const LOG: readonly LogRecord[] = [
  ...RUNNING,
  ...oomKill('10:00:30.5', { id: APP, pid: 1000 }),
  taskOom('10:00:30.6', APP),
  exit('10:00:30.7', APP, 137),
  pleg('10:00:31.2', 'ContainerDied', APP),
].map(recordOf)

interface Printed {
  readonly kill: { readonly requestedAt: string | null } | null
  readonly evidence: readonly { readonly time: string | null; readonly type: string }[]
}

/** The deaths that a text tells of, without what it depends on how it was wrapped. */
async function deathsIn(text: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { stdout, status } = await runCli(['timeline', '-o', 'json', '--reference-date', '2024-11-24'], text)
  expect(status).toBe(0)
  const deaths: readonly (Printed & Readonly<Record<string, unknown>>)[] = JSON.parse(stdout)
  return deaths.map(
    ({ node: _node, kill, evidence, fingerprint: _fingerprint, incident: _incident, ...death }) => ({
      ...death,
      // To the second: some envelopes have no more.
      kill: { ...kill, requestedAt: kill?.requestedAt?.slice(0, 19) ?? null },
      evidence: evidence.map(({ type }) => type).sort(),
    }),
  )
}

describe('one log in every format gives the same terminations', async () => {
  const plain = recordFormats.find(({ name }) => name === 'rsyslog, RFC 3339')
  const expected = await deathsIn(plain?.write(LOG) ?? '')

  it('which are those of the log', () => {
    expect(expected).toMatchObject([
      {
        cause: 'oom-container',
        exitCode: 137,
        finishedAt: '2024-10-12T10:00:30.700Z',
        container: { id: APP, initPid: 1000 },
      },
    ])
  })

  it.each(recordFormats)('$name', async ({ write, loses = [] }) => {
    const lost = new Set<string>(loses)
    const without = (deaths: readonly Readonly<Record<string, unknown>>[]) =>
      deaths.map((death) => Object.fromEntries(Object.entries(death).filter(([key]) => !lost.has(key))))
    expect(without(await deathsIn(write(LOG)))).toEqual(without(expected))
  })

  it.each(envelopes.filter(({ id }) => id !== 'bare'))('each line wrapped as $id', async ({ wrap }) => {
    const text = LOG.map(({ message, program, pid }) => wrap(message, program, pid)).join('\n')
    const [death, ...others] = await deathsIn(text)
    expect(others).toEqual([])
    const [like] = expected
    for (const field of ['cause', 'exitCode', 'container', 'pod'])
      expect(death?.[field]).toEqual(like?.[field])
  })
})

describe('of a log larger than the head that is read line by line, in every format', () => {
  const [begun] = LOG
  const ended = LOG.at(-1)
  /** Lines of no interest, which the scan looks for words in and never opens. */
  const routine = (time: number): LogRecord[] =>
    Array.from({ length: 700 }, (_, i) => ({
      time: time + i,
      host: begun?.host ?? '',
      program: 'sshd',
      pid: 99,
      sinceBoot: 1 + i,
      message: `Connection closed by 10.0.0.${i % 256} ${'-'.repeat(400)}`,
    }))
  const large = [...routine((begun?.time ?? 0) - 60_000), ...LOG, ...routine((ended?.time ?? 0) + 60_000)]

  it.each(recordFormats)('$name', async ({ write }) => {
    const [death, ...others] = await deathsIn(write(large))
    expect(others).toEqual([])
    expect(death).toMatchObject({ cause: 'oom-container', exitCode: 137, container: { id: APP } })
  })
})

/** Programs that are a unit of their own. */
const UNITS = new Set(['kernel', 'systemd', 'containerd', 'dockerd', 'crio', 'kubelet', 'earlyoom'])

describe('every message in every format gives the same fact', () => {
  const interpreter = createInterpreter(messages)
  const samples = messages.flatMap((parser) =>
    parser.samples.map(({ message, program, fact }) => ({
      parser,
      fact,
      record: {
        time: Date.UTC(2024, 2, 4, 9, 17, 7, 123),
        host: 'node-a',
        program: program ?? parser.programs[0] ?? 'kernel',
        pid: parser.pid ?? 4321,
        sinceBoot: 8523.347168,
        message,
      },
    })),
  )

  it.each(recordFormats)(
    '$name',
    ({ write, name, isOneLine = false, isTimeless = false, namesUnits = false }) => {
      for (const { parser, fact, record } of samples) {
        if (isOneLine && /[\n\t]/.test(record.message)) continue
        if (isTimeless && /^\d{4}-/.test(record.message)) continue
        if (namesUnits && !UNITS.has(record.program)) continue
        const assembler = createRecordAssembler()
        const opener = createOpener(envelopes)
        const lines: Line[] = []
        const scanner = createScanner({ file: name, needles: [] })
        const sink = { line: (line: Line) => (lines.push(line), 'all' as const), problem: () => undefined }
        scanner.write(Buffer.from(write([record])), sink)
        scanner.end(sink)
        const records = [...lines.flatMap((line) => assembler.next(line)), ...assembler.end()]
        const facts = records.flatMap(
          ({ text }) => interpreter.interpret(opener.open(text), parser.within === 'oom-report') ?? [],
        )
        expect(facts, `${parser.id}: ${record.message}`).toEqual([fact])
      }
    },
  )
})
