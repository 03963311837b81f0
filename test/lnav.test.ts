import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { schemas } from '../src/render/schemas.js'
import { runCli } from './run-cli.js'

const FORMAT = 'src/lnav/exitlog.json'

interface Format {
  readonly 'timestamp-field': string
  readonly 'body-field': string
  readonly 'opid-field': string
  readonly 'line-format': readonly (string | { readonly field: string })[]
  readonly value: Readonly<Record<string, { readonly kind: string }>>
}

const { exitlog_events: format } = JSON.parse(readFileSync(FORMAT, 'utf8')) as { exitlog_events: Format }

/** Every name of a field anywhere in the schema of events. */
function fieldsOf(schema: unknown): readonly string[] {
  if (schema === null || typeof schema !== 'object') return []
  const own = 'properties' in schema ? Object.keys(schema.properties ?? {}) : []
  return [...own, ...Object.values(schema).flatMap(fieldsOf)]
}

describe('the format of lnav', () => {
  it('is shipped', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { files: readonly string[] }
    expect(manifest.files).toContain(FORMAT)
  })

  it('names fields that events have', () => {
    const known = new Set(fieldsOf(schemas.event))
    const named = [
      format['timestamp-field'],
      format['body-field'],
      format['opid-field'],
      ...Object.keys(format.value),
      ...format['line-format'].flatMap((part) => (typeof part === 'string' ? [] : [part.field])),
    ]
    expect(named.filter((field) => !field.startsWith('__') && !known.has(field))).toEqual([])
  })

  it('is understood by lnav', async (test) => {
    const isInstalled = spawnSync('lnav', ['-V']).status === 0
    test.skip(!isInstalled, 'lnav is not installed')
    const home = mkdtempSync(join(tmpdir(), 'exitlog-lnav-'))
    mkdirSync(join(home, '.lnav/formats/exitlog'), { recursive: true })
    cpSync(FORMAT, join(home, '.lnav/formats/exitlog/exitlog.json'))
    const { stdout } = await runCli(['events', 'samples/pod-limit.syslog'])
    writeFileSync(join(home, 'events.ndjson'), stdout)
    const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, '.config') }
    const { stdout: shown } = spawnSync('lnav', ['-n', join(home, 'events.ndjson')], {
      env,
      encoding: 'utf8',
    })
    expect(shown).toMatch(
      /^2026-11-23T02:20:15(?:\.\d+)? lab-node-1 kernel\.oom_kill: Nov 23 02:20:15 lab-node-1 kernel: /m,
    )
    expect(shown).not.toMatch(/^\{"type":"kernel/m)
  })
})
