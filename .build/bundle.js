import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, transform } from 'esbuild'
import { lateModules } from './late-modules.js'
import { FROM_EXECUTABLE, FROM_FOLDER, linkParts } from './link-parts.js'
import { readyTables, TABLES } from './ready-tables.js'
import { withoutSamples } from './without-samples.js'

/**
 * Writes the program into dist/bin, so that it starts soon: CommonJS in a few files, each read only when a command
 * needs it, made from the sources. The library stays the plain modules that tsc has written before.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'dist', 'bin')
const source = 'src/cli/bin.ts'
const target = 'node20.19'

let tables
const { outputFiles, metafile } = await build({
  absWorkingDir: root,
  entryPoints: { exitlog: source },
  outdir: folder,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  // Only modules can be split: each part is turned into CommonJS afterwards.
  splitting: true,
  format: 'esm',
  chunkNames: '[name]-[hash]',
  platform: 'node',
  target,
  minify: true,
  // Their builds for browsers are written in modules; of fflate, the other one asks Node for threads when it is loaded.
  alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') },
  // yargs asks where it is, to look for its translations; they are not used. The drive is for Windows, which wants one.
  define: { 'import.meta.url': '"file:///C:/exitlog.js"' },
  plugins: [
    withoutSamples(),
    lateModules({
      fflate: join(root, 'node_modules/fflate/esm/browser.js'),
      split2: join(root, 'node_modules/split2/index.js'),
    }),
    readyTables(root, (bytes) => (tables = bytes)),
  ],
  metafile: true,
  write: false,
  logLevel: 'warning',
})

/** V8 takes a file with one other character at twice its size; what is left of them stands in expressions. */
const inAscii = (code) =>
  code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

const parts = new Map()
for (const { path, text } of outputFiles) {
  // `require` reads a part several times faster than `import`, which parses it twice.
  const supported = { 'dynamic-import': false }
  const { code } = await transform(text.replace(/^#!.*/, ''), {
    format: 'cjs',
    platform: 'node',
    target,
    minify: true,
    supported,
  })
  parts.set(path, inAscii(code))
}
const filesWith = (access) => linkParts(parts, metafile, { root, source, access })
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
for (const [name, code] of filesWith(FROM_FOLDER)) writeFileSync(join(folder, name), code)
writeFileSync(join(folder, TABLES), tables)
const program = join(folder, 'exitlog.cjs')
// kubectl finds a command by the name of a program, which is told here since a link's name is not everywhere.
const plugin = join(folder, 'kubectl-exitlog.cjs')
writeFileSync(plugin, "#!/usr/bin/env node\nprocess.argv[1] = __filename\nrequire('./exitlog.cjs')\n")
for (const bin of [program, plugin]) chmodSync(bin, 0o755)
// What most small logs are about; what V8 compiles for others takes less long than it would to read it each time.
for (const sample of ['eviction', 'exit-0', 'memory-limit'])
  execFileSync(
    process.execPath,
    [join(root, '.build/record-code.cjs'), program, 'timeline', join(root, `samples/${sample}.syslog`)],
    { stdio: 'pipe' },
  )

// The program of the single executable, which holds the other files in itself: executable.js makes it.
const executable = join(root, '.executable')
mkdirSync(executable, { recursive: true })
writeFileSync(
  join(executable, 'exitlog.cjs'),
  filesWith(FROM_EXECUTABLE).get('exitlog.cjs').replace(/^#!.*/, ''),
)
