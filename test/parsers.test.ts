import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { envelopes, messages } from '../parsers/index.js'
import type { Envelope } from '../src/model/envelope.js'
import type { Fact } from '../src/model/fact.js'
import type { MessageParser } from '../src/model/parser.js'
import { createInterpreter } from '../src/events/interpret.js'

const bare = (message: string, program: string | null, pid: number | null = null): Envelope => ({
  id: 'bare',
  stamp: null,
  host: null,
  program,
  pid,
  sinceBoot: null,
  message,
})

/** All container ids anywhere in a fact. */
function idsOf(fact: Fact | undefined): string[] {
  return fact
    ? [...JSON.stringify(fact).matchAll(/"(?:containerId|sandboxId)":"([0-9a-f]+)"/g)].map((m) => m[1] ?? '')
    : []
}

const all = createInterpreter(messages)
const claimants = (parser: MessageParser, envelope: Envelope) =>
  messages.filter(
    (other) =>
      other.within === parser.within &&
      (envelope.program === null || other.programs.includes(envelope.program)) &&
      other.parse(envelope.message, envelope) !== undefined,
  )

describe('the folder and the registry agree', () => {
  const files = (folder: string) =>
    readdirSync(new URL(`../parsers/${folder}`, import.meta.url))
      .filter((f) => f.endsWith('.ts'))
      .map((f) => f.replace(/\.ts$/, ''))
      .sort()
  it('messages', () => expect(messages.map((p) => p.id).sort()).toEqual(files('messages')))
  it('envelopes', () => expect(envelopes.map((e) => e.id).sort()).toEqual(files('envelopes')))
})

describe.each(messages.map((parser) => [parser.id, parser] as const))('%s', (_id, parser) => {
  const samples = parser.samples.map((s) => ({ ...s, program: s.program ?? parser.programs[0] ?? 'kernel' }))

  it('has samples, near misses, needles', () => {
    expect(samples.length).toBeGreaterThan(0)
    expect(parser.nearMisses.length).toBeGreaterThan(0)
    expect(parser.reads.length).toBeGreaterThan(0)
    if (parser.within === undefined) expect(parser.needles.length).toBeGreaterThan(0)
  })

  it.each(samples)(
    'gives its exact fact through the whole registry: $message',
    ({ message, program, fact }) => {
      // The first messages of a program are read in another way than those that follow.
      for (const interpreter of [createInterpreter(messages), all])
        expect(interpreter.interpret(bare(message, program), parser.within === 'oom-report')).toEqual(fact)
      expect(all.interpret(bare(message, null), parser.within === 'oom-report')).toEqual(fact)
      expect(claimants(parser, bare(message, program)).map((p) => p.id)).toEqual([parser.id])
      // Pages and word processors write quotes of their own, save those of JSON, which they would break.
      const asSet = message.startsWith('{') ? message : message.replaceAll('"', '”')
      if (parser.within === undefined) expect(parser.needles.some((n) => asSet.includes(n))).toBe(true)
    },
  )

  it.each(samples)('gives a new fact each time: $message', ({ message, program }) => {
    const parse = () => parser.parse(message, bare(message, program, parser.pid))
    expect(parse()).not.toBe(parse())
  })

  it.each(parser.nearMisses)('gives nothing for: $message', ({ message, program, pid }) => {
    expect(parser.parse(message, bare(message, program ?? parser.programs[0] ?? null, pid))).toBeUndefined()
  })

  it.each(samples)(
    'cut anywhere it neither throws nor invents an id: $message',
    ({ message, program, fact }) => {
      const known = new Set(idsOf(fact))
      for (let end = 0; end < message.length; end++) {
        const cut = parser.parse(message.slice(0, end), bare(message.slice(0, end), program))
        for (const id of idsOf(cut)) expect(known).toContain(id)
      }
    },
  )

  it.each(samples)('reads the same in every envelope: $message', ({ message, program, fact }) => {
    for (const envelope of envelopes) {
      const opened = envelope.open(envelope.wrap(message, program, parser.pid ?? 4321))
      expect(opened, envelope.id).toBeDefined()
      if (opened) expect(all.interpret(opened, parser.within === 'oom-report'), envelope.id).toEqual(fact)
    }
  })
})

it('an event of podman 1.8, which writes no time, is told from docker’s by its tag alone', () => {
  const event = `container kill ${'c41d8b7f'.repeat(8)} (image=nginx, name=web)`
  expect(all.interpret(bare(event, 'podman'), false)).toMatchObject({ runtime: 'podman' })
  expect(all.interpret(bare(event, null), false)).toMatchObject({ runtime: 'docker' })
})

describe.each(envelopes.map((envelope) => [envelope.id, envelope] as const))('%s', (_id, envelope) => {
  it.each(envelope.samples)('opens: $text', ({ text, envelope: expected }) => {
    expect(envelope.open(text)).toEqual(expected)
    expect(envelopes.find((e) => e.open(text))?.id).toBe(envelope.id)
  })
  it.each(envelope.nearMisses)('is not: $text', ({ text }) => expect(envelope.open(text)).toBeUndefined())
})
