import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { ownPipeline } from '../../src/own-pipeline.js'
import type { Wrapping } from './line.js'
import { generate } from './generate.js'

const BYTES = 6 << 20

function log(wrapping: Wrapping) {
  const pieces: string[] = []
  const generated = generate({ bytes: BYTES, interest: 0.05, wrapping })
  let next = generated.next()
  for (; !next.done; next = generated.next()) pieces.push(next.value)
  return { pieces, ...next.value }
}

async function* inputOf(pieces: readonly string[]) {
  const chunks = Readable.from(pieces.map((piece) => Buffer.from(piece)))
  yield { name: 'syslog', modifiedAt: null, chunks }
}

describe.each<Wrapping>(['rfc3164', 'rfc3339', 'journal'])('a generated log (%s)', (wrapping) => {
  const { pieces, causes, lines } = log(wrapping)
  const text = pieces.join('')

  it('is the same for the same seed', () => expect(log(wrapping).pieces).toEqual(pieces))

  it('is about as long as asked for, and counts its lines', () => {
    expect(text.length).toBeGreaterThan(BYTES)
    expect(text.length).toBeLessThan(BYTES * 1.75)
    expect(text.split('\n').length - 1).toBe(lines)
  })

  it('gives a record for each of its deaths, with the cause that its lines prove, and no problem', async () => {
    const records = ownPipeline.timeline(inputOf(pieces), { referenceMs: Date.UTC(2024, 3, 1) })
    const found = new Map<string, string>()
    for await (const { container, cause } of records)
      if (container.id !== null && !container.sandbox) found.set(container.id, cause)
    expect(causes.size).toBeGreaterThan(15)
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(causes))
    expect(records.reading().problems).toEqual([])
  })
})
