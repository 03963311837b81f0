import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { events } from '../src/index.js'
import { createLineReader, type Event, messages, parseLine } from '../src/parsers.js'

const SAMPLES = ['exit-0', 'eviction', 'grace-expired', 'memory-limit', 'pod-limit']
const options = { referenceDate: Date.UTC(2026, 10, 24) }

it.each(SAMPLES)('gives line by line the events of the whole log: %s', async (sample) => {
  const name = `samples/${sample}.syslog`
  const reader = createLineReader({ ...options, name })
  const lines = readFileSync(name, 'utf8').split(/(?<=\n)/)
  const taken = [...lines.flatMap((line) => reader.next(line)), ...reader.end()]
  const whole: Event[] = []
  for await (const event of events(name, options)) whole.push(event)
  expect(whole).not.toEqual([])
  expect(taken).toEqual(whole)
})

it('readers side by side know nothing of each other', () => {
  const lines = SAMPLES.map((sample) => readFileSync(`samples/${sample}.syslog`, 'utf8').split('\n'))
  const alone = lines.map((own) => {
    const reader = createLineReader(options)
    return [...own.flatMap((line) => reader.next(line)), ...reader.end()]
  })
  const readers = lines.map(() => createLineReader(options))
  const taken: Event[][] = lines.map(() => [])
  for (let n = 0; n < Math.max(...lines.map(({ length }) => length)); n++)
    for (const [which, reader] of readers.entries()) {
      const line = lines[which]?.[n]
      if (line !== undefined) taken[which]?.push(...reader.next(line))
    }
  for (const [which, reader] of readers.entries()) taken[which]?.push(...reader.end())
  expect(taken).toEqual(alone)
})

it('parses one line: what it says, or why it says nothing', () => {
  const lines = readFileSync('samples/exit-0.syslog', 'utf8').split('\n')
  const exit = lines.map(parseLine).find(({ claim }) => claim?.fact.type === 'runtime.exit')
  expect(exit).toMatchObject({
    envelope: { program: 'containerd' },
    claim: { fact: { exitStatus: 0 } },
    silence: null,
  })
  expect(messages).toContain(exit?.claim?.parser)
  expect(parseLine('Mar  4 09:17:07 node-a app: hello')).toMatchObject({
    envelope: { host: 'node-a', message: 'hello' },
    claim: null,
    silence: { kind: 'no-needle' },
  })
})

it('gives what waits when no line comes for now', () => {
  const reader = createLineReader(options)
  const kernel = readFileSync('samples/memory-limit.syslog', 'utf8').split('\n').slice(0, 86)
  const taken = kernel.flatMap((line) => reader.next(line))
  expect([...taken, ...reader.rest()].map(({ type }) => type)).toContain('kernel.oom_kill')
})
