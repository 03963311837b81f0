import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { readMetrics } from './read-metrics.js'
import { runCli } from './run-cli.js'

const RECIPE = 'samples/fleet/rsyslog.conf'
const hasRsyslog = spawnSync('rsyslogd', ['-v']).status === 0
if (!hasRsyslog) console.warn('nothing is read live from rsyslog: rsyslogd is not installed')

const folder = mkdtempSync(join(tmpdir(), 'exitlog-rsyslog-'))
const at = (name: string) => join(folder, name)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const running: ChildProcess[] = []
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
})

/** The lines of a sample, stamped as a node's rsyslog sends them on. */
function messagesOf(sample: string): string {
  return readFileSync(`samples/${sample}.syslog`, 'utf8').replaceAll(
    /^Nov (\d\d) (\d\d:\d\d:\d\d) /gm,
    '2026-11-$1T$2.000000+00:00 ',
  )
}

/** The recipe with the places of this test in those of a node. */
function recipe(): string {
  const program = at('exitlog')
  const bin = resolve('dist/bin/exitlog.cjs')
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`, { mode: 0o755 })
  const places: readonly (readonly [theirs: string, ours: string])[] = [
    ['/usr/local/bin/exitlog', program],
    ['--linger 10s', '--linger 3s'],
    ['/var/lib/node_exporter/textfile_collector/exitlog.prom', at('exitlog.prom')],
    ['/var/log/exitlog.ndjson', at('exitlog.ndjson')],
  ]
  return places.reduce(
    (text, [theirs, ours]) => {
      expect(text.split(theirs).length, theirs).toBe(2)
      return text.replace(theirs, ours)
    },
    readFileSync(RECIPE, 'utf8'),
  )
}

/** Lines on a socket, as those of other hosts come. */
function send(text: string): Promise<void> {
  return new Promise((done, failed) => {
    const socket = connect(at('socket'), () => socket.end(text.replaceAll(/^(?=.)/gm, '<30>'), done))
    socket.on('error', failed)
  })
}

const printed = () => (existsSync(at('exitlog.ndjson')) ? readFileSync(at('exitlog.ndjson'), 'utf8') : '')
const recordsIn = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
    // rsyslog itself says when it starts, so lines are counted from there.
    .map(({ evidence, ...record }) => ({
      ...record,
      evidence: (evidence as readonly object[]).map((one) => ({ ...one, line: 0 })),
    }))

describe.skipIf(!hasRsyslog)('rsyslog.conf with rsyslogd', { timeout: 120_000 }, () => {
  it('gives live, node after node, what one run over all the messages gives', async () => {
    const conf = at('rsyslog.conf')
    const input = `module(load="imptcp")\ninput(type="imptcp" path="${at('socket')}")\n`
    writeFileSync(conf, `global(workDirectory="${folder}")\n${input}${recipe()}`)
    const rsyslogd = spawn('rsyslogd', ['-n', '-f', conf, '-i', at('pid')], { stdio: 'inherit' })
    running.push(rsyslogd)
    const ended = new Promise<number | null>((done) => rsyslogd.on('close', done))
    await expect.poll(() => existsSync(at('socket')), { timeout: 20_000 }).toBe(true)

    const first = messagesOf('pod-limit')
    const second = messagesOf('grace-expired').replaceAll(' lab-node-1 ', ' lab-node-2 ')
    const deathsIn = (text: string) => text.split('\n').filter((line) => line.startsWith('{')).length
    const whole = async (text: string) => (await runCli(['timeline', '-o', 'ndjson'], text)).stdout
    const [one, both] = [await whole(first), await whole(first + second)]
    expect([deathsIn(one) > 0, deathsIn(both) > deathsIn(one)]).toEqual([true, true])

    await send(first)
    await expect.poll(() => deathsIn(printed()), { timeout: 40_000 }).toBe(deathsIn(one))
    await send(second)
    await expect.poll(() => deathsIn(printed()), { timeout: 40_000 }).toBe(deathsIn(both))
    const counted = () => {
      if (!existsSync(at('exitlog.prom'))) return 0
      const { samples } = readMetrics(readFileSync(at('exitlog.prom'), 'utf8'))
      return samples
        .filter(({ name }) => name === 'exitlog_terminations_total')
        .reduce((sum, { value }) => sum + value, 0)
    }
    const containers = both.split('\n').filter((line) => line.includes('"sandbox":false')).length
    await expect.poll(counted, { timeout: 40_000 }).toBe(containers)

    rsyslogd.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect(recordsIn(printed())).toEqual(recordsIn(both))
  })
})
