import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Termination } from '../src/model/termination.js'
import { runCli } from './run-cli.js'

const LOG = 'samples/eviction.syslog'
const home = mkdtempSync(join(tmpdir(), 'exitlog-config-'))
const usual = join(home, '.config', 'exitlog', 'config.json')
mkdirSync(join(home, '.config', 'exitlog'), { recursive: true })

/** A configuration file of its own; gives its path. */
let files = 0
function configured(settings: unknown): string {
  files += 1
  const path = join(home, `${files}.json`)
  writeFileSync(path, typeof settings === 'string' ? settings : JSON.stringify(settings))
  return path
}

const withEnv = (env: Record<string, string>, ...argv: readonly string[]) => runCli(argv, '', { env })
const isJson = (text: string) => text.startsWith('[')

describe('settings', () => {
  it('come from the flag, else the environment, else the file', async () => {
    const path = configured({ output: 'json' })
    const env = { EXITLOG_OUTPUT: 'ndjson' }
    expect(isJson((await runCli(['--config', path, LOG])).stdout)).toBe(true)
    expect((await withEnv(env, '--config', path, LOG)).stdout).toMatch(/^\{/)
    expect((await withEnv(env, '--config', path, LOG, '-o', 'json')).stdout).toMatch(/^\[/)
  })

  it('stand in the usual places', async () => {
    writeFileSync(usual, '{"output": "json"}')
    expect(isJson((await withEnv({ HOME: home }, LOG)).stdout)).toBe(true)
    expect(
      isJson((await withEnv({ HOME: '/nowhere', XDG_CONFIG_HOME: join(home, '.config') }, LOG)).stdout),
    ).toBe(true)
    expect(isJson((await withEnv({ HOME: '/nowhere' }, LOG)).stdout)).toBe(false)
    expect(isJson((await withEnv({ HOME: home, EXITLOG_CONFIG: configured('') }, LOG)).stdout)).toBe(false)
  })

  it('may be lists, numbers, flags; a flag may be taken back', async () => {
    const path = configured({ cause: ['eviction', 'crash'], width: 60, 'fail-on': ['eviction'], quiet: true })
    const { status, stdout } = await runCli(['--config', path, LOG])
    expect(status).toBe(3)
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60)
    const sandboxes = await withEnv({ EXITLOG_ALL: '0' }, 'config', '--config', configured({ all: true }))
    expect(sandboxes.stdout).toMatch(/^all +false +EXITLOG_ALL$/m)
  })

  it('of another command do no harm', async () => {
    const env = { EXITLOG_OUTPUT: 'ndjson', EXITLOG_POD: 'x' }
    expect((await withEnv(env, 'summary', LOG)).status).toBe(0)
    expect((await withEnv({ EXITLOG_POD: 'x' }, 'events', LOG)).stdout).not.toBe('')
    expect((await withEnv({ EXITLOG_FAIL_ON: 'eviction' }, 'explain', '137')).status).toBe(0)
  })

  it('are told by `config`, each with where it comes from', async () => {
    const path = configured({ color: 'never', width: 90 })
    const { stdout } = await withEnv(
      { EXITLOG_WIDTH: '100', EXITLOG_NODE: 'a,b' },
      'config',
      '--config',
      path,
      '--year',
      '2024',
    )
    expect(stdout).toMatch(new RegExp(`^color +never +${path}$`, 'm'))
    expect(stdout).toMatch(/^width +100 +EXITLOG_WIDTH$/m)
    expect(stdout).toMatch(/^node +a,b +EXITLOG_NODE$/m)
    expect(stdout).toMatch(/^year +2024 +--year$/m)
    expect(stdout).toMatch(/^reference-date +– +default \(EXITLOG_REFERENCE_DATE sets it\)$/m)
  })

  it.each([
    [{ colour: 'never' }, 'there is no setting "colour"; did you mean color?'],
    [{ help: true }, 'there is no setting "help"'],
    [{ __proto__x: 1 }, 'there is no setting'],
    [{ all: 'yes' }, 'all takes true or false'],
    [{ node: { name: 'a' } }, 'node takes a name, or a list of them'],
    [{ output: 'jsno' }, 'did you mean json'],
    [{ width: 20 }, '--width takes 60 to 1000'],
    [['color'], 'holds no object'],
    ['{', 'is no JSON'],
  ])('a file with %j is told to be wrong', async (settings, says) => {
    const path = configured(settings)
    const { status, stdout, stderr } = await runCli(['--config', path, LOG])
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain(`exitlog: ${path}: `)
    expect(stderr).toContain(says)
  })

  it.each([
    ['EXITLOG_COLR', 'never', 'EXITLOG_COLR sets nothing; did you mean EXITLOG_COLOR'],
    ['EXITLOG_COLOR', 'sometimes', 'EXITLOG_COLOR: --color takes always, never or auto'],
    ['EXITLOG_ALL', 'perhaps', 'EXITLOG_ALL takes true or false'],
    ['EXITLOG_CAUSE', 'oom', 'EXITLOG_CAUSE: there is no cause "oom"; did you mean oom-container'],
    ['EXITLOG_CONFIG', '/nowhere/config.json', '/nowhere/config.json: no such file'],
  ])('%s=%s is told to be wrong', async (name, value, says) => {
    const { status, stderr } = await withEnv({ [name]: value }, LOG)
    expect(status).toBe(2)
    expect(stderr).toContain(says)
  })

  it('a mistake that was typed is not blamed on them', async () => {
    const { stderr } = await withEnv({ EXITLOG_WIDTH: '100' }, LOG, '--cause', 'evicted')
    expect(stderr).toMatch(/^exitlog: there is no cause "evicted"/)
  })
})

describe('--fail-on', () => {
  it.each([
    [['--fail-on', 'eviction'], 3],
    [['--fail-on', 'crash,eviction', '-o', 'json'], 3],
    [['--fail-on=crash'], 0],
    [['--fail-on', 'eviction', '--pod', 'other/*'], 0],
    [['summary', '--fail-on', 'eviction'], 3],
    [['--fail-on', 'eviction', 'missing.log'], 3],
    [['--fail-on', 'crash', 'missing.log'], 1],
    [['--fail-on', 'evicted'], 2],
  ])('%j ends with %i', async (options, status) => {
    expect((await runCli([...options, LOG])).status).toBe(status)
  })

  it('looks at sandboxes only where they are asked for', async () => {
    const sandbox = 'samples/pod-limit.syslog'
    const { stdout } = await runCli(['-o', 'ndjson', sandbox])
    const records = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Termination)
    const { cause, container } = records.find((record) => record.container.sandbox) ?? expect.unreachable()
    const asked = ['--container', String(container.id), '--fail-on', cause, sandbox]
    for (const format of ['text', 'ndjson']) {
      expect((await runCli(['-o', format, ...asked])).status).toBe(0)
      expect((await runCli(['-o', format, '--all', ...asked])).status).toBe(3)
    }
  })
})

describe('what is told on standard error', () => {
  it('with --quiet nothing of the input, but wrong usage all the same', async () => {
    const read = await runCli(['--quiet', 'missing.log', LOG])
    expect(read).toMatchObject({ status: 1, stderr: '' })
    expect((await runCli(['--quiet', '--cause', 'x'])).stderr).not.toBe('')
  })

  it('with --verbose what was read and passed over, by which readers and clocks', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'exitlog-verbose-'))
    writeFileSync(join(folder, 'syslog'), 'Mar  4 09:17:07 node-a kernel: hello\n')
    writeFileSync(join(folder, 'logo.png'), 'x')
    const { status, stdout, stderr } = await runCli(['-v', folder, LOG, '-o', 'ndjson'])
    expect(status).toBe(0)
    expect(stdout).toBe((await runCli([folder, LOG, '-o', 'ndjson'])).stdout)
    expect(stderr).toContain(`exitlog: read ${join(folder, 'syslog')}\n`)
    expect(stderr).toContain(`exitlog: skipped ${join(folder, 'logo.png')}`)
    expect(stderr).toMatch(/^exitlog: envelopes: rfc3164 \d+$/m)
    expect(stderr).toMatch(/^exitlog: messages: .*kubelet-evicted 1/m)
    expect(stderr).toMatch(/^exitlog: clock of .* in samples\/eviction.syslog: year/m)
  })
})
