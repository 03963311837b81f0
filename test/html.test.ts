import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import axe from 'axe-core'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Termination } from '../src/model/termination.js'
import { escapeTerminal } from '../src/render/escape.js'
import { createHtmlRenderer } from '../src/render/page/html.js'
import { launchBrowser, noBrowser, visit } from './browser.js'
import { NASTY, nastyReport } from './nasty-report.js'
import * as samples from './render-samples.js'
import { runCli } from './run-cli.js'

const DATE = ['--reference-date', '2026-11-24']

let folder = ''
let browser: Browser | undefined

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'exitlog-html-'))
  if (noBrowser === undefined) browser = await launchBrowser()
  else console.warn(`tests in a browser are skipped: ${noBrowser}`)
})
afterAll(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

function launched(): Browser {
  if (!browser) throw new Error('no browser')
  return browser
}

function save(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return pathToFileURL(path).href
}

async function reportOf(...files: readonly string[]): Promise<string> {
  const { stdout } = await runCli([
    'timeline',
    '-o',
    'html',
    ...DATE,
    ...files.map((f) => `samples/${f}.syslog`),
  ])
  return save(`${files.join('-')}.html`, stdout)
}

function render(terminations: readonly Termination[]): string {
  const { begin, next, end } = createHtmlRenderer([])
  return begin(samples.meta) + terminations.map(next).join('') + end(samples.ending)
}

describe.skipIf(noBrowser !== undefined)('the HTML page in Chromium', () => {
  it('says what happened, first in a sentence, then in a card a death', async () => {
    const { page, trouble } = await visit(launched(), await reportOf('pod-limit'))
    expect(await page.locator('h1').innerText()).toBe(
      '2 containers died on lab-node-1 between 02:20:15 and 02:20:16 on Mon 23 Nov 2026 (UTC): 1 OOM-killed at the pod’s memory limit and 1 stopped on request.',
    )
    const cards = page.locator('article.card')
    expect(await cards.locator('h3').allInnerTexts()).toEqual([
      'default/podlimit › hog 82ae0d4e1e48',
      'default/podlimit › bystander fa089170c380',
    ])
    expect(await cards.first().locator('.verdict').innerText()).toMatch(
      /^OOM-killed at the pod’s memory limit/,
    )
    expect(await cards.first().locator('mark').allInnerTexts()).toEqual(
      expect.arrayContaining(['TaskOOM', 'Killed process', '24556', 'exit_status', '137']),
    )
    expect(await cards.first().locator('.memory .killed').innerText()).toMatch(
      /memhog.*init of hog, killed[^]*96 MiB/,
    )
    expect(trouble).toEqual([])
  })

  it('links evidence to its mark and to its rule, and marks to the evidence', async () => {
    const { page } = await visit(launched(), await reportOf('pod-limit'))
    const targets = await page.$$eval('a[href^="#"]', (links) =>
      links
        .map((link) => link.getAttribute('href') ?? '')
        .filter((href) => !document.getElementById(href.slice(1))),
    )
    expect(targets).toEqual([])
    const step = page.locator('.evidence li', { hasText: 'OOM-killed memhog' }).first()
    const mark = await step.locator('a.offset').getAttribute('href')
    const back = await page.locator(mark ?? '').getAttribute('href')
    expect(back).toBe(`#${await step.getAttribute('id')}`)
    expect(await page.locator(`${mark ?? ''} title`).textContent()).toMatch(/OOM-killed memhog \(pid 24556/)
    expect(await page.locator('#rule-oom-init dd').innerText()).toMatch(/Needs /)
  })

  it('reads the same with scripts off', async () => {
    const url = await reportOf('pod-limit', 'eviction')
    const still = await visit(launched(), url, { javaScriptEnabled: false })
    expect(await still.page.locator('article.card').count()).toBe(3)
    expect(await still.page.locator('svg.picture .swim').count()).toBeGreaterThan(3)
    expect(await still.page.locator('button, input').count()).toBe(0)
    expect(await still.page.locator('.tally').innerText()).toMatch(
      /1\s+oom-pod[^]*1\s+eviction[^]*1\s+stopped/,
    )
    expect(still.trouble).toEqual([])
  })

  it('filters by words and by cause, and pales the lanes of what is left out', async () => {
    const { page, trouble } = await visit(launched(), await reportOf('pod-limit', 'eviction'))
    const shown = async () => page.locator('article.card:visible h3').allInnerTexts()
    await page.getByRole('searchbox').fill('memhog SIGKILL')
    expect(await shown()).toEqual([expect.stringContaining('hog')])
    expect(await page.getByRole('status').innerText()).toBe('1 of 3 shown')
    expect(await page.locator('.swim.off .name').allTextContents()).toEqual(
      expect.arrayContaining(['bystander', 'default/nginx › nginx']),
    )
    await page.getByRole('searchbox').fill('')
    await page.getByRole('button', { name: 'stopped' }).click()
    expect(await shown()).toEqual([expect.stringContaining('nginx'), expect.stringContaining('hog')])
    await page.getByRole('button', { name: 'stopped' }).click()
    expect(await shown()).toHaveLength(3)
    expect(await page.locator('.off').count()).toBe(0)
    expect(trouble).toEqual([])
  })

  it('enlarges the time line in steps, with finer times, and keeps the labels in sight', async () => {
    const { page } = await visit(launched(), await reportOf('pod-limit'))
    const widthOf = async () => (await page.locator('svg.picture').boundingBox())?.width ?? 0
    const times = () => page.locator('.ticks:visible .time').count()
    const [width, ticks] = [await widthOf(), await times()]
    for (let n = 0; n < 3; n++) await page.getByRole('button', { name: 'Enlarge' }).click()
    expect(await widthOf()).toBeCloseTo(27 * width, -1)
    expect(await times()).toBeGreaterThan(3 * ticks)
    await expect
      .poll(async () => (await page.locator('.swim .label').first().boundingBox())?.x)
      .toBeGreaterThan(0)
    expect(await page.getByRole('button', { name: 'Enlarge' }).isDisabled()).toBe(true)
    for (let n = 0; n < 3; n++) await page.getByRole('button', { name: 'Show more' }).click()
    expect(await widthOf()).toBeCloseTo(width, 0)
  })

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
  ] as const)('is accessible and fits: %s, %i pixels', async (colorScheme, width) => {
    const url = await reportOf('pod-limit', 'eviction', 'memory-limit', 'exit-0')
    const { page } = await visit(launched(), url, {
      colorScheme,
      viewport: { width, height: 900 },
      bypassCSP: true,
    })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    await page.addScriptTag({ content: axe.source })
    const faults = await page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: {
          run: () => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>
        }
      }
      const { violations } = await axe.run()
      return violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0]?.html ?? ''}`)
    })
    expect(faults.filter((fault) => /^(?:serious|critical)/.test(fault))).toEqual([])
  })

  it.each(['light', 'dark'] as const)(
    'shows the nasty report whole and harmless: %s',
    async (colorScheme) => {
      const { terminations, meta, ending } = nastyReport(NASTY)
      const { begin, next, end } = createHtmlRenderer([])
      const html = begin(meta) + terminations.map(next).join('') + end(ending)
      const { page, trouble } = await visit(launched(), save('nasty.html', html), { colorScheme })
      expect(await page.locator('.verdict').first().textContent()).toContain(escapeTerminal(NASTY))
      expect(await page.locator('img, iframe, article script, pre').count()).toBe(0)
      const links = await page.$$eval('a', (all) => all.map((link) => link.getAttribute('href') ?? ''))
      expect(links.filter((href) => !href.startsWith('#'))).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1280)
      expect(trouble).toEqual([])
    },
  )

  it('stays usable with 10 000 deaths', async () => {
    const html = render(many(10_000))
    const { page, trouble } = await visit(launched(), save('many.html', html))
    expect(await page.locator('h1').innerText()).toMatch(/^10 000 containers died on 50 nodes/)
    await page.getByRole('searchbox').fill('pod-77-')
    await expect.poll(() => page.getByRole('status').innerText()).toMatch(/ shown$/)
    expect(trouble).toEqual([])
  })
})

/** Deaths by the thousand, on 50 nodes, of a few kinds. */
function many(count: number): readonly Termination[] {
  const kinds = [samples.oomKilled, samples.evicted, samples.completed]
  return Array.from({ length: count }, (_, n) => {
    const kind = kinds[n % kinds.length] ?? samples.oomKilled
    return {
      ...kind,
      node: `worker-${n % 50}`,
      pod: { namespace: 'shop', name: `pod-${n}-x`, uid: null },
      container: { ...kind.container, id: n.toString(16).padStart(64, '0') },
      finishedAt: samples.DEATH + n * 1000,
      fingerprint: `${n % 40}`,
    }
  })
}

describe('the HTML page', () => {
  it('is bounded: what has no card takes a line, what has no line is counted', () => {
    const html = render(many(10_000))
    expect(html.length).toBeLessThan(6_000_000)
    const cards = html.split('<article').length - 1
    const rows = html.split('<li class="row').length - 1
    expect([cards, rows]).toEqual([150, 1500])
    expect(html).toContain('8 350 more deaths only counted here')
    expect(html).toMatch(/\d+ more container/)
    expect(html).toContain('30 more nodes')
  })

  it('gives cards to the worst, one of each fingerprint before a second of any', () => {
    const html = render([...many(400), { ...samples.oomKilled, node: 'late', fingerprint: 'the-only-one' }])
    expect(html).toMatch(/<article[^]*?class="node">late</)
  })

  it('is the same for the same records', () => {
    expect(render(many(30))).toBe(render(many(30)))
  })

  it('says so where nobody died, or no line has a time', () => {
    expect(render([])).toContain('<h1>No container died in these logs.</h1>')
    const timeless = { ...samples.completed, finishedAt: null, startedAt: null, evidence: [] }
    expect(render([timeless])).not.toContain('<figure')
  })
})
