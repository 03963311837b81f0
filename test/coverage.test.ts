import { describe, expect, it } from 'vitest'
import { createCoverageLog } from '../src/events/coverage.js'
import { createRunLog } from '../src/events/runs.js'
import type { NodeCoverage, Source } from '../src/model/coverage.js'
import type { Happening, Placed } from '../src/model/event.js'
import { coverageBar } from '../src/render/coverage-bar.js'
import { joinCoverage, readCoverage } from '../src/merge/read-coverage.js'
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
    const lines = log.open()
    for (const time of [20, 10, null, 30]) lines.see('a', 'kernel', time, 0)
    lines.see('a', 'systemd', null, 0)
    expect(log.ofNode('a', null).sources).toEqual([
      {
        source: 'kernel',
        first: 10,
        last: 30,
        lines: 4,
        verbosity: null,
        heard: { from: 10, to: 30 },
        byBoot: [{ boot: null, first: 10, last: 30, lines: 3 }],
        byLog: [{ first: 10, last: 30, lines: 4, written: { from: 10, to: 30 }, silences: [] }],
      },
      {
        source: 'systemd',
        first: null,
        last: null,
        lines: 1,
        verbosity: null,
        heard: null,
        byBoot: [{ boot: null, first: null, last: null, lines: 1 }],
        byLog: [{ first: null, last: null, lines: 1, written: { from: 10, to: 30 }, silences: [] }],
      },
    ])
    expect(log.ofNode('a', 25).sources[0]).toMatchObject({ first: 10, last: 25 })
    expect(log.ofNode('a', 5).sources.map(({ source }) => source)).toEqual(['systemd'])
  })

  it('losses and boots, each once though two inputs tell of it', () => {
    const log = createCoverageLog()
    const lines = log.open()
    for (const file of ['syslog', 'journal']) log.open().note(gap({ file, node: 'a' }))
    lines.note(gap({ node: 'a', text: 'another line' }))
    for (const seconds of [60, 0, 3]) lines.note(event(seconds, boot, { node: 'a' }))
    const { gaps, boots } = log.ofNode('a', null)
    expect(gaps).toHaveLength(2)
    expect(gaps[0]).toEqual({
      kind: 'loss',
      from: DEATH + 1000,
      to: DEATH + 1000,
      of: 'kubelet.service',
      source: 'kubelet',
      lost: 7,
      says: 'Suppressed 7 messages',
    })
    expect(boots).toEqual([DEATH, DEATH + 60_000])
  })

  it.each([
    ['docker.service', 'runtime'],
    ['snap.docker.dockerd.service', 'runtime'],
    ['dockerd-rootless.sh', 'runtime'],
    ['balenad', 'runtime'],
    ['docker-credential-helper', null],
  ])('what is lost of %s', (of, source) => {
    const log = createCoverageLog()
    log.open().note(event(1, { type: 'log.gap', lost: 7, of, says: 'Suppressed 7 messages' }, { node: 'a' }))
    expect(log.ofNode('a', null).gaps).toMatchObject([{ of, source }])
  })

  it('nodes by name, those without one last', () => {
    const log = createCoverageLog()
    for (const node of [null, 'b', 'a']) log.open().see(node, 'kernel', 1, 0)
    expect(log.nodes().map(({ node }) => node)).toEqual(['a', 'b', null])
  })
})

const MINUTE = 60_000
/** A log with a line of each of these sources at each of these minutes. */
const logOf = (...lines: readonly (readonly [Source | null, readonly number[]])[]) => {
  const coverage = createCoverageLog()
  const log = coverage.open()
  const all = lines.flatMap(([source, minutes]) => minutes.map((minute) => ({ source, minute })))
  for (const { source, minute } of all.sort((a, b) => a.minute - b.minute))
    log.see('a', source, minute * MINUTE, 0)
  return coverage
}
const every = (step: number, from: number, to: number) =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, n) => from + n * step)
const silencesOf = (coverage: ReturnType<typeof createCoverageLog>, asOf: number | null = null) =>
  coverage
    .ofNode('a', asOf === null ? null : asOf * MINUTE)
    .gaps.map(({ source, from, to }) => [source, (from ?? 0) / MINUTE, (to ?? 0) / MINUTE])

describe('silence', () => {
  it('is a pause of the whole log that is long beside the others', () => {
    const minutes = [...every(0.25, 0, 10), ...every(0.25, 15, 20)]
    expect(silencesOf(logOf(['kernel', [0, 20]], [null, minutes]))).toEqual([['kernel', 10, 15]])
    expect(silencesOf(logOf(['kernel', minutes], ['kubelet', minutes]))).toEqual([[null, 10, 15]])
  })

  it('is nothing where the log pauses often', () => {
    expect(silencesOf(logOf(['kernel', [0, 60]], [null, every(6, 0, 60)]))).toEqual([])
    expect(silencesOf(logOf(['kernel', [0, 1, 2, 30]]))).toEqual([])
  })

  it('of a kernel that prints rarely is nothing while its log goes on', () => {
    expect(silencesOf(logOf(['kernel', [0, 3, 4, 50]], [null, every(0.25, 0, 60)]))).toEqual([])
  })

  it('of a source that breaks off its rhythm is one, though the log goes on', () => {
    const rhythm = [...every(0.2, 0, 10), ...every(0.2, 15, 20)]
    expect(silencesOf(logOf(['kernel', rhythm], [null, every(0.25, 0, 20)]))).toEqual([['kernel', 10, 15]])
    const stopped = logOf(['kernel', every(0.2, 0, 10)], ['runtime', every(0.25, 0, 20)])
    expect(silencesOf(stopped)).toEqual([['kernel', 10, 20]])
  })

  it('is made up for by another log of the same source', () => {
    const coverage = logOf(['kernel', [...every(0.25, 0, 10), ...every(0.25, 15, 20)]])
    const other = coverage.open()
    for (const minute of every(0.5, 11, 13)) other.see('a', 'kernel', minute * MINUTE, 0)
    expect(silencesOf(coverage)).toEqual([['kernel', 13, 15]])
  })

  it('lies between logs that do not reach each other', () => {
    const coverage = logOf(['kernel', every(0.25, 0, 10)])
    const other = coverage.open()
    for (const minute of every(0.25, 30, 40)) other.see('a', 'kernel', minute * MINUTE, 0)
    expect(silencesOf(coverage)).toEqual([['kernel', 10, 30]])
  })

  it('says the same of a moment however far the log is read', () => {
    const minutes = [...every(0.25, 0, 10), ...every(0.25, 15, 20)]
    const read = (until: number) =>
      logOf(['kernel', minutes.filter((minute) => minute <= until)], [null, every(0.25, 0, until)])
    for (const asOf of [9, 10, 11, 14, 15, 16]) {
      const near = silencesOf(read(asOf), asOf)
      for (const until of [asOf + 1, 20])
        expect(silencesOf(read(until), asOf), `${asOf} of ${until}`).toEqual(near)
    }
  })

  describe('where the rhythm changes', () => {
    const busy = every(1 / 60, 0, 60)
    const sparse = every(5, 65, 120)
    const bursts = sparse.flatMap((minute) => every(0.05, minute, minute + 0.4))

    it('is none that the lines to come repeat', () => {
      for (const after of [sparse, bursts]) {
        expect(silencesOf(logOf([null, [...busy, ...after]], ['kernel', [0, 120]]))).toEqual([])
        const source = logOf(['kernel', [...busy, ...after]], [null, every(0.25, 0, 120)])
        expect(silencesOf(source)).toEqual([])
      }
    })

    it('is one that lasts longer, or that too few repeat', () => {
      const down = [...busy, ...sparse.map((minute) => minute + 60)]
      expect(silencesOf(logOf(['kernel', down]))).toEqual([['kernel', 60, 125]])
      const few = [...busy, ...sparse.slice(0, 3)]
      expect(silencesOf(logOf(['kernel', few]))).toEqual([['kernel', 60, 75]])
    })

    it('is one between lines that went on in between', () => {
      const stretches = [0, 20, 40, 60, 80, 100].flatMap((minute) => every(1 / 60, minute, minute + 10))
      expect(silencesOf(logOf(['kernel', stretches]))).toHaveLength(5)
    })

    it('is one again soon after lines became many', () => {
      const before = every(5, 0, 60)
      const lines = [...before, ...every(1 / 60, 60, 66), ...every(1 / 60, 72, 80)]
      expect(silencesOf(logOf(['kernel', lines]))).toEqual([['kernel', 66, 72]])
    })

    it('says the same of a moment however far the log is read', () => {
      const lines = [...busy, ...bursts, ...every(1 / 60, 121, 130), 140]
      const read = (until: number) =>
        logOf(['kernel', lines.filter((minute) => minute <= until)], [null, every(0.25, 0, until)])
      const whole = read(140)
      for (let asOf = 58; asOf < 140; asOf += 0.5)
        expect(silencesOf(whole, asOf), String(asOf)).toEqual(silencesOf(read(asOf), asOf))
    })
  })

  it('is not told where lines that were not handed over may fill it', () => {
    const coverage = createCoverageLog()
    const log = coverage.open()
    const far = [0, 9, 18, 27, 36, 45, 54, 74, 83, 383]
    for (const minute of far) log.see('a', 'kernel', minute * MINUTE, 100)
    expect(silencesOf(coverage)).toEqual([['kernel', 83, 383]])
  })
})

describe('each boot of a node', () => {
  it('has its own first and last lines, also of a log that tells of none', () => {
    const coverage = logOf(['kubelet', [...every(0.5, 0, 10), ...every(0.5, 12, 20)]])
    const log = coverage.open()
    for (const minute of [1, 11]) {
      log.see('a', 'kernel', minute * MINUTE, 0)
      if (minute === 11) log.note({ ...event(0, boot, { node: 'a' }), time: minute * MINUTE })
    }
    expect(coverage.ofNode('a', null).sources.map(({ source, byBoot }) => [source, byBoot])).toEqual([
      [
        'kernel',
        [
          { boot: null, first: MINUTE, last: MINUTE, lines: 1 },
          { boot: 11 * MINUTE, first: 11 * MINUTE, last: 11 * MINUTE, lines: 1 },
        ],
      ],
      [
        'kubelet',
        [
          { boot: null, first: 0, last: 10 * MINUTE, lines: 21 },
          { boot: 11 * MINUTE, first: 12 * MINUTE, last: 20 * MINUTE, lines: 17 },
        ],
      ],
    ])
  })

  it('keeps the longest pauses of very many lines', () => {
    const log = createRunLog()
    const minutes = [...every(0.5, 0, 2000), ...every(0.5, 2100, 4000)]
    for (const minute of minutes) log.add(minute * MINUTE)
    expect(log.runs().length).toBeLessThan(300)
    expect(log.runs().some(({ last }) => last === 2000 * MINUTE)).toBe(true)
    expect(log.runs().reduce((sum, { lines }) => sum + lines, 0)).toBe(minutes.length)
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
    const gaps = lost.map((at) => ({
      kind: 'loss' as const,
      from: at,
      to: at,
      of: null,
      source: null,
      lost: 1,
      says: '',
    }))
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

        kernel   01:49:07          ────╌╌───── 02:20:07  1 204 lines opened
        kubelet  01:19:07 ────────────────╌─── 02:20:08  96 lines opened, -v=2 or more
        gap      01:59:07 – 02:04:07  5m00s: no kernel lines
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
    expect(text).toMatch(/kernel +22 Nov 02:19:07 ─+╌ 23 Nov 02:20:07/)
    expect(text).toMatch(/clock +syslog: dates \(year from other lines\) · UTC \(assumed\)/)
    expect(text).toMatch(/kern\.log: dates .* UTC\+01:00/)
  })

  it('tells few of many losses', () => {
    const losses = coverage.gaps.filter(({ kind }) => kind === 'loss')
    const many = Array.from({ length: 12 }, () => losses).flat()
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
  it('one log.coverage for each source and boot, with the gaps that may be its own and the clock', () => {
    const [kernel, before, kubelet, ...others] = coverageEvents(coverage, meta.clocks)
    expect(others).toEqual([])
    expect(before).toMatchObject({ source: 'kubelet', boot: null, lines: 70, gaps: [] })
    expect(kernel).toEqual({
      type: 'log.coverage',
      node: coverage.node,
      source: 'kernel',
      boot: '2026-11-23T01:49:07.000Z',
      first: '2026-11-23T01:49:07.000Z',
      last: '2026-11-23T02:20:07.000Z',
      lines: 1204,
      verbosity: null,
      gaps: [
        {
          kind: 'silence',
          from: '2026-11-23T01:59:07.000Z',
          to: '2026-11-23T02:04:07.000Z',
          of: null,
          source: 'kernel',
          lost: null,
          says: 'no kernel lines',
        },
      ],
      clock: {
        file: 'syslog',
        offsetMinutes: 0,
        year: 'inferred',
        zone: 'assumed',
        skews: [{ source: 'kubelet', aheadSeconds: -119 }],
      },
      byLog: [],
    })
    expect(kubelet?.gaps).toEqual([
      expect.objectContaining({ from: '2026-11-23T02:09:07.000Z', lost: 12_415 }),
    ])
  })

  it('is read back as it was, as of every time', () => {
    const log = createCoverageLog()
    const lines = log.open()
    const others = log.open()
    const start = DEATH + 0.25
    lines.see('a', 'kernel', null, 0)
    // A rhythm that breaks off, a boot, and a silence that goes on; a second log that fills a part of it.
    for (let n = 0; n < 240; n++) lines.see('a', n % 2 ? 'kernel' : 'kubelet', start + n * 10_000, 0)
    const later = start + 2 * 3_600_000
    lines.note(event(1, boot, { node: 'a', time: later }))
    for (let n = -1; n < 240; n++) lines.see('a', 'kubelet', later + n * 1500, 0)
    for (let n = 0; n < 90; n++) others.see('a', 'kernel', start + 3_000_000 + n * 10_000, 0)

    const printed: unknown = JSON.parse(
      JSON.stringify(log.nodes().flatMap((node) => coverageEvents(node, []))),
    )
    const read = (printed as readonly Record<string, unknown>[]).flatMap((line) => readCoverage(line) ?? [])
    const again = createCoverageLog()
    for (const { node, ...seen } of joinCoverage(read)) again.retell(node, seen)

    const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
    expect(log.ofNode('a', null).gaps.length).toBeGreaterThan(1)
    expect(plain(again.nodes())).toEqual(plain(log.nodes()))
    for (let asOf = start - 1; asOf < later + 600_000; asOf += 47_000) {
      const [is, was] = [again.ofNode('a', asOf), log.ofNode('a', asOf)]
      expect(is.gaps).toEqual(was.gaps)
      expect(is.sources.map(({ heard }) => heard)).toEqual(was.sources.map(({ heard }) => heard))
    }
  })

  it('a node with all its losses, boots and clocks', () => {
    expect(nodeCoverageJson(coverage, meta.clocks)).toMatchObject({
      node: coverage.node,
      gaps: [{ kind: 'silence' }, { of: 'kubelet.service' }],
      boots: ['2026-11-23T01:49:07.000Z'],
      clocks: [{ file: 'syslog' }],
    })
  })
})
