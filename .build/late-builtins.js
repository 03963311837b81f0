import * as childProcess from 'node:child_process'
import * as crypto from 'node:crypto'
import * as fsPromises from 'node:fs/promises'
import * as net from 'node:net'
import * as os from 'node:os'
import * as zlib from 'node:zlib'

/** Modules of Node that take long to load and are needed by few inputs; only functions and classes of theirs may be imported. */
const LATE = new Map(
  Object.entries({
    'node:child_process': childProcess,
    'node:crypto': crypto,
    'node:fs/promises': fsPromises,
    'node:net': net,
    'node:os': os,
    'node:zlib': zlib,
  }),
)

/** Loads a module of Node when a function of it is first called. */
export function lateBuiltins() {
  return {
    name: 'late-builtins',
    setup(bundler) {
      const filter = new RegExp(`^(?:${[...LATE.keys()].join('|')})$`)
      bundler.onResolve({ filter }, ({ path }) => ({ path, namespace: 'late', sideEffects: false }))
      bundler.onLoad({ filter, namespace: 'late' }, ({ path }) => ({ contents: lateOf(path) }))
    },
  }
}

function lateOf(path) {
  // By its other name, under which it is not found here again.
  const plain = path.replace('node:', '')
  return Object.entries(LATE.get(path) ?? {})
    .filter(([name, value]) => typeof value === 'function' && name !== 'default')
    .map(
      ([name]) => `export function ${name}(...given) {
        const { ${name} } = require('${plain}')
        return new.target ? new ${name}(...given) : ${name}(...given)
      }`,
    )
    .join('\n')
}
