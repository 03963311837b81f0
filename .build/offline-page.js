import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { withoutSamples } from './without-samples.js'

/**
 * Writes the page of `exitlog page` beside the program: one file with the whole of exitlog that reads no file system,
 * which may run its own script and nothing else, and load nothing.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const source = join(root, 'src/browser')
const shims = join(source, 'shims')
const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const target = join(root, dirname(bin.exitlog), 'exitlog.html')

const shim = (name) => join(shims, `${name}.ts`)
const NO_SYSTEM = ['fs', 'fs/promises', 'child_process', 'path', 'util', 'net']
const alias = {
  'node:buffer': shim('buffer'),
  'node:crypto': shim('checksums'),
  'node:zlib': shim('checksums'),
  split2: shim('split2'),
  ...Object.fromEntries(NO_SYSTEM.map((name) => [`node:${name}`, shim('no-system')])),
}

/** Node's zlib is no part of a browser. */
const browserInflate = {
  name: 'browser-inflate',
  setup(bundler) {
    bundler.onLoad({ filter: /[\\/]src[\\/]input[\\/]packed[\\/](?:gzip|inflate)\.ts$/ }, () => {
      return {
        contents: `export * from ${JSON.stringify(shim('inflate'))}`,
        loader: 'ts',
        resolveDir: source,
      }
    })
  },
}

async function bundle(contents, loader) {
  const { outputFiles } = await build({
    stdin: { contents, loader, resolveDir: source },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    alias,
    inject: loader === 'ts' ? [join(shims, 'buffer.ts')] : [],
    plugins: [browserInflate, withoutSamples()],
  })
  // The end of a script is looked for before anybody asks whether it stands in a string.
  return outputFiles[0].text.trimEnd().replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--')
}

const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
const script = await bundle("import './main.js'", 'ts')
const style = await bundle(
  ['palette', 'picture', 'page', 'app'].map((name) => `@import './${name}.css';`).join(''),
  'css',
)
const policy = [
  "default-src 'none'",
  `style-src ${hashOf(style)}`,
  `script-src ${hashOf(script)} 'wasm-unsafe-eval'`,
  'worker-src blob:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')
const parts = { policy, style, script }
const page = readFileSync(join(source, 'app.html'), 'utf8').replace(
  /\{(policy|style|script)\}/g,
  (_, name) => parts[name],
)
mkdirSync(dirname(target), { recursive: true })
writeFileSync(target, page)
