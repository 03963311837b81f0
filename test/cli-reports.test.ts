import { describe, expect, it } from 'vitest'
import type { NodeCoverageJson } from '../src/render/coverage-json.js'
import type { SummaryJson } from '../src/render/summary-json.js'
import { rules } from '../src/verdict/rules.js'
import { runCli } from './run-cli.js'

const ALL = ['exit-0', 'memory-limit', 'eviction', 'pod-limit', 'grace-expired'].map(
  (name) => `samples/${name}.syslog`,
)
const EXIT_0 = 'samples/exit-0.syslog'
const POD_LIMIT = 'samples/pod-limit.syslog'
const REFERENCE = ['--reference-date', '2026-11-24']

const printed = async (...argv: readonly string[]) => {
  const { status, stdout } = await runCli([...argv, ...REFERENCE])
  expect(status).toBe(0)
  return stdout
}

describe('exitlog summary', () => {
  const summaryOf = async (...argv: readonly string[]) =>
    JSON.parse(await printed('summary', '-o', 'json', ...argv)) as SummaryJson

  it('tells the deaths of all samples, the worst first', async () => {
    const { terminations, groups } = await summaryOf(...ALL)
    expect(groups.map(({ cause, workloads }) => `${cause} ${workloads[0]?.name ?? ''}`)).toEqual([
      'oom-pod podlimit',
      'eviction nginx',
      'oom-pod ',
      'stopped svc-term-ignored',
      'stopped podlimit',
      'completed nginx',
    ])
    expect(terminations).toBe(6)
    await expect(await printed('summary', ...ALL, '--width', '100')).toMatchFileSnapshot(
      'golden/summary-samples.txt',
    )
  })

  it('takes the filters of timeline, and the sandboxes with --all alone', async () => {
    const countOf = async (...argv: readonly string[]) => (await summaryOf(...ALL, ...argv)).terminations
    expect(await countOf('--cause', 'oom-pod')).toBe(2)
    expect(await countOf('--pod', 'default/podlimit')).toBe(2)
    expect(await countOf('--node', 'lab-node-*')).toBe(3)
    expect(await countOf('--container', 'hog')).toBe(1)
    expect(await countOf('--since', '2026-11-23 02:30')).toBe(1)
    expect(await countOf('--all')).toBe(8)
    expect(await printed('summary', POD_LIMIT, '--cause', 'oom-pod')).toContain(
      '1 more left out by the filters',
    )
  })

  it('of nothing is empty', async () => {
    const { status, stdout } = await runCli(['summary', '-o', 'json'], 'nothing\n')
    expect({ status, json: JSON.parse(stdout) as unknown }).toEqual({
      status: 0,
      json: { terminations: 0, byCause: {}, groups: [] },
    })
  })
})

describe('exitlog coverage', () => {
  it('tells of each node and source the lines from first to last, and the clocks', async () => {
    const [one, ...others] = JSON.parse(
      await printed('coverage', '-o', 'json', EXIT_0),
    ) as readonly NodeCoverageJson[]
    expect(others).toEqual([])
    expect(one).toMatchObject({
      node: 'aks-nodepool1-29985679-vmss00000A',
      sources: [
        {
          source: 'kubelet',
          first: '2025-05-16T18:02:44.000Z',
          last: '2025-05-16T18:02:44.000Z',
          lines: 3,
          verbosity: 2,
        },
        { source: 'runtime', lines: 6, verbosity: null },
        { source: 'systemd', lines: 2 },
      ],
      clocks: [{ file: EXIT_0, offsetMinutes: 0, year: 'inferred' }],
    })
    expect(one?.clocks[0]?.skews).toContainEqual(expect.objectContaining({ source: 'kubelet' }))
    await expect(await printed('coverage', ...ALL, '--width', '100')).toMatchFileSnapshot(
      'golden/coverage-samples.txt',
    )
  })

  it('is the same whatever the order of the files', async () => {
    expect(await printed('coverage', ...ALL.toReversed())).toBe(await printed('coverage', ...ALL))
  })

  it('of a node that was asked for', async () => {
    const text = await printed('coverage', ...ALL, '--node', 'lab-*')
    expect(text).toMatch(/^lab-node-1/)
    expect(text).not.toContain('aks-')
  })

  it('tells where it is blind', async () => {
    expect(await printed('coverage', EXIT_0)).toMatch(
      /blind +no kernel lines: an OOM kill cannot be ruled out/,
    )
    expect((await runCli(['coverage'], 'nothing\n')).stdout).toMatch(/^no line of a kernel/)
  })
})

describe('exitlog events', () => {
  it('ends with how the input was read and the coverage of each node and source', async () => {
    const lines = (await printed('events', POD_LIMIT)).trimEnd().split('\n')
    const types = lines.map((line) => (JSON.parse(line) as { type: string }).type)
    expect(types.slice(-3)).toEqual(['log.read', 'log.coverage', 'log.coverage'])
    expect(types.findIndex((type) => /^log\.(?:read|coverage)$/.test(type))).toBe(types.length - 3)
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
      node: 'lab-node-1',
      source: 'runtime',
      gaps: [],
      clock: { year: 'inferred', zone: 'inferred' },
    })
    expect(await printed('events', POD_LIMIT, '--node', 'another')).toMatch(/^\{"type":"log\.read".*\n$/)
  })
})

describe('exitlog rules', () => {
  it('prints every rule in its order', async () => {
    const { stdout } = await runCli(['rules', '--width', '100'])
    const found = [...stdout.matchAll(/^ {2}([a-z][\w-]*) {3}/gm)].map(([, id]) => id)
    expect(found).toEqual(rules.map(({ id }) => id))
    for (const { says } of rules) expect(stdout.replace(/\s+/g, ' ')).toContain(says.replace(/\s+/g, ' '))
  })

  it('as JSON has sentence, evidence and confidence of each', async () => {
    const rows = JSON.parse((await runCli(['rules', '-o', 'json'])).stdout) as readonly object[]
    expect(rows).toEqual(rules.map(({ id, says, needs, confidence }) => ({ id, says, needs, confidence })))
  })
})

describe('wrong usage', () => {
  it.each([
    [['rules', 'x'], 'rules takes no words'],
    [['rules', '-o', 'ndjson'], 'rules has no output format "ndjson"'],
    [['summary', '-o', 'ndjson'], 'summary has no output format "ndjson"'],
    [['coverage', '-o', 'csv'], 'coverage has no output format "csv"'],
    [['coverage', '--since', '02:20'], 'coverage takes no --since'],
    [['coverage', '--pod', 'x'], 'coverage takes no --pod'],
    [['summary', '--cause', 'oom'], 'oom-container, oom-pod or oom-node'],
  ])('%j', async (argv, says) => {
    const { status, stdout, stderr } = await runCli(argv)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain(says)
  })

  it.each(['summary', 'coverage'])('%s does not wait for the keyboard', async (command) => {
    const { status, stderr } = await runCli([command], '', { isTTY: { stdin: true, stdout: true } })
    expect(status).toBe(2)
    expect(stderr).toContain('nothing to read')
  })
})
