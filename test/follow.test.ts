import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  appendFileSync,
  copyFileSync,
  createWriteStream,
  mkdtempSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'

const BIN = 'dist/bin/exitlog.cjs'
const START = Date.UTC(2026, 10, 23, 10)
const running: ChildProcess[] = []
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
})

const idOf = (n: number) => `${n}`.padStart(4, '0').padEnd(64, 'c')

/** The line of a death in the n-th second. */
function exit(n: number): string {
  const iso = new Date(START + n * 1000).toISOString()
  const said = `received exit event container_id:\\"${idOf(n)}\\"  id:\\"${idOf(n)}\\"  pid:${100 + n}  exit_status:1  exited_at:{seconds:${START / 1000 + n}  nanos:0}`
  return `${iso.replace('Z', '+00:00')} node-a containerd[812]: time="${iso}" level=info msg="${said}"\n`
}

/** A line of no interest in the n-th second. */
function boring(n: number): string {
  return `${new Date(START + n * 1000).toISOString().replace('Z', '+00:00')} node-a kubelet[7]: nothing\n`
}

/** The built program, with what it printed so far. */
function start(...words: readonly string[]) {
  const child = spawn(process.execPath, [BIN, ...words])
  running.push(child)
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()))
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()))
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const ids = () => stdout.split('\n').flatMap((line) => /"id":"(\d{4})c{60}"/.exec(line)?.[1] ?? [])
  return {
    child,
    ended,
    /** Waits until records of all these deaths, and no other, were printed, each once. */
    prints: (...deaths: readonly number[]) =>
      expect.poll(ids, { timeout: 20_000 }).toEqual(deaths.map((n) => idOf(n).slice(0, 4))),
    says: (text: string) => expect.poll(() => stdout, { timeout: 20_000 }).toContain(text),
    async end(signal: NodeJS.Signals) {
      child.kill(signal)
      return { status: await ended, stdout, stderr }
    },
  }
}

const LIVE = ['-o', 'ndjson', '--linger', '1s'] as const

describe('timeline -f', { timeout: 120_000 }, () => {
  it('prints what settles, through a rename, a file emptied in its place and one that appears later', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'exitlog-follow-'))
    const [syslog, later] = [join(dir, 'syslog'), join(dir, 'later.log')]
    writeFileSync(syslog, exit(1))
    const exitlog = start('timeline', '-f', ...LIVE, syslog, later)
    await exitlog.prints(1)
    // A line in two pieces.
    appendFileSync(syslog, exit(2).slice(0, 50))
    appendFileSync(syslog, exit(2).slice(50))
    await exitlog.prints(1, 2)
    renameSync(syslog, `${syslog}.1`)
    appendFileSync(`${syslog}.1`, exit(3))
    writeFileSync(syslog, exit(4))
    await exitlog.prints(1, 2, 3, 4)
    copyFileSync(syslog, `${syslog}.2`)
    truncateSync(syslog)
    appendFileSync(syslog, exit(5) + exit(6))
    await exitlog.prints(1, 2, 3, 4, 5, 6)
    writeFileSync(later, exit(7))
    await exitlog.prints(1, 2, 3, 4, 5, 6, 7)
    appendFileSync(syslog, exit(8))
    const { status, stderr } = await exitlog.end('SIGTERM')
    expect([status, stderr]).toEqual([143, ''])
    rmSync(dir, { recursive: true })
  })

  it('merges what is there by time, and shows people the clock as far as it is known', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'exitlog-follow-'))
    writeFileSync(join(dir, 'a'), exit(1) + exit(3))
    writeFileSync(join(dir, 'b'), exit(2) + exit(4))
    const exitlog = start('timeline', '-f', '--linger', '1s', join(dir, 'a'), join(dir, 'b'))
    await exitlog.says('10:00:04')
    const { status, stdout } = await exitlog.end('SIGINT')
    expect(status).toBe(130)
    expect(stdout.match(/^10:00:0\d/gm)).toEqual(['10:00:01', '10:00:02', '10:00:03', '10:00:04'])
    expect(stdout).toContain('4 terminations')
    rmSync(dir, { recursive: true })
  })
})

describe('standard input', { timeout: 120_000 }, () => {
  it('that stays open gives what has settled after a silence; a signal gives the rest', async () => {
    const exitlog = start('timeline', ...LIVE)
    exitlog.child.stdin?.write(exit(1))
    await exitlog.prints(1)
    exitlog.child.stdin?.write(exit(2).slice(0, 99))
    exitlog.child.stdin?.write(exit(2).slice(99) + exit(3))
    await exitlog.prints(1, 2, 3)
    const { status } = await exitlog.end('SIGTERM')
    expect(status).toBe(143)
  })

  it('that never rests gives what the log has left behind', async () => {
    const exitlog = start('timeline', ...LIVE)
    exitlog.child.stdin?.write(exit(1))
    let n = 1
    const writer = setInterval(() => exitlog.child.stdin?.write(boring((n += 30))), 50)
    await exitlog.prints(1)
    clearInterval(writer)
    expect((await exitlog.end('SIGTERM')).status).toBe(143)
  })

  it('that is silent is left at a signal, with what it has told before', async () => {
    const exitlog = start('timeline', '-o', 'json', '--linger', '1h')
    exitlog.child.stdin?.write(exit(1))
    // It listens for signals before it reads.
    await new Promise((resolve) => setTimeout(resolve, 1500))
    const { status, stdout } = await exitlog.end('SIGINT')
    expect([status, (JSON.parse(stdout) as unknown[]).length]).toEqual([130, 1])
  })
})

describe('pipes beside others', { timeout: 120_000 }, () => {
  it('hold nothing up while they are silent', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'exitlog-follow-'))
    const [syslog, pipe] = [join(dir, 'syslog'), join(dir, 'pipe')]
    writeFileSync(syslog, exit(1))
    execFileSync('mkfifo', [pipe])
    const exitlog = start('timeline', '-f', ...LIVE, '-', pipe, syslog)
    await exitlog.prints(1)
    appendFileSync(syslog, exit(2))
    await exitlog.prints(1, 2)
    const writer = createWriteStream(pipe).on('error', () => undefined)
    writer.write(exit(3))
    await exitlog.prints(1, 2, 3)
    exitlog.child.stdin?.write(exit(4))
    await exitlog.prints(1, 2, 3, 4)
    expect((await exitlog.end('SIGTERM')).status).toBe(143)
    writer.destroy()
    rmSync(dir, { recursive: true })
  })

  it('give what the log has left behind though one of them never rests', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'exitlog-follow-'))
    const pipe = join(dir, 'pipe')
    execFileSync('mkfifo', [pipe])
    const exitlog = start('timeline', '-f', ...LIVE, '-', pipe)
    const writer = createWriteStream(pipe).on('error', () => undefined)
    writer.write(exit(1))
    exitlog.child.stdin?.write(exit(2))
    let n = 1
    const busy = setInterval(() => writer.write(boring((n += 30))), 50)
    await exitlog.prints(1, 2)
    clearInterval(busy)
    expect((await exitlog.end('SIGTERM')).status).toBe(143)
    writer.destroy()
    rmSync(dir, { recursive: true })
  })
})

describe('a pipe that has a name', { timeout: 120_000 }, () => {
  it.each([
    ['that nobody has opened', false, []],
    ['whose writer does not close it', true, [1]],
  ])('%s is left at a signal', async (_who, isOpened, deaths) => {
    const dir = mkdtempSync(join(tmpdir(), 'exitlog-follow-'))
    const pipe = join(dir, 'pipe')
    execFileSync('mkfifo', [pipe])
    const exitlog = start('timeline', '-o', 'ndjson', '--linger', '1h', pipe)
    const writer = isOpened ? createWriteStream(pipe).on('error', () => undefined) : null
    writer?.write(exit(1))
    await new Promise((resolve) => setTimeout(resolve, 1500))
    const { status } = await exitlog.end('SIGINT')
    expect(status).toBe(130)
    await exitlog.prints(...deaths)
    writer?.destroy()
    rmSync(dir, { recursive: true })
  })

  it('is waited for, and ends with its writer', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'exitlog-follow-'))
    const pipe = join(dir, 'pipe')
    execFileSync('mkfifo', [pipe])
    const exitlog = start('timeline', '-o', 'ndjson', pipe)
    await new Promise((resolve) => setTimeout(resolve, 1000))
    writeFileSync(pipe, exit(1) + boring(2).repeat(2000) + exit(3))
    expect(await exitlog.ended).toBe(0)
    await exitlog.prints(1, 3)
    rmSync(dir, { recursive: true })
  })
})

describe('a signal', { timeout: 120_000 }, () => {
  it('is answered while a large file is read, with what is known by then', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'exitlog-follow-'))
    const syslog = join(dir, 'syslog')
    const lines = Array.from({ length: 100 }, (_, n) => boring(1200 + n))
    writeFileSync(syslog, [exit(1), exit(1000), ...lines, exit(1300)].join(''))
    // Empty space that takes a minute to read and nothing to keep.
    truncateSync(syslog, 64 * 1024 ** 3)
    const exitlog = start('timeline', '-o', 'ndjson', syslog)
    await exitlog.prints(1)
    const { status } = await exitlog.end('SIGINT')
    expect(status).toBe(130)
    await exitlog.prints(1, 1000, 1300)
    rmSync(dir, { recursive: true })
  })

  it('is answered while a pipe is silent from the start', async () => {
    const exitlog = start('timeline', '-o', 'json')
    await new Promise((resolve) => setTimeout(resolve, 1500))
    const { status, stdout } = await exitlog.end('SIGTERM')
    expect([status, JSON.parse(stdout)]).toEqual([143, []])
  })
})
