import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { runCli } from './run-cli.js'

const folder = mkdtempSync(join(tmpdir(), 'exitlog-generations-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The records without what depends on how the log was cut into files. */
async function recordsOf(paths: readonly string[]): Promise<string> {
  const { stdout } = await runCli(['timeline', '-o', 'json', '--reference-date', '2026-11-24', ...paths])
  return JSON.stringify(JSON.parse(stdout), (key, value: unknown) =>
    key === 'file' || key === 'line' ? undefined : value,
  )
}

describe('a log in generations', () => {
  const whole = readFileSync('samples/pod-limit.syslog', 'utf8')
  const lines = whole.split(/(?<=\n)/)
  // The second cut goes through the OOM report.
  const parts = [lines.slice(0, 14), lines.slice(14, 60), lines.slice(60)].map((part) => part.join(''))
  const paths = ['syslog.2.gz', 'syslog.1', 'syslog'].map((name) => join(folder, name))
  writeFileSync(paths[0] ?? '', gzipSync(parts[0] ?? ''))
  writeFileSync(paths[1] ?? '', parts[1] ?? '')
  writeFileSync(paths[2] ?? '', parts[2] ?? '')

  it('gives what the whole log gives, in whatever order its parts are named', async () => {
    const expected = await recordsOf(['samples/pod-limit.syslog'])
    expect(expected).toContain('"limitBytes":100663296')
    expect(await recordsOf(paths)).toBe(expected)
    expect(await recordsOf([...paths].reverse())).toBe(expected)
    expect(await recordsOf([folder])).toBe(expected)
  })

  it('counts what two files hold once', async () => {
    const copy = join(folder, 'kern.log')
    writeFileSync(copy, lines.filter((line) => line.includes(' kernel: ')).join(''))
    const records = JSON.parse(await recordsOf(['samples/pod-limit.syslog', copy])) as {
      oom: { kills: unknown[] } | null
    }[]
    expect(records.flatMap(({ oom }) => oom?.kills ?? [])).toHaveLength(1)
  })
})
