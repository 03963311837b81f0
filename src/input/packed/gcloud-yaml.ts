import { parse } from 'yaml'
import type { ByteReader } from '../byte-reader.js'
import { takeRest } from '../byte-reader.js'

const SEPARATOR = '---'
/** An entry that is longer is none. */
const MOST_CHARACTERS = 1 << 20

/**
 * What `gcloud logging read` prints unless it is told otherwise: documents of YAML → the same entries as `--format=json`
 * has them, each as one line where its document began, and as many blank ones behind it as that took.
 */
export async function* entriesOfYaml(reader: ByteReader): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder()
  let left = ''
  let held: string[] = []
  let characters = 0
  for await (const chunk of takeRest(reader)) {
    const lines = (left + decoder.decode(chunk, { stream: true })).split('\n')
    left = lines.pop() ?? ''
    const told = lines.flatMap(next)
    if (told.length > 0) yield Buffer.from(`${told.join('\n')}\n`)
  }
  const told = [...next(left), ...flush()]
  yield Buffer.from(`${told.join('\n')}\n`)

  function next(line: string): readonly string[] {
    const isNew = line.trimEnd() === SEPARATOR || characters > MOST_CHARACTERS
    const told = isNew ? flush() : []
    held.push(line)
    characters += line.length
    return told
  }

  function flush(): readonly string[] {
    const lines = held
    held = []
    characters = 0
    const entry = entryOf(lines)
    return entry === null ? lines : lines.map((_, index) => (index === 0 ? entry : ''))
  }
}

/** Null: no entry, and its lines may say something by themselves. */
function entryOf(lines: readonly string[]): string | null {
  try {
    const value: unknown = parse(lines.join('\n'), { maxAliasCount: 0 })
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : null
  } catch {
    return null
  }
}
