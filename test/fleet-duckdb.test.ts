import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { workloadOf } from '../src/model/workload.js'
import { runCli } from './run-cli.js'

type Row = Readonly<Record<string, unknown>>

/** What the tests use of `@duckdb/node-api`, which is installed beside the project: see `.ci/run`. */
interface DuckDb {
  readonly DuckDBInstance: { readonly create: (path: string) => Promise<Instance> }
}
interface Instance {
  readonly connect: () => Promise<Connection>
}
interface Connection {
  readonly run: (sql: string) => Promise<unknown>
  readonly runAndReadAll: (sql: string) => Promise<{ readonly getRowObjectsJson: () => readonly Row[] }>
}

/** From the folder of DUCKDB_PREFIX, where npm installed it, or among the packages of a parent folder. */
function loadDuckDb(): DuckDb | null {
  const require = createRequire(join(process.env['DUCKDB_PREFIX'] ?? process.cwd(), 'any.js'))
  try {
    return require('@duckdb/node-api') as DuckDb
  } catch {
    return null
  }
}

const duckDb = loadDuckDb()
if (!duckDb) console.warn('exitlog.sql is not run: DUCKDB_PREFIX names no folder with @duckdb/node-api')

const folder = mkdtempSync(join(tmpdir(), 'exitlog-duckdb-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** `shop/web-0/app` */
interface Death {
  readonly node: string
  readonly of: string
  readonly at: string | null
  readonly cause: string
  readonly limitMib?: number
}

const MIB = 2 ** 20
const loop = (at: string): Death => ({ node: 'b', of: 'shop/web-0/app', at, cause: 'error' })

const DEATHS: readonly Death[] = [
  { node: 'a', of: 'shop/pay-7c9d8b5f6d-x2x9q/app', at: '01:59:59.999', cause: 'oom-pod', limitMib: 512 },
  { node: 'b', of: 'shop/pay-7c9d8b5f6d-zq8rl/app', at: '02:00:00.000', cause: 'oom-pod', limitMib: 512 },
  { node: 'b', of: 'shop/pay-7c9d8b5f6d-zq8rl/app', at: '04:00:00.000', cause: 'oom-pod', limitMib: 512 },
  { node: 'a', of: 'batch/etl-29381402-x2x9q/sort', at: '02:10:00.000', cause: 'oom-pod', limitMib: 64 },
  { node: 'a', of: 'batch/etl-29381402-x2x9q/idle', at: '02:10:00.000', cause: 'completed' },
  // Four in a row, then a day's work, then two more.
  ...['02:00:00.000', '02:01:00.000', '02:06:00.000', '02:21:00.000', '02:36:00.001', '02:37:00.000'].map(
    loop,
  ),
]

/** Records as they are really printed, with these deaths in the place of theirs. */
async function recordsOf(deaths: readonly Death[]): Promise<readonly string[]> {
  const { stdout } = await runCli(['timeline', '-o', 'ndjson', 'samples/pod-limit.syslog'])
  const printed = stdout.trim().split('\n')
  const killed = printed.find((line) => line.includes('"cause":"oom-pod"')) ?? ''
  const sandbox = printed.filter((line) => line.includes('"sandbox":true'))
  expect([killed !== '', sandbox.length > 0]).toEqual([true, true])
  return deaths
    .map(({ node, of, at, cause, limitMib }) => {
      const { pod, container, oom, ...others } = JSON.parse(killed) as Readonly<Record<string, object>>
      const [namespace, name, app] = of.split('/')
      return JSON.stringify({
        ...others,
        node,
        pod: { ...pod, namespace, name, uid: null },
        container: { ...container, name: app },
        finishedAt: at && `2026-11-23T${at}Z`,
        cause,
        incident: `${node}/${name}`,
        oom: limitMib === undefined ? null : { ...oom, limitBytes: limitMib * MIB },
      })
    })
    .concat(sandbox)
}

describe.skipIf(!duckDb)('exitlog.sql in DuckDB', () => {
  let connection: Connection | undefined

  /** The rows of a query, each as the values of these columns. */
  async function ask(sql: string, ...columns: readonly string[]): Promise<readonly unknown[][]> {
    const result = await connection?.runAndReadAll(sql)
    return (result?.getRowObjectsJson() ?? []).map((row) => columns.map((column) => row[column]))
  }

  beforeAll(async () => {
    const records = await recordsOf(DEATHS)
    const { stdout: events } = await runCli(['events', 'samples/pod-limit.syslog'])
    writeFileSync(join(folder, '1.ndjson'), `${records.slice(0, 3).join('\n')}\n${events}`)
    const damaged = (records[0] ?? '').slice(0, 300)
    writeFileSync(join(folder, '2.ndjson.gz'), gzipSync(`${records.slice(3).join('\n')}\n${damaged}\n`))
    const instance = await duckDb?.DuckDBInstance.create(':memory:')
    connection = await instance?.connect()
    await connection?.run(`SET VARIABLE outputs = '${join(folder, '*.ndjson*')}'`)
    await connection?.run(readFileSync('samples/fleet/exitlog.sql', 'utf8'))
  })

  describe.each(['NDJSON, plain and gzipped', 'Parquet'])('over %s', (kind) => {
    beforeAll(async () => {
      if (kind !== 'Parquet') return
      const file = join(folder, 'terminations.parquet')
      await connection?.run(`COPY terminations TO '${file}'`)
      await connection?.run(`CREATE OR REPLACE VIEW terminations AS FROM '${file}'`)
    })

    it('has every record, and nothing else that stands in the files', async () => {
      const [[all, sandboxes] = []] = await ask(
        'SELECT count(*) AS n, count_if(container.sandbox) AS sandboxes FROM terminations',
        'n',
        'sandboxes',
      )
      expect(Number(all) - Number(sandboxes)).toBe(DEATHS.length)
      expect(Number(sandboxes)).toBeGreaterThan(0)
    })

    it('tells deaths by cause', async () => {
      expect(await ask('FROM deaths_by_cause', 'cause', 'deaths', 'nodes', 'first', 'last')).toEqual([
        ['error', '6', '1', '2026-11-23 02:00:00', '2026-11-23 02:37:00'],
        ['oom-pod', '4', '2', '2026-11-23 01:59:59.999', '2026-11-23 04:00:00'],
        ['completed', '1', '1', '2026-11-23 02:10:00', '2026-11-23 02:10:00'],
      ])
    })

    it('tells deaths by workload', async () => {
      const columns = ['namespace', 'workload', 'container', 'cause', 'deaths', 'nodes'] as const
      expect(await ask('FROM deaths_by_workload', ...columns)).toEqual([
        ['shop', 'web', 'app', 'error', '6', '1'],
        ['shop', 'pay', 'app', 'oom-pod', '3', '2'],
        ['batch', 'etl', 'idle', 'completed', '1', '1'],
        ['batch', 'etl', 'sort', 'oom-pod', '1', '1'],
      ])
    })

    it('tells deaths by node', async () => {
      expect(await ask('FROM deaths_by_node', 'node', 'deaths', 'incidents', 'causes')).toEqual([
        ['b', '8', '2', ['error', 'oom-pod']],
        ['a', '3', '2', ['completed', 'oom-pod']],
      ])
    })

    it('tells deaths by hour', async () => {
      expect(await ask('FROM deaths_by_hour', 'hour', 'cause', 'deaths', 'nodes')).toEqual([
        ['2026-11-23 01:00:00', 'oom-pod', '1', '1'],
        ['2026-11-23 02:00:00', 'error', '6', '1'],
        ['2026-11-23 02:00:00', 'oom-pod', '2', '2'],
        ['2026-11-23 02:00:00', 'completed', '1', '1'],
        ['2026-11-23 04:00:00', 'oom-pod', '1', '1'],
      ])
    })

    it('tells the limits at which most was killed', async () => {
      const columns = ['workload', 'scope', 'limit_bytes', 'kills', 'nodes', 'victims'] as const
      expect(await ask('FROM worst_limits', ...columns)).toEqual([
        ['pay', 'pod', `${512 * MIB}`, '3', '2', ['memhog']],
        ['etl', 'pod', `${64 * MIB}`, '1', '1', ['memhog']],
      ])
    })

    it('tells crash loops', async () => {
      const columns = ['node', 'pod', 'container', 'deaths', 'causes', 'first', 'every_seconds'] as const
      expect(await ask('FROM crash_loops', ...columns)).toEqual([
        ['b', 'web-0', 'app', '4', ['error'], '2026-11-23 02:00:00', 420],
      ])
    })
  })

  it('names a workload as exitlog does', async () => {
    const names = [
      'checkout-7c9d8b5f6d-x2x9q',
      'nightly-29381402-x2x9q',
      'web-0',
      'agent-6h992',
      'kube-proxy',
    ]
    const asked = names.map((name) => `workload_of('${name}') AS "${name}"`).join(', ')
    expect(await ask(`SELECT ${asked}`, ...names)).toEqual([names.map(workloadOf)])
  })

  it('takes the time of the kill where the end is not in the log', async () => {
    const { stdout } = await runCli(['timeline', '-o', 'ndjson', 'samples/memory-limit.syslog'])
    writeFileSync(join(folder, 'unseen.json'), stdout)
    await connection?.run(`SET VARIABLE outputs = '${join(folder, 'unseen.json')}'`)
    await connection?.run(readFileSync('samples/fleet/exitlog.sql', 'utf8'))
    expect(await ask('FROM deaths', 'died_at', 'cause')).toEqual([['2023-10-12 19:00:20', 'oom-pod']])
  })
})
