import { posix } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { nodesOf, readSource, sourcePaths } from './sources.js'

/**
 * Each room and what its files may import: rooms, single files and packages. Within itself a room may import
 * only where it names itself; so no message parser knows another. `node:` is every module of Node.
 */
const ROOMS: readonly (readonly [room: string, mayImport: readonly string[]])[] = [
  ['src/model', ['src/model']],
  ['parsers/shared', ['src/model', 'parsers/shared']],
  ['parsers/envelopes', ['src/model', 'parsers/shared']],
  ['parsers/messages', ['src/model', 'parsers/shared']],
  ['parsers/index.ts', ['src/model', 'parsers']],
  ['src/input', ['src/model', 'src/input', 'node:', 'fzstd', 'tar', 'xxhash-wasm', 'yaml']],
  ['src/scan', ['src/model', 'src/scan', 'node:buffer', 'split2']],
  ['src/events', ['src/model', 'src/events', '@date-fns/tz', 'fflate']],
  ['src/correlate', ['src/model', 'src/correlate']],
  ['src/verdict', ['src/model', 'src/verdict']],
  ['src/explain', ['src/model', 'src/explain']],
  ['src/status', ['src/model', 'src/status', 'yaml']],
  ['src/redact', ['src/model', 'src/redact', 'node:crypto', 'node:net']],
  [
    'src/render',
    ['src/model', 'src/explain', 'src/render', 'date-fns', '@date-fns/tz', 'get-east-asian-width'],
  ],
  ['src/logs', ['src/model', 'src/input', 'src/scan', 'src/events', 'src/logs']],
  ['src/merge', ['src/model', 'src/input', 'src/scan', 'src/events', 'src/merge']],
  ['src/kubectl', ['src/model', 'src/input', 'src/kubectl', 'node:child_process']],
  [
    'src/pipeline.ts',
    [
      'src/model',
      'src/merge',
      'src/input',
      'src/logs',
      'src/scan',
      'src/events',
      'src/correlate',
      'src/verdict',
    ],
  ],
  ['src/own-pipeline.ts', ['src/model', 'src/pipeline.ts', 'src/input', 'parsers/index.ts']],
  ['src/extract', ['src/model', 'src/input', 'src/events', 'src/pipeline.ts', 'src/extract']],
  [
    'src/library',
    [
      'src/model',
      'src/own-pipeline.ts',
      'src/pipeline.ts',
      'src/input',
      'src/events',
      'src/verdict',
      'src/render',
      'src/redact',
      'src/library',
      'parsers/index.ts',
      'node:',
    ],
  ],
  ['src/index.ts', ['src/model', 'src/library', 'src/status', 'src/explain', 'src/redact', 'src/render']],
  ['src/parsers.ts', ['src/model', 'src/library', 'parsers/index.ts']],
  [
    'src/browser',
    [
      'src/model',
      'src/own-pipeline.ts',
      'src/input',
      'src/render',
      'src/verdict',
      'src/browser',
      'buffer',
      'fflate',
    ],
  ],
  ['src/cli', ['src', 'parsers/index.ts', 'node:', 'yargs', 'date-fns', '@date-fns/tz']],
]

/** Only these rooms may ask the machine for anything but the bytes of inputs: what time it is, who listens. */
const WORLDLY = ['src/cli', 'src/browser', 'src/library']
const WORLD = ['process', 'console', 'performance', 'globalThis', 'setTimeout', 'setInterval', 'fetch']

const contains = (room: string, path: string) => path === room || path.startsWith(`${room}/`)

function importsOf(path: string): string[] {
  return ts.preProcessFile(readSource(path)).importedFiles.map(({ fileName }) => {
    if (!fileName.startsWith('.')) return fileName
    return posix.join(posix.dirname(path), fileName).replace(/\.js$/, '.ts')
  })
}

describe.each(ROOMS)('%s', (room, mayImport) => {
  const paths = sourcePaths.filter((path) => contains(room, path))
  const isAllowed = (name: string) =>
    mayImport.some((allowed) => (allowed === 'node:' ? name.startsWith(allowed) : contains(allowed, name)))

  it('has files', () => expect(paths).not.toEqual([]))

  it('imports only what it may', () => {
    const foreign = paths.flatMap((path) =>
      importsOf(path)
        .filter((name) => !isAllowed(name))
        .map((name) => `${path} imports ${name}`),
    )
    expect(foreign).toEqual([])
  })

  it.skipIf(WORLDLY.includes(room))('asks no clock and no world', () => {
    const asked = paths.flatMap((path) =>
      nodesOf(path)
        .filter(asksTheWorld)
        .map((node) => `${path}: ${node.getText()}`),
    )
    expect(asked).toEqual([])
  })
})

it('every file stands in a room', () => {
  expect(sourcePaths.filter((path) => !ROOMS.some(([room]) => contains(room, path)))).toEqual([])
})

/** `process.…`, `console.…`, `Date.now()`, `new Date()`: a name that is not a property and not a key. */
function asksTheWorld(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) return node.expression.getText() === 'Date' && !node.arguments?.length
  if (ts.isPropertyAccessExpression(node)) {
    return WORLD.includes(node.expression.getText()) || node.getText() === 'Date.now'
  }
  return ts.isCallExpression(node) && WORLD.includes(node.expression.getText())
}
