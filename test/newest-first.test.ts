import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { runCli } from './run-cli.js'

const folder = mkdtempSync(join(tmpdir(), 'exitlog-newest-first-'))
afterAll(() => rmSync(folder, { recursive: true }))

const write = (name: string, bytes: string | Uint8Array) => {
  writeFileSync(join(folder, name), bytes)
  return join(folder, name)
}
const linesOf = (sample: string) => readFileSync(`samples/${sample}.syslog`, 'utf8').trimEnd().split('\n')
const textOf = (lines: readonly string[]) => `${lines.join('\n')}\n`

interface Evidence {
  readonly line: number
  readonly order: number
  readonly file: string
  readonly text: string
}

/** The records, with what depends on the file and the place in it left out. */
async function recordsOf(words: readonly string[], stdin = ''): Promise<string> {
  const { stdout } = await runCli(
    ['timeline', '-o', 'json', '--reference-date', '2026-11-24', ...words],
    stdin,
  )
  return JSON.stringify(JSON.parse(stdout), (key, value: unknown) =>
    key === 'file' || key === 'line' ? undefined : value,
  )
}

async function eventsOf(path: string): Promise<readonly Evidence[]> {
  const { stdout } = await runCli(['events', '--reference-date', '2026-11-24', path])
  return stdout
    .trimEnd()
    .split('\n')
    .filter((line) => !/"log\.(?:coverage|read)"/.test(line))
    .map((line) => JSON.parse(line) as Evidence)
}

describe.each(['pod-limit', 'grace-expired', 'memory-limit'])('%s, newest first', (sample) => {
  const lines = linesOf(sample)
  const forward = write(`${sample}-forward.log`, textOf(lines))
  const turned = textOf([...lines].reverse())

  it('gives the records of the log turned round, its reports and all', async () => {
    const expected = await recordsOf([forward])
    expect(expected.length).toBeGreaterThan(500)
    expect(await recordsOf([write(`${sample}.log`, turned)])).toBe(expected)
    expect(await recordsOf([write(`${sample}-open.log`, turned.slice(0, -1))])).toBe(expected)
    expect(await recordsOf([write(`${sample}.log.gz`, gzipSync(turned))])).toBe(expected)
    expect(await recordsOf(['-'], turned)).toBe(expected)
  })

  it('cites lines where they stand in the file', async () => {
    const path = write(`${sample}.log`, turned)
    const bytes = readFileSync(path)
    const events = await eventsOf(path)
    expect(events.length).toBeGreaterThan(4)
    for (const { line, order, text } of events) {
      expect(turned.split('\n')[line - 1]).toBe(text)
      expect(bytes.subarray(order).toString().split('\n', 1)[0]).toBe(text)
    }
  })
})

describe('a log of several blocks, newest first', () => {
  const sample = linesOf('pod-limit')
  /** Lines of every second from an hour before on, with blank ones, NULs and bytes that are no UTF-8 between. */
  const filler = Array.from({ length: 30_000 }, (_, n) => {
    const at = new Date(Date.UTC(2026, 10, 23, 1, 0, 0) + Math.floor(n / 10) * 1000)
    const stamp = `Nov 23 ${at.toISOString().slice(11, 19)}`
    return n % 1000 === 3 ? '' : `${stamp} lab-node-1 app[77]: ${'x'.repeat(n % 90)} \u00e9 line ${n}`
  })
  const lines = [...filler, ...sample]

  it('gives the same, with the same lines', async () => {
    const forward = write('long-forward.log', textOf(lines))
    const path = write('long.log', textOf([...lines].reverse()))
    expect(readFileSync(path).length).toBeGreaterThan(2_000_000)
    expect(await recordsOf([path])).toBe(await recordsOf([forward]))
    const turned = readFileSync(path, 'utf8').split('\n')
    const bytes = readFileSync(path)
    for (const { line, order, text } of await eventsOf(path)) {
      expect(turned[line - 1]).toBe(text)
      expect(bytes.subarray(order, order + Buffer.byteLength(text)).toString()).toBe(text)
    }
  })

  it('tells of odd bytes in the line that holds them', async () => {
    const odd = [...lines].reverse()
    odd[20_000] += '\0'
    const { stderr } = await runCli(['timeline', write('odd.log', textOf(odd))])
    expect(stderr).toMatch(/odd\.log:20001: .*NUL/)
  })
})

describe('a document of records, newest first', () => {
  it('gives the records of the document turned round', async () => {
    const entries = linesOf('pod-limit').map((line, n) => {
      const [, time = '', host = '', tag = '', message = ''] =
        /^Nov 23 (\S+) (\S+) ([^:]+): (.*)$/.exec(line) ?? []
      const [program, pid] = tag.split(/[[\]]/)
      return JSON.stringify(
        {
          __REALTIME_TIMESTAMP: String(Date.parse(`2026-11-23T${time}Z`) * 1000 + n),
          _HOSTNAME: host,
          SYSLOG_IDENTIFIER: program,
          ...(pid === undefined ? {} : { SYSLOG_PID: pid }),
          MESSAGE: message.replace(/^\[ *[\d.]+\] /, ''),
        },
        null,
        1,
      )
    })
    const forward = write('pretty-forward.json', textOf(entries))
    const turned = write('pretty.json', textOf(entries.reverse()))
    const expected = await recordsOf([forward])
    expect(expected).toContain('"limitBytes":100663296')
    expect(await recordsOf([turned])).toBe(expected)
  })
})

describe('a log that runs forward', () => {
  it('is not taken for one that runs backward because lines come late', async () => {
    const lines = linesOf('pod-limit')
    // Every third line changes place with the one behind it.
    const late = lines.map((line, n) => lines[n % 3 === 0 ? n + 1 : n % 3 === 1 ? n - 1 : n] ?? line)
    const path = write('late.log', textOf(late))
    const events = await eventsOf(path)
    const numbers = events.map(({ line }) => line)
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b))
  })
})

it('of a log whose own times are to the second, the programs’ finer ones tell that it is newest first', async () => {
  const at = (ms: number) => `2024-03-04T09:17:07.${ms}000000Z`
  const lines = [100, 200, 300, 400].map(
    (ms) =>
      `2024-03-04T09:17:07Z {nodename="node-a", unit="containerd.service"} time="${at(ms)}" level=info msg="x ${ms}"`,
  )
  const kill = [
    'memhog invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0',
    'oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=a,mems_allowed=0,oom_memcg=/a,task_memcg=/a,task=memhog,pid=7,uid=0',
    'Memory cgroup out of memory: Killed process 7 (memhog) total-vm:1kB, anon-rss:1kB, file-rss:0kB, shmem-rss:0kB',
  ].map((message) => `2024-03-04T09:17:07Z {nodename="node-a", syslog_identifier="kernel"} ${message}`)
  const path = write('logcli.txt', textOf([...lines, ...kill].reverse()))
  const { stdout, stderr } = await runCli(['events', path])
  expect(stderr).toBe('')
  expect(stdout).toContain('"invoker":"memhog"')
})
