import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  createRedactor,
  type Event,
  events,
  explain,
  joinStatus,
  readStatus,
  render,
  renderEvents,
  setBeside,
  summarize,
  type Termination,
  terminationJson,
  timeline,
} from '../src/index.js'
import { version } from '../src/cli/version.js'
import { EVENT_FORMATS, TIMELINE_FORMATS } from '../src/library/formats.js'
import { runCli } from './run-cli.js'

const LOGS = ['samples/pod-limit.syslog', 'samples/eviction.syslog']
const DATE = ['--reference-date', '2026-11-24']
const options = { referenceDate: Date.UTC(2026, 10, 24) }

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}

async function all<T>(records: AsyncIterable<T>): Promise<readonly T[]> {
  const taken: T[] = []
  for await (const record of records) taken.push(record)
  return taken
}

/** Formats for people and for other programs tell how they came about. */
const madeBy = (...command: string[]) => ({ version, command: ['exitlog', ...command] })

describe('prints what the command line prints', () => {
  it.each(TIMELINE_FORMATS)('timeline -o %s', async (format) => {
    const words = ['timeline', '--output', format, '--width', '90', ...DATE, ...LOGS]
    const { stdout } = await runCli(words)
    const text = await textOf(render(timeline(LOGS, options), format, { width: 90, made: madeBy(...words) }))
    expect(text).toBe(stdout)
    expect(text).not.toBe('')
  })

  it.each(EVENT_FORMATS)('events -o %s', async (format) => {
    const { stdout } = await runCli(['events', '-o', format, '--width', '90', ...DATE, ...LOGS])
    expect(await textOf(renderEvents(events(LOGS, options), format, { width: 90 }))).toBe(stdout)
  })

  it('with the sandboxes, for a place that takes less', async () => {
    const words = ['timeline', '-o', 'markdown', '--all', '--target', 'jira', '--max-bytes', '5000']
    const { stdout } = await runCli([...words, ...DATE, ...LOGS])
    const ticket = { all: true, target: 'jira', maxBytes: 5000 } as const
    const text = await textOf(render(timeline(LOGS, options), 'markdown', ticket))
    expect(text.length).toBeLessThanOrEqual(5000)
    expect(text.split('\n')[0]).toBe(stdout.split('\n')[0])
    expect(() => render([], 'markdown', { maxBytes: 10 })).toThrow('maxBytes')
  })

  it('of records that were taken before', async () => {
    const stream = timeline(LOGS, options)
    const taken = await all(stream)
    const [first] = taken
    expect(await textOf(render(taken, 'html', { reading: stream.reading }))).toBe(
      await textOf(render(timeline(LOGS, options), 'html')),
    )
    const alone = await textOf(render(first ? [first] : [], 'ndjson'))
    expect(JSON.parse(alone)).toEqual(first && JSON.parse(JSON.stringify(terminationJson(first))))
  })
})

it('hides whose log it is', async () => {
  const redactor = createRedactor({ key: 'incident 7' })
  const stream = timeline(LOGS, { ...options, onEvent: redactor.learn })
  const words = ['timeline', '--output', 'markdown', '--redact=all', '--redact-key', '…', ...DATE, ...LOGS]
  const text = await textOf(render(stream, 'markdown', { redactor, made: madeBy(...words) }))
  const { stdout } = await runCli(words.map((word) => (word === '…' ? 'incident 7' : word)))
  expect(text).toBe(stdout)
  const names = (await all(timeline(LOGS, options))).flatMap(({ node, pod }) => [node, pod?.name, pod?.uid])
  for (const name of names) if (name) expect(text).not.toContain(name)
  expect(() => createRedactor({ key: '' })).toThrow(RangeError)
})

it('folds the same deaths', async () => {
  const { stdout } = await runCli(['summary', '-o', 'json', '--all', ...DATE, ...LOGS])
  const printed = JSON.parse(stdout) as {
    readonly groups: readonly { readonly count: number; readonly cause: string }[]
  }
  const { groups } = await summarize(timeline(LOGS, options))
  expect(groups.map(({ count, cause }) => ({ count, cause }))).toEqual(
    printed.groups.map(({ count, cause }) => ({ count, cause })),
  )
})

it('sets what the cluster says beside it', async () => {
  const name = 'samples/status/eviction.describe.txt'
  const { status, trouble } = readStatus(readFileSync(name, 'utf8'), name)
  expect(trouble).toBeNull()
  const log = 'samples/eviction.syslog'
  const { terminations } = setBeside(await all(timeline(log, options)), joinStatus([status]))
  const { stdout } = await runCli(['timeline', '-o', 'json', '--status', name, ...DATE, log])
  const printed = JSON.parse(stdout) as readonly Pick<Termination, 'status'>[]
  expect(terminations.map(({ status: found = null }) => found)).toEqual(
    printed.map(({ status: found }) => found),
  )
  expect(terminations.some(({ status: found }) => found?.some(({ agrees }) => !agrees))).toBe(true)
})

it('explains a code, and gives the events of a record', async () => {
  expect(explain('137')?.topics[0].title).toContain('137')
  const [record] = await all(timeline(LOGS, options))
  const seen: readonly Event[] = record?.evidence ?? []
  expect(seen).not.toEqual([])
})
