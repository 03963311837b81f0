import { join } from 'node:path'

/** The scanner's tables for our own parsers, beside the program. */
export const TABLES = 'tables.bin'

/**
 * Lets the program read the scanner's tables for our own parsers from that file, as `tablesFor` makes them: that takes
 * longer than the scan of a small log. `keep` gets its bytes. Needs what tsc has written.
 */
export function readyTables(root, keep) {
  return {
    name: 'ready-tables',
    setup(bundler) {
      bundler.onResolve({ filter: /\.bin$/ }, ({ path }) => ({ path, external: true }))
      const filter = /[\\/]src[\\/]scan[\\/]machine-tables\.ts$/
      bundler.onLoad({ filter, namespace: 'file' }, async ({ path, suffix }) => {
        if (suffix === ORIGINAL) return undefined
        return { contents: await tablesModule(root, path, keep), loader: 'ts', resolveDir: join(path, '..') }
      })
    },
  }
}

const ORIGINAL = '?original'

async function tablesModule(root, path, keep) {
  const grammar = await import(join(root, 'dist/parsers/index.js'))
  const { tablesFor } = await import(join(root, 'dist/src/scan/machine-tables.js'))
  const { needlesOf } = await import(join(root, 'dist/src/model/needles-of.js'))
  const needles = needlesOf(grammar)
  const { image, stride } = tablesFor(needles)
  keep(image)
  return `
    import { tablesFor as makeTables } from ${JSON.stringify(path + ORIGINAL)}
    const NEEDLES = ${JSON.stringify(needles.join('\n'))}
    export function tablesFor(texts) {
      if (texts.join('\\n') !== NEEDLES) return makeTables(texts)
      return { image: require('./${TABLES}'), stride: ${stride} }
    }`
}
