import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { COMMANDS } from '../src/cli/commands.js'
import { isListing, namesIn } from '../src/kubectl/listing.js'
import { type CliResult, runCli } from './run-cli.js'
import { kubeconfigFor, serveNodes, stubKubectl, type StubKubelet, type StubNode } from './stub-kubelet.js'

const syslog = readFileSync('samples/memory-limit.syslog', 'utf8')
const ended = readFileSync('samples/exit-0.syslog', 'utf8')
/** The lines of a unit as the kubelet has journalctl print them: to the microsecond. */
const journalOf = (unit: string) =>
  ended
    .split(/(?<=\n)/)
    .filter((line) => line.includes(` ${unit}[`))
    .map((line) => line.replace(/^\S+ \d+ [\d:]{8}/, '$&.772912'))
    .join('')
const journal = { kubelet: journalOf('kubelet'), containerd: journalOf('containerd') }

const folder = stubKubectl()
let kubelet: StubKubelet | undefined

afterEach(() => kubelet?.close())

/** What `exitlog kubectl` says of these nodes, all of them unless `argv` names others. */
async function ask(
  nodes: Readonly<Record<string, StubNode>>,
  ...argv: readonly string[]
): Promise<CliResult> {
  kubelet = await serveNodes(nodes)
  const names = argv.some((word) => !word.startsWith('-')) ? [] : Object.keys(nodes)
  return runCli(['kubectl', ...names, ...argv, `--kubeconfig=${kubelet.url}`], '', { env: { PATH: folder } })
}

const logs = (path: string) => `/api/v1/nodes/node-7/proxy/logs/${path}`

describe('exitlog kubectl', () => {
  it('says of a node what timeline says of its file', async () => {
    const { status, stdout, stderr } = await ask({ 'node-7': { files: { syslog } } }, '-o=ndjson')
    const timeline = await runCli(['timeline', '-o', 'ndjson', '-'], syslog)
    expect({ status, stdout: stdout.replaceAll('"node-7/syslog"', '"-"') }).toEqual({
      status: 0,
      stdout: timeline.stdout,
    })
    expect(stderr).toContain('node-7/syslog:90: an OOM report begins here')
  })

  it('asks for the files that there are, then for the units', async () => {
    await ask({ 'node-7': { files: { 'kern.log': '', 'auth.log': '', syslog } } })
    expect([...(kubelet?.asked ?? [])].sort()).toEqual(
      [logs(''), logs('syslog'), logs('kern.log'), logs('?query=kubelet&query=containerd')].sort(),
    )
    expect(kubelet?.asked[0]).toBe(logs(''))
  })

  it('counts a line once that the file and the journal hold', async () => {
    const both = await ask({ 'node-7': { files: { syslog: ended }, journal } }, '-o=ndjson')
    const said = both.stdout.trim().split('\n')
    expect(said).toHaveLength(1)
    expect(JSON.parse(said[0] ?? '')).toMatchObject({ cause: 'completed', pod: { name: 'nginx' } })
  })

  it('of a node that keeps no files reads what the journal has, and says what that lacks', async () => {
    const { status, stdout, stderr } = await ask({ 'node-7': { journal } }, '-o=ndjson')
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      cause: 'completed',
      exitCode: 0,
      evidence: expect.arrayContaining([expect.objectContaining({ file: 'node-7/journal', line: 1 })]),
    })
    expect(stderr).toContain(
      'no kernel lines from node-7: it keeps no syslog, messages or kern.log in /var/log',
    )
    expect(stderr).toContain('rsyslog write kern.*')
    expect(stderr).toContain('kubectl debug node/node-7 -it --image=exitlog -- timeline /host/var/log')
    expect(stderr).not.toContain('NodeLogQuery')
  })

  it('takes no list of files for a log where queries are off, and says what to enable', async () => {
    const { status, stdout, stderr } = await ask({ 'node-7': { files: { 'kern.log': syslog } } }, '--verbose')
    expect(status).toBe(0)
    expect(stderr).toContain(
      `exitlog: 90 lines in ${syslog.length.toLocaleString('en').replaceAll(',', ' ')} bytes`,
    )
    expect(stdout).toContain('OOM-killed inside')
    expect(stderr).toContain('the kubelet of node-7 answers no log queries')
    expect(stderr).toMatch(/enableSystemLogQuery .* NodeLogQuery/)
    expect(stderr).not.toContain('no kernel lines')
  })

  it('says nothing of what is not missing', async () => {
    const all = `${syslog}${ended.replaceAll('May 16', 'Oct 12')}`
    const { stderr } = await ask({ 'node-7': { files: { syslog: all } } })
    expect(stderr).not.toMatch(/no kernel lines|log queries/)
  })

  it('tells what kubectl says of a node that it does not get, and prints the others', async () => {
    const nodes = { 'node-7': { files: { syslog } } }
    const { status, stdout, stderr } = await ask(nodes, 'node/node-7', 'node-8')
    expect(status).toBe(1)
    expect(stdout).toContain('OOM-killed inside')
    expect(stderr).toContain('exitlog: node-8: Error from server (NotFound): nodes "node-8" not found')
    expect(stderr).not.toContain('kernel lines from node-8')
  })

  it('prints what came before the connection broke', async () => {
    const { status, stdout, stderr } = await ask({ 'node-7': { files: { syslog }, broken: 'syslog' } })
    expect(status).toBe(1)
    expect(stdout).toContain('OOM-killed inside')
    expect(stderr).toContain('exitlog: node-7/syslog: error: terminated')
  })

  it('hands kubectl its options, and a name as no more than a name', async () => {
    const { status, stderr } = await ask({}, '../../secrets?x', '--context=none')
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'exitlog: ../../secrets?x: error: context "none" does not exist\n',
    })
    await ask({}, '../../secrets?x')
    expect(kubelet?.asked).toEqual(['/api/v1/nodes/..%2F..%2Fsecrets%3Fx/proxy/logs/'])
  })

  it('says that there is no kubectl', async () => {
    const { status, stderr } = await runCli(['kubectl', 'node-7'], '', { env: { PATH: '/nowhere' } })
    expect({ status, stderr }).toEqual({ status: 1, stderr: 'exitlog: node-7: kubectl is not on the PATH\n' })
  })

  it('hides the node where hosts are hidden', async () => {
    const { stdout, stderr } = await ask({ 'node-7': { journal } }, '--redact', '-o=markdown')
    expect(`${stdout}${stderr}`).not.toContain('node-7')
    expect(stderr).toMatch(/no kernel lines from host-[0-9a-f]+:/)
  })

  it('takes every option of timeline but those of files that grow', () => {
    const own = Object.keys(COMMANDS.kubectl.options)
    const missing = Object.keys(COMMANDS.timeline.options).filter((name) => !own.includes(name))
    expect(missing.sort()).toEqual(['follow', 'linger'])
  })

  it('wants a node', async () => {
    const { status, stdout, stderr } = await runCli(['kubectl'])
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain('name a node')
  })
})

describe('a listing of files', () => {
  it('is known as servers print it, and a log is none', () => {
    expect(isListing('<pre>\n<a href="syslog">syslog</a>\n')).toBe(true)
    expect(isListing('<!doctype html>\n<meta name="viewport" content="width=device-width">\n<pre>\n')).toBe(
      true,
    )
    expect(isListing('Mar 04 09:17:07.123456 node-7 kubelet[9]: <pre>')).toBe(false)
    expect(isListing('')).toBe(false)
  })

  it('gives names as they are', () => {
    const listing =
      '<pre>\n<a href="pods/">pods/</a>\n<a href="./a:b%20c">a:b c</a>\n<a href="%zz">%zz</a>\n</pre>\n'
    expect(namesIn(listing)).toEqual(['pods/', 'a:b c', '%zz'])
  })
})

describe('the built kubectl-exitlog', () => {
  const bin = mkdtempSync(join(tmpdir(), 'exitlog-plugin-'))
  symlinkSync(resolve('dist/bin/kubectl-exitlog.cjs'), join(bin, 'kubectl-exitlog'))

  async function run(command: string, args: readonly string[], path: readonly string[], kubeconfig = '') {
    const env = { PATH: [...path, bin].join(delimiter), KUBECONFIG: kubeconfig, HOME: bin }
    return (await promisify(execFile)(command, args, { env })).stdout
  }

  it('runs by that name', async () => {
    kubelet = await serveNodes({ 'node-7': { files: { syslog } } })
    const args = [`--kubeconfig=${kubelet.url}`, 'node-7', '-o', 'csv']
    const program = join(bin, 'kubectl-exitlog')
    expect(await run(process.execPath, [program, ...args], [folder])).toContain('oom-pod')
  })

  it('runs once for each of many nodes, to be merged', async (test) => {
    test.skip(spawnSync('parallel', ['--version']).error !== undefined, 'GNU parallel is not installed')
    kubelet = await serveNodes({ 'node-7': { files: { syslog } }, 'node-8': { files: { messages: ended } } })
    symlinkSync(resolve('dist/bin/exitlog.cjs'), join(bin, 'exitlog'))
    const line = `printf 'node/node-7\nnode/node-8\n' | parallel kubectl-exitlog {} -o ndjson --kubeconfig=${kubelet.url} | exitlog merge --summary`
    const printed = await run('sh', ['-c', line], [folder, process.env['PATH'] ?? ''])
    expect(printed).toContain('2 nodes')
    expect(printed).toMatch(/oom-pod[^]*completed/)
  })

  it('runs as a command of the real kubectl', async (test) => {
    const isMissing = spawnSync('kubectl', ['version', '--client']).error !== undefined
    test.skip(isMissing, 'kubectl is not installed')
    kubelet = await serveNodes({ 'node-7': { files: { syslog } } })
    const path = [process.env['PATH'] ?? '']
    const printed = await run('kubectl', ['exitlog', 'node-7', '-o', 'csv'], path, kubeconfigFor(kubelet.url))
    expect(printed).toContain('oom-pod')
  })
})
