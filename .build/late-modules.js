import * as childProcess from 'node:child_process'
import * as crypto from 'node:crypto'
import * as fsPromises from 'node:fs/promises'
import * as net from 'node:net'
import * as os from 'node:os'
import * as zlib from 'node:zlib'
import * as fflate from 'fflate'
import split2 from 'split2'

/** Modules that take long to load and are needed by few inputs; only functions and classes of theirs may be imported. */
const LATE = new Map(
  Object.entries({
    'node:child_process': childProcess,
    'node:crypto': crypto,
    'node:fs/promises': fsPromises,
    'node:net': net,
    'node:os': os,
    'node:zlib': zlib,
    fflate,
    split2: { split2 },
  }),
)

/** Loads a module when a function of it is first called. `files` are those of packages, by their names. */
export function lateModules(files) {
  return {
    name: 'late-modules',
    setup(bundler) {
      const filter = new RegExp(`^(?:${[...LATE.keys()].join('|')})$`)
      bundler.onResolve({ filter }, ({ path }) => ({ path, namespace: 'late', sideEffects: false }))
      bundler.onLoad({ filter, namespace: 'late' }, ({ path }) => ({
        // By another name, under which it is not found here again.
        contents: lateOf(LATE.get(path) ?? {}, files[path] ?? path.replace('node:', '')),
        resolveDir: import.meta.dirname,
      }))
    },
  }
}

/** A module that is a function is imported as its default alone, under its own name here. */
function lateOf(module, file) {
  const isFunction = Object.keys(module).length === 1
  return Object.entries(module)
    .filter(([name, value]) => typeof value === 'function' && name !== 'default')
    .map(
      ([name]) => `export ${isFunction ? 'default ' : ''}function ${name}(...given) {
        const ${isFunction ? 'late' : `{ ${name}: late }`} = require(${JSON.stringify(file)})
        return new.target ? new late(...given) : late(...given)
      }`,
    )
    .join('\n')
}
