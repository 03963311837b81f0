import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { messages } from '../parsers/index.js'
import type { Event, Happening } from '../src/model/event.js'
import { eventJson } from '../src/render/event-json.js'
import type { PrintedJson } from '../src/render/printed-json.js'
import { schemas } from '../src/render/schemas.js'
import { terminationJson } from '../src/render/termination-json.js'
import * as samples from './render-samples.js'
import { runCli } from './run-cli.js'
import { type Schema, schemasOf } from './schema-of-types.js'

const MODULE = 'src/render/schemas.ts'
const HEAD = `// Generated from the types of \`printed-json.ts\`: \`UPDATE_SCHEMA=1 npm test -- test/schema.test.ts\` writes it anew.
import type { PrintedJson } from './printed-json.js'

export const schemas: Readonly<Record<keyof PrintedJson, object>> = `

/** The same schema, that knows no other fields than those it names: what is printed is all described. */
function closed(schema: Schema): Schema {
  const definitions = schema['$defs'] as Record<string, Schema>
  const walk = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(walk)
    if (one === null || typeof one !== 'object') return one
    const entries = Object.entries(one).map(([key, value]) => [key, walk(value)] as const)
    const isWhole = 'allOf' in one || ('properties' in one && !inAllOf.has(one))
    return { ...Object.fromEntries(entries), ...(isWhole ? { unevaluatedProperties: false } : {}) }
  }
  // A part of several that make one object together cannot know the fields of the others.
  const inAllOf = new Set<unknown>()
  const mark = (one: unknown): void => {
    if (one === null || typeof one !== 'object') return
    for (const value of Object.values(one)) mark(value)
    const parts = (one as { allOf?: readonly { $ref?: string }[] }).allOf ?? []
    for (const part of parts) inAllOf.add(part.$ref ? definitions[part.$ref.slice('#/$defs/'.length)] : part)
  }
  mark(schema)
  return walk(schema) as Schema
}

function validatorOf(record: keyof PrintedJson): (printed: unknown) => void {
  const ajv = new Ajv2020.default({ strictTypes: false })
  addFormats.default(ajv)
  const validate = ajv.compile(closed(schemas[record] as Schema))
  return (printed) => {
    validate(JSON.parse(JSON.stringify(printed)))
    expect(validate.errors ?? []).toEqual([])
  }
}

describe('exitlog schema', () => {
  it('is what the types say', () => {
    const made = schemasOf('src/render/printed-json.ts', 'PrintedJson')
    if (process.env['UPDATE_SCHEMA']) {
      writeFileSync(MODULE, `${HEAD}${JSON.stringify(made)}\n`)
      execFileSync('npx', ['biome', 'format', '--write', MODULE])
      return
    }
    expect(schemas).toEqual(made)
  })

  it.each(['termination', 'event'] as const)('prints that of a %s', async (record) => {
    const { status, stdout } = await runCli(['schema', record])
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toEqual(schemas[record])
  })

  it('prints that of a termination where none is named, and knows no others', async () => {
    expect((await runCli(['schema'])).stdout).toBe((await runCli(['schema', 'termination'])).stdout)
    expect((await runCli(['schema', 'case'])).status).toBe(2)
  })
})

describe('every record that is printed is as its schema says', () => {
  const logs = readdirSync('samples').filter((name) => name.endsWith('.syslog'))

  it.each(logs)('terminations and events of %s', async (log) => {
    const expectTermination = validatorOf('termination')
    const expectEvent = validatorOf('event')
    const read = async (...argv: string[]) =>
      (await runCli([...argv, `samples/${log}`])).stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown)
    for (const record of await read('timeline', '-o', 'ndjson')) expectTermination(record)
    for (const record of await read('events')) expectEvent(record)
  })

  it('the golden terminations', () => {
    const expectTermination = validatorOf('termination')
    for (const name of readdirSync('test/golden').filter((file) => file.endsWith('.ndjson')))
      for (const line of readFileSync(`test/golden/${name}`, 'utf8').trimEnd().split('\n'))
        expectTermination(JSON.parse(line))
  })

  it('made-up terminations with all that a record can hold', () => {
    const expectTermination = validatorOf('termination')
    const { oomKilled, killedInside, evicted, completed, sandbox } = samples
    for (const one of [oomKilled, killedInside, evicted, completed, sandbox])
      expectTermination(terminationJson(one))
  })

  it('an event of every fact in the samples of the parsers', () => {
    const expectEvent = validatorOf('event')
    const facts = messages
      .flatMap((parser) => parser.samples.map((sample) => sample.fact))
      .filter((fact): fact is Extract<typeof fact, Happening> => !fact.type.startsWith('oom.'))
    const events: readonly Event[] = facts.map((fact, n) => samples.event(n, fact))
    for (const event of [...events, ...samples.oomKilled.evidence]) expectEvent(eventJson(event))
  })

  it('and what is not is refused', () => {
    const expectTermination = validatorOf('termination')
    const good = terminationJson(samples.evicted)
    for (const bad of [
      { ...good, cause: 'murder' },
      { ...good, exitCode: '137' },
      { ...good, finishedAt: 'noon' },
      { ...good, container: null },
      { ...good, surprise: 1 },
    ])
      expect(() => expectTermination(bad)).toThrow()
  })
})
