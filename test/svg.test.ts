import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Termination } from '../src/model/termination.js'
import { spread } from '../src/render/picture/spread.js'
import { createSvgRenderer } from '../src/render/picture/svg.js'
import { ticksOf } from '../src/render/picture/ticks.js'
import { createTimeScale } from '../src/render/picture/time-scale.js'
import { launchBrowser, noBrowser } from './browser.js'
import { NASTY, nastyReport } from './nasty-report.js'
import * as samples from './render-samples.js'
import { runCli } from './run-cli.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

function render(terminations: readonly Termination[]): string {
  const { begin, next, end } = createSvgRenderer()
  return begin(samples.meta) + terminations.map(next).join('') + end(samples.ending)
}

describe('the time axis', () => {
  it('draws moments in proportion', () => {
    const { at, breaks } = createTimeScale([0, 1000, 2000, 4000])
    expect(breaks).toEqual([])
    expect(at(2000) - at(1000)).toBeCloseTo(at(1000) - at(0))
    expect(at(4000) - at(2000)).toBeCloseTo(2 * (at(1000) - at(0)))
  })

  it('draws a long quiet stretch short, and says where', () => {
    const { at, breaks } = createTimeScale([0, HOUR, HOUR + 500, HOUR + 1500])
    expect(breaks).toEqual([{ from: 0, to: HOUR }])
    expect(at(HOUR) - at(0)).toBeLessThan(0.1)
    expect(at(HOUR + 1500) - at(HOUR)).toBeGreaterThan(0.8)
  })

  it('keeps every moment on the axis and in order', () => {
    const moments = [5, 5, 9 * HOUR, 9 * HOUR + 3, 40 * HOUR, 41 * HOUR].map((n) => n + samples.DEATH)
    const { at } = createTimeScale(moments)
    const shares = moments.map(at)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true)
    expect(createTimeScale([7]).at(7)).toBeGreaterThan(0)
  })

  it('has round times of the log’s own clock, more of them the more it is enlarged', () => {
    const scale = createTimeScale([samples.DEATH, samples.DEATH + 20 * MINUTE])
    const labels = ticksOf(scale, 120, 1).map(({ label }) => label)
    expect(labels).toEqual(['04:20:00', '04:25:00', '04:30:00', '04:35:00'])
    expect(ticksOf(scale, 120, 9).length).toBeGreaterThan(4 * labels.length)
  })

  it('tells days apart, and years', () => {
    const over = (ms: number) => ticksOf(createTimeScale([samples.DEATH, samples.DEATH + ms]), 0, 1)
    expect(over(30 * HOUR).map(({ label }) => label)).toEqual([
      '23 Nov 06:00',
      '12:00:00',
      '18:00:00',
      '24 Nov 00:00',
      '06:00:00',
    ])
    expect(over(800 * 24 * HOUR)[0]?.label).toMatch(/2026|2027/)
  })
})

describe('marks at one place', () => {
  it('stand side by side in their order, the end where it was', () => {
    const moves = spread([500, 500, 500, 500], [false, false, true, false])
    expect(moves).toEqual([-22, -11, 0, 11])
  })

  it('stay where they are where there is room', () => {
    expect(spread([10, 100, 300], [false, true, false])).toEqual([0, 0, 0])
  })
})

describe('timeline -o svg', () => {
  it('has a lane for each node, pod and container, and says what happened', async () => {
    const { stdout } = await runCli([
      'timeline',
      '-o',
      'svg',
      'samples/pod-limit.syslog',
      '--reference-date',
      '2026-11-24',
    ])
    const names = [...stdout.matchAll(/class="name">([^<]*)</g)].map(([, name]) => name)
    expect(names).toEqual(['lab-node-1', 'default/podlimit', 'hog', 'bystander'])
    expect(stdout).toMatch(/<title id="what">2 containers died on lab-node-1/)
    expect(stdout).toMatch(/<title>02:20:15\.\d{3} kernel: OOM-killed memhog/)
  })

  it('marks a kill on the lane of the container that it hit, not on its neighbour’s', async () => {
    const { stdout } = await runCli([
      'timeline',
      '-o',
      'svg',
      'samples/pod-limit.syslog',
      '--reference-date',
      '2026-11-24',
    ])
    expect(stdout.match(/<title>[^<]*kernel: OOM-killed memhog/g)).toHaveLength(1)
  })

  it('stands no mark of a whole-second stamp before what its line follows', async () => {
    const { stdout } = await runCli([
      'timeline',
      '-o',
      'svg',
      'samples/pod-limit.syslog',
      '--reference-date',
      '2026-11-24',
    ])
    expect(stdout).toMatch(/<title>02:20:15\.9\d\d kernel: OOM-killed memhog/)
  })

  it('folds what there is no room for, and counts it', () => {
    const all = Array.from({ length: 3000 }, (_, n) => ({
      ...samples.oomKilled,
      node: `worker-${n % 30}`,
      container: { ...samples.oomKilled.container, id: n.toString(16).padStart(64, '0') },
      pod: { namespace: 'shop', name: `pod-${n}`, uid: null },
    }))
    const svg = render(all)
    expect(svg.match(/class="swim/g)?.length).toBeLessThan(110)
    expect(svg).toMatch(/>\d+ more containers</)
    expect(svg).toContain('>10 more nodes<')
    expect(svg.length).toBeLessThan(1_500_000)
  })

  it('draws nothing where nothing has a time, and says so', () => {
    const timeless = { ...samples.completed, finishedAt: null, startedAt: null, evidence: [] }
    expect(render([timeless])).toContain('there is nothing to draw')
  })
})

describe.skipIf(noBrowser !== undefined)('SVG as an XML parser reads it', () => {
  let browser: Browser | undefined
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser?.close())

  it('is well-formed and holds the nasty report as text', async () => {
    const { terminations, meta, ending } = nastyReport(NASTY)
    const { begin, next, end } = createSvgRenderer()
    const svg = begin(meta) + terminations.map(next).join('') + end(ending)
    const page = await browser?.newPage()
    const read = await page?.evaluate((text) => {
      const parsed = new DOMParser().parseFromString(text, 'image/svg+xml')
      return {
        error: parsed.querySelector('parsererror')?.textContent ?? null,
        foreign: parsed.querySelectorAll('script, foreignObject, a, image').length,
        titles: [...parsed.querySelectorAll('title')].map(({ textContent }) => textContent ?? ''),
      }
    }, svg)
    expect(read).toMatchObject({ error: null, foreign: 0 })
    expect(read?.titles.join(' ')).toContain('\\x1b[2J\\x1b]0;title')
  })
})
