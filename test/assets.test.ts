import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const ASSETS = `${ROOT}src/render/page/assets.ts`

/** Small and on one line, the same on every machine. */
async function bundle(entries: readonly string[]): Promise<string> {
  const imports = entries.map((entry) =>
    entry.endsWith('.css') ? `@import './${entry}';` : `import './${entry}'`,
  )
  const { outputFiles } = await build({
    stdin: {
      contents: imports.join('\n'),
      resolveDir: `${ROOT}src/browser`,
      loader: entries[0]?.endsWith('.css') ? 'css' : 'ts',
    },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'ascii',
  })
  return (outputFiles[0]?.text ?? '').trimEnd()
}

const hashOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`

async function assets(): Promise<string> {
  const style = await bundle(['palette.css', 'picture.css', 'page.css'])
  const picture = await bundle(['palette.css', 'picture.css'])
  const script = await bundle(['report.ts'])
  const constants = {
    PAGE_STYLE: style,
    PAGE_STYLE_HASH: hashOf(style),
    PAGE_SCRIPT: script,
    PAGE_SCRIPT_HASH: hashOf(script),
    PICTURE_STYLE: picture,
  }
  const lines = Object.entries(constants).map(
    ([name, text]) => `export const ${name} =\n  '${text.replace(/[\\']/g, '\\$&')}'\n`,
  )
  return `/** What src/browser comes to, for pages that need no other file; test/assets.test.ts with UPDATE_ASSETS=1 writes it. */\n${lines.join('')}`
}

describe('src/render/page/assets.ts', () => {
  it('is what src/browser comes to', async () => {
    const made = await assets()
    if (process.env['UPDATE_ASSETS']) writeFileSync(ASSETS, made)
    expect(readFileSync(ASSETS, 'utf8')).toBe(made)
  })
})
