import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>
}
/** The README's examples, in their order, and what of their output shows that they did what is said above them. */
const examples = [...readFileSync('README.md', 'utf8').matchAll(/```js\n([^]*?)```/g)].map((m) => m[1] ?? '')
const SHOWS: readonly RegExp[] = [
  /^eviction evicted .*\noom-pod OOM-killed .*\nstopped .*\n131 lines, 0 problems, 2 nodes\n$/,
  /^memhog pod \d+\n/,
  /^1 oom-pod \[/m,
  /^\S+\n(?:\w+\.\w+\n)*runtime\.exit\n/,
  /^(?=[^]*host-\w+)(?=[^]*the cluster)(?![^]*aks-nodepool1)[^]*evicted/,
]

/** A project that has installed what would be published: the package as packed, and its dependencies. */
const project = mkdtempSync(join(tmpdir(), 'exitlog-consumer-'))
const run = (command: string, ...args: readonly string[]) =>
  execFileSync(command, args, { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

beforeAll(() => {
  const packing = ['pack', '--json', '--ignore-scripts', '--pack-destination', project]
  const packed = execFileSync('npm', packing, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  const [{ filename }] = JSON.parse(packed) as [{ readonly filename: string }]
  const installed = join(project, 'node_modules', 'exitlog')
  mkdirSync(installed, { recursive: true })
  run('tar', '-xzf', filename, '-C', installed, '--strip-components=1')
  for (const name of Object.keys(manifest.dependencies)) {
    const place = join(project, 'node_modules', name)
    mkdirSync(dirname(place), { recursive: true })
    symlinkSync(resolve('node_modules', name), place)
  }
  symlinkSync(resolve('samples'), join(project, 'samples'))
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }')
}, 120_000)
afterAll(() => rmSync(project, { recursive: true, force: true }))

describe('the README’s examples, run where the package is installed', () => {
  it('are as many as are looked at', () => expect(examples.length).toBe(SHOWS.length))

  it.each(SHOWS.map((shows, n) => [n + 1, shows] as const))('example %i', (number, shows) => {
    const file = join(project, `example-${number}.js`)
    writeFileSync(file, examples[number - 1] ?? '')
    expect(run(process.execPath, file)).toMatch(shows)
  })

  it('leave the report that they speak of', () => {
    expect(existsSync(join(project, 'report.html'))).toBe(true)
    expect(readFileSync(join(project, 'report.html'), 'utf8')).toMatch(
      /^<!doctype html>[^]*memhog[^]*<\/html>\s*$/,
    )
  })
})

it('has types that need none of Node, are whole, and refuse what is no source', () => {
  const source = `
    import { timeline, type Termination } from 'exitlog'
    import { parseLine } from 'exitlog/parsers'
    const response: Response = await fetch('https://example.org/syslog')
    const deaths: Termination[] = []
    if (response.body) for await (const death of timeline(response.body)) deaths.push(death)
    export const said: string | undefined = parseLine('x').claim?.fact.type
    // @ts-expect-error
    export const none = timeline(7)
    `
  writeFileSync(join(project, 'consumer.ts'), source)
  const compilerOptions = {
    noEmit: true,
    strict: true,
    module: 'nodenext',
    target: 'es2023',
    lib: ['es2023', 'dom'],
    types: [],
    skipLibCheck: false,
  }
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.ts'] }))
  const tsc = resolve('node_modules/typescript/bin/tsc')
  const { stdout, status } = spawnSync(process.execPath, [tsc], { cwd: project, encoding: 'utf8' })
  expect(stdout).toBe('')
  expect(status).toBe(0)
})
