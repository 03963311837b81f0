import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { tar, writeTree } from './input-tools.js'
import { boot, cid, exit, oomKill, RUNNING } from './rule-cases/lines.js'
import { runCli } from './run-cli.js'

const folder = mkdtempSync(join(tmpdir(), 'exitlog-timeless-'))
afterAll(() => rmSync(folder, { recursive: true }))
let folders = 0
const place = (files: Readonly<Record<string, string | Uint8Array>>): string =>
  writeTree(join(folder, String(++folders)), files)
const text = (lines: readonly string[]): string => lines.map((one) => `${one}\n`).join('')

/** The seconds since boot are those since midnight. */
const asDmesg = (lines: readonly string[]): readonly string[] =>
  lines.map((one) => one.replace(/^.*? kernel: /, ''))
/** `dmesg -H`: the minute, then steps of a second. */
const asSteps = (minute: string, lines: readonly string[]): readonly string[] => [
  `[Oct12 ${minute}] eth0: renamed from veth1`,
  ...asDmesg(lines).map((one) => one.replace(/^\[ *\d+\.\d{6}\]/, '[  +0.500000]')),
]

async function kills(args: readonly string[], stdin = ''): Promise<readonly string[]> {
  const { stdout } = await runCli(['events', '--reference-date', '2024-11-01', ...args], stdin)
  return stdout
    .split('\n')
    .filter((one) => one.startsWith('{"type":"kernel.oom_kill"'))
    .map((one) => JSON.parse(one) as { time: string | null; victim: { pid: number }; stepMs: number })
    .map(({ time, victim, stepMs }) => `${victim.pid} ${time?.slice(0, 19) ?? null} ±${stepMs}`)
    .sort()
}

const first = oomKill('10:01:00', { id: cid('a'), pid: 1000 })
const second = oomKill('10:03:00', { id: cid('b'), pid: 2000 })

describe('seconds since boot', () => {
  const files = {
    dmesg: text(asDmesg([boot('00:00:00'), ...first, ...second])),
    'kern.log': text([boot('00:00:00'), ...first]),
    'containerd.log': text([...RUNNING, exit('10:01:01', cid('a'), 137)]),
  }

  it('are tied to instants by an event that another log of the node has too, which counts once', async () => {
    const expected = ['1000 2024-10-12T10:01:00 ±1', '2000 2024-10-12T10:03:00 ±1']
    expect(await kills([place(files)])).toEqual(expected)
    expect(await kills([place({ 'case.tar': tar(files) })])).toEqual(expected)
    expect(await kills(['-', place({ ...files, dmesg: '' })], files.dmesg)).toEqual(expected)
  })

  it('are not by the beginning of a boot, which may be another', async () => {
    const at = place({ ...files, 'kern.log': text([boot('00:00:00')]) })
    expect(await kills([at])).toEqual(['1000 null ±1', '2000 null ±1'])
  })

  it('are not by the same event of another node', async () => {
    const others = text(first.map((one) => one.replace(' node-1 ', ' node-2 ')))
    const at = place({ ...files, 'kern.log': others })
    expect(await kills([at])).toEqual(['1000 2024-10-12T10:01:00 ±1000', '1000 null ±1', '2000 null ±1'])
  })

  it('are tied by an audit record before them or behind', async () => {
    const epoch = Date.UTC(2024, 9, 12, 10) / 1000
    const audit = `[36000.000000] audit: type=1400 audit(${epoch}.000:42): avc:  denied`
    const lines = asDmesg(first)
    expect(await kills(['-'], text([audit, ...lines]))).toEqual(['1000 2024-10-12T10:01:00 ±1'])
    expect(await kills(['-'], text([...lines, audit]))).toEqual(['1000 2024-10-12T10:01:00 ±1'])
  })
})

describe('steps from line to line', () => {
  it('are of the minute that was told', async () => {
    const lines = [...asSteps('10:01', first), ...asSteps('10:03', second)]
    expect(await kills(['-'], text(lines))).toEqual([
      '1000 2024-10-12T10:01:03 ±60000',
      '2000 2024-10-12T10:03:03 ±60000',
    ])
  })

  it('never leave it', async () => {
    const long = text(asSteps('10:01', first)).replaceAll('+0.5', '+40.5')
    expect(await kills(['-'], long)).toEqual(['1000 2024-10-12T10:01:59 ±60000'])
  })

  it('tell nothing without it, nor behind a line of another clock', async () => {
    const [minute = '', ...steps] = asSteps('10:01', first)
    expect(await kills(['-'], text(steps))).toEqual(['1000 null ±1'])
    expect(await kills(['-'], text([minute, ...RUNNING, ...steps]))).toEqual(['1000 null ±1'])
  })

  it('are added up though lines tell nothing of interest', async () => {
    const [minute = '', ...steps] = asSteps('10:01', first)
    const filler = Array.from(
      { length: 9000 },
      () => '[  +0.001000] cni0: port 1(veth1) entered blocking state',
    )
    expect(await kills(['-'], text([minute, ...filler, ...steps]))).toEqual([
      '1000 2024-10-12T10:01:12 ±60000',
    ])
  })
})
