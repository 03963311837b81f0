import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, noBrowser, visit } from './browser.js'
import { tar, zip } from './input-tools.js'
import { runCli } from './run-cli.js'

const LOG = 'samples/pod-limit.syslog'
const { bin } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly bin: { readonly exitlog: string }
}

let folder = ''
let url = ''
let browser: Browser | undefined
/** What the command line says of the same log. */
let told: { readonly headlines: readonly string[]; readonly html: string } = { headlines: [], html: '' }

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'exitlog-page-'))
  const page = join(folder, 'exitlog.html')
  writeFileSync(page, execFileSync(process.execPath, [bin.exitlog, 'page'], { maxBuffer: 2 ** 24 }))
  url = pathToFileURL(page).href
  const { stdout } = await runCli(['timeline', '-o', 'json', LOG])
  const records = JSON.parse(stdout) as readonly { container: { sandbox: boolean }; headline: string }[]
  told = {
    headlines: records.filter(({ container }) => !container.sandbox).map(({ headline }) => headline),
    html: (await runCli(['timeline', '-o', 'html', LOG])).stdout,
  }
  if (noBrowser === undefined) browser = await launchBrowser()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

const isInstalled = (program: string) => spawnSync(program, ['--version']).error === undefined

function launched(): Browser {
  if (!browser) throw new Error('no browser')
  return browser
}

async function expectReport(page: Page): Promise<void> {
  await page.locator('article.card').first().waitFor()
  expect(await page.locator('.verdict').allInnerTexts()).toEqual(told.headlines)
  const sentence = /<h1>(.*?)<\/h1>/.exec(told.html)?.[1] ?? 'none'
  expect(await page.locator('#report h1').innerText()).toBe(sentence)
}

it('is one file that loads nothing', () => {
  const html = readFileSync(join(folder, 'exitlog.html'), 'utf8')
  expect(html).toMatch(
    /content="default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+' 'wasm-unsafe-eval'; worker-src blob:; /,
  )
  expect(html).not.toMatch(/<(?:link|img|iframe)\b|\bsrc=|@import|url\(/)
  expect(html.length).toBeLessThan(800_000)
})

describe.skipIf(noBrowser !== undefined)('the offline page in Chromium', () => {
  it('reads a chosen file and says what the command line says', async () => {
    const { page, trouble } = await visit(launched(), url)
    await page.locator('#files').setInputFiles(LOG)
    await expectReport(page)
    await page.getByRole('searchbox').fill('memhog SIGKILL')
    expect(await page.locator('article.card:visible').count()).toBe(1)
    await page.getByRole('button', { name: 'Enlarge' }).click()
    expect(trouble).toEqual([])
  })

  it('reads a dropped gzip file', async () => {
    const { page, trouble } = await visit(launched(), url)
    const bytes = [...gzipSync(readFileSync(LOG))]
    const dropped = await page.evaluateHandle((numbers) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([new Uint8Array(numbers)], 'pod-limit.syslog.gz'))
      return transfer
    }, bytes)
    await page.dispatchEvent('body', 'drop', { dataTransfer: dropped })
    await expectReport(page)
    expect(trouble).toEqual([])
  })

  it('reads in a worker, and says how far it is', async () => {
    const { page, trouble } = await visit(launched(), url)
    await page.evaluate(() => {
      const words: string[] = []
      new MutationObserver(() => words.push(document.querySelector('#status')?.textContent ?? '')).observe(
        document.body,
        {
          subtree: true,
          childList: true,
        },
      )
      Object.assign(window, { words })
    })
    const working = page.waitForEvent('worker')
    await page.locator('#files').setInputFiles(LOG)
    expect((await working).url()).toMatch(/^blob:/)
    await expectReport(page)
    const words = await page.evaluate(() => (window as unknown as { words: readonly string[] }).words)
    expect(words).toContainEqual(expect.stringMatching(/^Reading pod-limit\.syslog … \d+ %$/))
    expect(trouble).toEqual([])
  })

  it('reads on the page itself where there is no worker', async () => {
    const { page, trouble } = await visit(launched(), url)
    await page.evaluate(() => {
      window.Worker = class extends EventTarget {
        constructor() {
          super()
          throw new Error('none')
        }
      } as unknown as typeof Worker
    })
    await page.locator('#files').setInputFiles(LOG)
    await expectReport(page)
    expect(page.workers()).toEqual([])
    expect(trouble).toEqual([])
  })

  const log = readFileSync(LOG)
  it.each<readonly [string, Buffer]>([
    ['pod-limit.tar', tar({ 'var/log/syslog': log })],
    ['pod-limit.tar.gz', gzipSync(tar({ 'var/log/syslog': log }))],
    ['two-members.gz', Buffer.concat([gzipSync(log.subarray(0, 9000)), gzipSync(log.subarray(9000))])],
    ['pod-limit.zip', zip({ 'var/log/syslog': log })],
  ])('reads %s', (name, buffer) => expectRead(name, buffer))

  it.each(['zstd', 'xz', 'bzip2'].filter(isInstalled))('reads what %s has packed', async (program) => {
    const { stdout } = spawnSync(program, ['-c', LOG])
    await expectRead(`pod-limit.${program}`, stdout)
  })

  async function expectRead(name: string, buffer: Buffer): Promise<void> {
    const { page, trouble } = await visit(launched(), url)
    await page.locator('#files').setInputFiles({ name, mimeType: '', buffer })
    await expectReport(page)
    expect(await page.locator('.problems').count()).toBe(0)
    expect(trouble).toEqual([])
  }

  it('tells of an archive that is cut, and shows what stands before', async () => {
    const { page } = await visit(launched(), url)
    const buffer = gzipSync(tar({ 'var/log/syslog': log, 'var/log/messages': log })).subarray(0, -200)
    await page.locator('#files').setInputFiles({ name: 'cut.tar.gz', mimeType: '', buffer })
    await page.locator('article.card').first().waitFor()
    expect(await page.locator('.problems').innerText()).toMatch(
      /^cut\.tar\.gz.*: the gzip data ends too early/,
    )
  })

  it('reads pasted lines, and another log after it', async () => {
    const { page, trouble } = await visit(launched(), url)
    await page.locator('summary', { hasText: 'paste' }).click()
    await page.locator('#pasted').fill(readFileSync('samples/exit-0.syslog', 'utf8'))
    await page.getByRole('button', { name: 'Read them' }).click()
    await page.locator('#report h1', { hasText: 'finished with 0' }).waitFor()
    await page.locator('#files').setInputFiles(LOG)
    await page.locator('#report h1', { hasText: '2 containers' }).waitFor()
    await expectReport(page)
    expect(trouble).toEqual([])
  })

  it('saves the report that the command line would print', async () => {
    const { page } = await visit(launched(), url)
    await page.locator('#files').setInputFiles(LOG)
    await expectReport(page)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Save this report' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('pod-limit.syslog.html')
    const saved = readFileSync(await download.path(), 'utf8')
    const bodyOf = (html: string) => html.slice(html.indexOf('<h1>'), html.indexOf('<footer'))
    expect(bodyOf(saved)).toBe(bodyOf(told.html))
  })

  it('tells what was wrong with a file, and shows hostile text as text', async () => {
    const { page, trouble } = await visit(launched(), url)
    const line = readFileSync(LOG, 'utf8').replaceAll('memhog', '<img src=x onerror=alert(1)>')
    await page.locator('#files').setInputFiles([
      { name: '<b>binary', mimeType: '', buffer: Buffer.from('\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00') },
      { name: 'node.log', mimeType: '', buffer: Buffer.from(line) },
    ])
    await page.locator('article.card').first().waitFor()
    expect(await page.locator('.problems').innerText()).toMatch(/^<b>binary: /)
    expect(await page.locator('#report img').count()).toBe(0)
    expect(trouble).toEqual([])
  })

  it.each(['light', 'dark'] as const)('is accessible: %s', async (colorScheme) => {
    const { page } = await visit(launched(), url, { colorScheme, bypassCSP: true })
    await page.addScriptTag({ content: axe.source })
    const faults = await page.evaluate(async () => {
      const own = window as unknown as {
        axe: { run: () => Promise<{ violations: { id: string; impact: string }[] }> }
      }
      return (await own.axe.run()).violations
    })
    expect(faults.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
  })
})
