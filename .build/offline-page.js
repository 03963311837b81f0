import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/**
 * Writes the page of `exitlog page` beside the program: one file with the whole of exitlog that reads no file system,
 * which may run its own script and nothing else, and load nothing.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const source = join(root, 'src/browser')
const shims = join(source, 'shims')
const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const target = join(root, dirname(bin.exitlog), 'exitlog.html')

async function bundle(contents, loader) {
  const { outputFiles } = await build({
    stdin: { contents, loader, resolveDir: source },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    alias: { 'node:buffer': join(shims, 'buffer.ts'), split2: join(shims, 'split2.ts') },
    inject: loader === 'ts' ? [join(shims, 'buffer.ts')] : [],
  })
  // The end of a script is looked for before anybody asks whether it stands in a string.
  return outputFiles[0].text.trimEnd().replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--')
}

const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
const script = await bundle("import './app.js'", 'ts')
const style = await bundle(
  ['palette', 'picture', 'page', 'app'].map((name) => `@import './${name}.css';`).join(''),
  'css',
)
const policy = [
  "default-src 'none'",
  `style-src ${hashOf(style)}`,
  `script-src ${hashOf(script)} 'wasm-unsafe-eval'`,
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
