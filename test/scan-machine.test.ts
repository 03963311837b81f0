import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'
import { expect, it } from 'vitest'

const SOURCE = fileURLToPath(new URL('../src/scan/machine.as', import.meta.url))
const CODE = fileURLToPath(new URL('../src/scan/machine-code.ts', import.meta.url))
const FLAGS = ['-O3', '--runtime', 'stub', '--noAssert', '--enable', 'simd']

/** The machine's code, as AssemblyScript makes it; what it says of a mistake goes to standard error. */
async function compile(): Promise<Buffer> {
  let code = Buffer.alloc(0)
  const { error } = await asc.main(['machine.ts', '--outFile', 'machine.wasm', ...FLAGS], {
    readFile: (name) => (name === 'machine.ts' ? readFileSync(SOURCE, 'utf8') : null),
    writeFile: (name, contents) => {
      if (name === 'machine.wasm' && typeof contents !== 'string') code = Buffer.from(contents)
    },
    listFiles: () => [],
    stderr: process.stderr,
  })
  if (error) throw error
  return code
}

it('the machine in the tree is what its source compiles to', async () => {
  const code = (await compile())
    .toString('base64')
    .replaceAll(/.{1,100}/g, "  '$&' +\n")
    .slice(0, -3)
  const file = `/** What machine.as compiles to, in base64; test/scan-machine.test.ts with UPDATE_MACHINE=1 writes it. */\nexport const MACHINE_CODE =\n${code}\n`
  if (process.env['UPDATE_MACHINE']) writeFileSync(CODE, file)
  expect(readFileSync(CODE, 'utf8')).toBe(file)
}, 60_000)
