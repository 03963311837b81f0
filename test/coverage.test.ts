import { describe, expect, it } from 'vitest'
import { createCoverageLog } from '../src/events/coverage.js'
import type { NodeCoverage } from '../src/model/coverage.js'
import type { Happening, Placed } from '../src/model/event.js'
import { coverageBar } from '../src/render/coverage-bar.js'
import { coverageEvents, nodeCoverageJson } from '../src/render/coverage-json.js'
import { coverageText } from '../src/render/coverage-text.js'
import { widthOf } from '../src/render/width.js'
import { coverage, DEATH, ending, event, meta } from './render-samples.js'

const gap = (placed: Partial<Placed> = {}) =>
  event(1, { type: 'log.gap', lost: 7, of: 'kubelet.service', says: 'Suppressed 7 messages' }, placed)

const boot: Happening = { type: 'kernel.boot', release: null, marker: 'Linux version' }

describe('what the input covers', () => {
  it('the first and last line of each source, in any order of arrival', () => {
    const log = createCoverageLog()
    for (const time of [20, 10, null, 30]) log.see('a', 'kernel', time)
    log.see('a', 'systemd', null)
    expect(log.ofNode('a', null).sources).toEqual([
      { source: 'kernel', first: 10, last: 30, lines: 4, verbosity: null },
      { source: 'systemd', first: null, last: null, lines: 1, verbosity: null },
    ])
    expect(log.ofNode('a', 25).sources[0]).toMatchObject({ first: 10, last: 25 })
    expect(log.ofNode('a', 5).sources.map(({ source }) => source)).toEqual(['systemd'])
  })

  it('losses and boots, each once though two inputs tell of it', () => {
    const log = createCoverageLog()
    for (const file of ['syslog', 'journal']) log.note(gap({ file, node: 'a' }))
    log.note(gap({ node: 'a', text: 'another line' }))
    for (const seconds of [60, 0, 3]) log.note(event(seconds, boot, { node: 'a' }))
    const { gaps, boots } = log.ofNode('a', null)
    expect(gaps).toHaveLength(2)
    expect(gaps[0]).toEqual({
      from: DEATH + 1000,
      to: DEATH + 1000,
      of: 'kubelet.service',
      source: 'kubelet',
      lost: 7,
      says: 'Suppressed 7 messages',
    })
    expect(boots).toEqual([DEATH, DEATH + 60_000])
  })

  it('nodes by name, those without one last', () => {
    const log = createCoverageLog()
    for (const node of [null, 'b', 'a']) log.see(node, 'kernel', 1)
    expect(log.nodes().map(({ node }) => node)).toEqual(['a', 'b', null])
  })
})

describe('the picture of a source', () => {
  const whole = { from: 0, to: 100 }
  it.each([
    [{ from: 0, to: 100 }, [], '──────────'],
    [{ from: 50, to: 100 }, [], '     ─────'],
    [{ from: 40, to: 40 }, [], '    ─     '],
    [{ from: 0, to: 100 }, [30], '───╌──────'],
    [{ from: 50, to: 100 }, [30], '     ─────'],
    [{ from: null, to: null }, [], '          '],
  ])('%j, lost at %j', (own, lost, picture) => {
    const gaps = lost.map((at) => ({ from: at, to: at, of: null, source: null, lost: 1, says: '' }))
    expect(coverageBar(whole, own, gaps, 10)).toBe(picture)
  })

  it('has one moment, or no room', () => {
    expect(coverageBar({ from: 5, to: 5 }, { from: 5, to: 5 }, [], 10)).toBe('─         ')
    expect(coverageBar(whole, whole, [], 3)).toBe('   ')
  })
})

const textOf = (nodes: readonly NodeCoverage[], width: number) =>
  coverageText({ ...ending, coverage: nodes }, { width, color: false })

describe('coverage -o text', () => {
  it('shows the sources on one scale, what was lost and what is missing', () => {
    expect(textOf([coverage], 80)).toMatchInlineSnapshot(`
      "worker-a-7f3c
      Mon 23 Nov 2026 (year from other lines) · UTC (assumed) · kubelet's clock 1m59s
      behind

        kernel   01:49:07          ─────────── 02:20:07  1 204 lines opened
        kubelet  01:19:07 ────────────────╌─── 02:20:08  96 lines opened, -v=2 or more
        lost     02:09:07  12 415 lines of kubelet.service: Suppressed 12415
                   messages from kubelet.service
        booted   01:49:07
        blind    no lines of a container runtime: exit codes and times of death may
                   be missing

      12 415 lines read, 17 events · no problems
      opened are the lines that may tell something, and a sample of the others
      "
    `)
  })

  it('names days where the lines are of several, and tells clocks apart that differ', () => {
    const clocks = [
      ...meta.clocks,
      ...meta.clocks.map((clock) => ({ ...clock, file: 'kern.log', offsetMinutes: 60 })),
    ]
    const long = {
      ...coverage,
      sources: coverage.sources.map((one) => ({ ...one, first: DEATH - 86_400_000 })),
    }
    const text = coverageText({ ...ending, clocks, coverage: [long] }, { width: 120, color: false })
    expect(text).toMatch(/kernel +22 Nov 02:19:07 ─+ 23 Nov 02:20:07/)
    expect(text).toMatch(/clock +syslog: dates \(year from other lines\) · UTC \(assumed\)/)
    expect(text).toMatch(/kern\.log: dates .* UTC\+01:00/)
  })

  it('tells few of many losses', () => {
    const many = Array.from({ length: 12 }, () => coverage.gaps).flat()
    expect(textOf([{ ...coverage, gaps: many }], 120)).toMatch(/… and 7 more/)
  })

  it('says so where there is nothing to see', () => {
    expect(textOf([], 120)).toMatch(
      /^no line of a kernel, a kubelet, a container runtime or systemd in the input\n/,
    )
  })

  it.each([60, 80, 120, 200])('is at most %i columns wide', (width) => {
    const nasty = {
      ...coverage,
      node: 'n'.repeat(300),
      gaps: coverage.gaps.map((one) => ({ ...one, of: '\x1b[2J'.repeat(90) })),
    }
    const text = textOf([coverage, nasty], width)
    expect(text).not.toContain('\x1b')
    for (const line of text.split('\n')) expect(widthOf(line), line).toBeLessThanOrEqual(width)
  })
})

describe('coverage as data', () => {
  it('one log.coverage for each source, with the losses that may be its own and the clock', () => {
    const [kernel, kubelet, ...others] = coverageEvents(coverage, meta.clocks)
    expect(others).toEqual([])
    expect(kernel).toEqual({
      type: 'log.coverage',
      node: coverage.node,
      source: 'kernel',
      first: '2026-11-23T01:49:07.000Z',
      last: '2026-11-23T02:20:07.000Z',
      lines: 1204,
      verbosity: null,
      gaps: [],
      clock: {
        file: 'syslog',
        offsetMinutes: 0,
        year: 'inferred',
        zone: 'assumed',
        skews: [{ source: 'kubelet', aheadSeconds: -119 }],
      },
    })
    expect(kubelet?.gaps).toEqual([
      expect.objectContaining({ from: '2026-11-23T02:09:07.000Z', lost: 12_415 }),
    ])
  })

  it('a node with all its losses, boots and clocks', () => {
    expect(nodeCoverageJson(coverage, meta.clocks)).toMatchObject({
      node: coverage.node,
      gaps: [{ of: 'kubelet.service' }],
      boots: ['2026-11-23T01:49:07.000Z'],
      clocks: [{ file: 'syslog' }],
    })
  })
})
