import { join } from 'node:path'

/**
 * Puts the scanner's tables for our own parsers into the program, as `tablesFor` makes them: that takes longer than
 * the scan of a small log. Needs what tsc has written.
 */
export function readyTables(root) {
  return {
    name: 'ready-tables',
    setup(bundler) {
      const filter = /[\\/]src[\\/]scan[\\/]machine-tables\.ts$/
      bundler.onLoad({ filter, namespace: 'file' }, async ({ path, suffix }) => {
        if (suffix === ORIGINAL) return undefined
        return { contents: await tablesModule(root, path), loader: 'ts', resolveDir: join(path, '..') }
      })
    },
  }
}

const ORIGINAL = '?original'

async function tablesModule(root, path) {
  const grammar = await import(join(root, 'dist/parsers/index.js'))
  const { tablesFor } = await import(join(root, 'dist/src/scan/machine-tables.js'))
  const { needlesOf } = await import(join(root, 'dist/src/model/needles-of.js'))
  const needles = needlesOf(grammar)
  const { image, stride } = tablesFor(needles)
  return `
    import { tablesFor as makeTables } from ${JSON.stringify(path + ORIGINAL)}
    const NEEDLES = ${JSON.stringify(needles.join('\n'))}
    const IMAGE = '${packed(Buffer.from(image).toString('base64'))}'
    export function tablesFor(texts) {
      if (texts.join('\\n') !== NEEDLES) return makeTables(texts)
      const image = IMAGE.replace(/\\.(\\w+)\\./g, (_all, length) => 'A'.repeat(parseInt(length, 36)))
      return { image: Buffer.from(image, 'base64'), stride: ${stride} }
    }`
}

/** Nearly all bytes of the tables are zeros: of a run of them only the length is written. */
function packed(base64) {
  return base64.replace(/A{5,}/g, (zeros) => `.${zeros.length.toString(36)}.`)
}
