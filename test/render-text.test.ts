import { describe, expect, it } from 'vitest'
import type { Termination } from '../src/model/termination.js'
import { argumentOf } from '../src/render/argument.js'
import { createEventsTextRenderer } from '../src/render/events-text.js'
import type { Ending, Meta, Renderer } from '../src/render/renderer.js'
import { createTextRenderer } from '../src/render/text.js'
import {
  APP,
  completed,
  DEATH,
  ending,
  event,
  evicted,
  killedInside,
  meta,
  oomKilled,
  POD,
  sandbox,
} from './render-samples.js'

function textOf(
  terminations: readonly Termination[],
  width = 80,
  { about = meta, last = ending }: { about?: Meta; last?: Ending } = {},
): string {
  const renderer = createTextRenderer({ width, color: false })
  return renderer.begin(about) + terminations.map((one) => renderer.next(one)).join('') + renderer.end(last)
}

/** What a renderer prints of records that it was given before `begin`, and that were held as JSON until then. */
function earlyTextOf<T>(renderer: Renderer<T>, items: readonly T[], about: Meta): string {
  const { clocks, ...asked } = about
  const early = renderer.early?.(asked)
  if (!early) throw new Error('tells nothing before it knows the clocks')
  const held = JSON.stringify(items.map((item) => early.draft(item)))
  const begun = renderer.begin({ ...asked, clocks })
  const finished = (JSON.parse(held) as unknown[]).map((draft) => early.finish(draft))
  return begun + finished.join('') + renderer.end(ending)
}

/** The lines of a text that match. */
const linesWith = (text: string, pattern: RegExp) => text.split('\n').filter((line) => pattern.test(line))

const recordFrom = (file: string): Termination => ({
  ...completed,
  evidence: completed.evidence.map((e) => ({ ...e, file })),
})

const probeFailed = (seconds: number) =>
  event(seconds, {
    type: 'kubelet.probe_failed',
    probe: 'liveness',
    pod: POD,
    containerName: 'app',
    containerId: null,
    output: 'HTTP probe failed with statuscode: 500',
  })

const startStep = (seconds: number, phase: 'requested' | 'started') =>
  event(seconds, {
    type: 'runtime.container_started',
    runtime: 'containerd',
    phase,
    containerId: APP,
    sandboxId: null,
    pod: null,
    name: null,
    pid: null,
  })

const oomAndDeath = (seconds: number) => [
  event(seconds, { type: 'runtime.oom', runtime: 'containerd', containerId: APP }),
  event(seconds, { type: 'kubelet.pleg', pod: POD, change: 'ContainerDied', containerId: APP }),
]

const eventRows = (width: number) => {
  const renderer = createEventsTextRenderer({ width, color: false })
  return (
    renderer.begin(meta) + oomKilled.evidence.map((one) => renderer.next(one)).join('') + renderer.end(ending)
  )
}

/** How the place of one line is written, in each of these files. */
const places = (files: readonly string[]) =>
  linesWith(textOf(files.map(recordFrom), 120, { about: { ...meta, files } }), /finished with/).map((line) =>
    line.slice(line.lastIndexOf('  ') + 2),
  )

describe('timeline -o text', () => {
  it.each([80, 140])('a whole page, %i columns wide', async (width) => {
    const page = textOf([oomKilled, killedInside, evicted, completed], width)
    await expect(page).toMatchFileSnapshot(`golden/page-${width}.txt`)
  })

  it('the first line is enough: when, who, with which code, how long it lived', () => {
    expect(textOf([oomKilled], 120)).toMatch(
      /^02:19:07 {2}shop\/checkout-6f7d9c-x2x9q › app \(restart 3\) {2}a1b2c3d4e5f6 +exit 137 \(SIGKILL\), ran 1h00m$/m,
    )
    expect(textOf([killedInside])).toMatch(/^02:19:06 {2}pod 0d0c0b0a… › a1b2c3d4e5f6 +exit not in the log$/m)
    expect(textOf([sandbox])).toMatch(/batch\/nightly-29381-qqx7z › sandbox +f?/)
  })

  it('says how sure it is, where it is not', () => {
    expect(textOf([evicted])).toContain('likely: evicted')
    expect(textOf([{ ...evicted, confidence: 'possible' }])).toContain('possibly: evicted')
    expect(textOf([completed])).toMatch(/^ {10}exited by itself with 0$/m)
  })

  it('a heading for each node and day, on the clock of its lines', () => {
    const shifted: Meta = {
      ...meta,
      clocks: meta.clocks.map((clock) => ({ ...clock, offsetMinutes: -210, zone: 'written' })),
    }
    expect(textOf([oomKilled, evicted, completed])).toMatch(
      /^worker-a-7f3c\n[^]*\n\n\nworker-b-1d2e {3}Tue 24 Nov 2026\n/,
    )
    const text = textOf([oomKilled], 140, { about: shifted })
    expect(text).toContain(
      "Sun 22 Nov 2026 (year from other lines) · UTC−03:30 · kubelet's clock 1m59s behind",
    )
    expect(text).toMatch(/^22:49:07 /m)
  })

  it('files are named where there are two, with their folders where these tell them apart', () => {
    const { line } = completed.evidence[0] ?? { line: 0 }
    expect(places(['/var/log/syslog', '/var/log/kern.log'])).toEqual([`syslog:${line}`, `kern.log:${line}`])
    expect(places(['a/syslog', 'b/syslog'])).toEqual([`a/syslog:${line}`, `b/syslog:${line}`])
    expect(places(['-'])).toEqual([`line ${line}`])
  })

  it('a sentence that does not end is cut', () => {
    const endless = { ...completed, headline: 'it never ran: no such file '.repeat(100) }
    expect(linesWith(textOf([endless]), /no such file/)).toHaveLength(4)
    expect(textOf([endless])).toMatch(/…\n/)
  })

  it('repetitions are one row', () => {
    const text = textOf(
      [{ ...oomKilled, evidence: [probeFailed(-30.5), probeFailed(-20.5), probeFailed(-10.5)] }],
      120,
    )
    expect(linesWith(text, /probe/)).toEqual([
      expect.stringMatching(
        /^ {2}−30\.9s {2}kubelet +liveness probe failed: HTTP probe failed with statuscode: 500 \(×3\) /,
      ),
    ])
  })

  it('routine steps share a row, telling ones have their own', () => {
    const steps = [
      startStep(-3.5, 'requested'),
      startStep(-3.4, 'started'),
      ...oomKilled.evidence.slice(3, 5),
    ]
    expect(linesWith(textOf([{ ...oomKilled, evidence: steps }], 120), /containerd/)).toEqual([
      expect.stringContaining('start asked · started'),
      expect.stringContaining('TaskOOM'),
      expect.stringContaining('exited with 137'),
    ])
  })

  it('long evidence is folded to the lines around the death', () => {
    const evidence = Array.from({ length: 20 }, (_, n) => oomAndDeath(n - 14.5)).flat()
    const text = textOf([{ ...oomKilled, evidence }])
    expect(linesWith(text, /TaskOOM|ContainerDied/)).toHaveLength(12)
    expect(linesWith(text, /… \d+ (?:earlier|later)/).map((line) => line.trim())).toEqual([
      '… 24 earlier',
      '… 4 later',
    ])
  })

  it("another's line says whose it is", () => {
    expect(linesWith(textOf([evicted]), /sandbox:/)).toHaveLength(1)
    const other = event(0.1, { type: 'runtime.oom', runtime: 'containerd', containerId: 'b'.repeat(64) })
    expect(textOf([{ ...evicted, evidence: [other] }])).toContain('bbbbbbbbbbbb: OOM kill inside')
  })

  it('records without any time stand under a heading of their own', () => {
    const timeless = {
      ...completed,
      finishedAt: null,
      startedAt: null,
      evidence: completed.evidence.map((e) => ({ ...e, time: null })),
    }
    expect(textOf([timeless])).toMatch(/^worker-b-1d2e {3}no time on the lines\n\n {10}batch\//)
  })

  it('the last line sums up', () => {
    expect(textOf([oomKilled, evicted], 140).trimEnd().split('\n').at(-1)).toBe(
      '2 terminations: 1 oom-container, 1 eviction · 1 sandbox not shown (--all) · 12 415 lines read, 17 events · no problems',
    )
    const nothing = {
      ...ending,
      counts: { lines: 1, events: 0, problems: 2 },
      hidden: { sandboxes: 0, filtered: 3 },
    }
    expect(textOf([], 140, { last: nothing })).toBe(
      'no termination found · 3 more left out by the filters · 1 line read, 0 events · 2 problems\n',
    )
  })
})

/** Deaths of one container in a loop, so many seconds after the first. */
const loop = (...seconds: readonly number[]): readonly Termination[] =>
  seconds.map((after, n) => ({
    ...oomKilled,
    container: { ...oomKilled.container, attempt: n, id: `${n}`.repeat(64) },
    startedAt: DEATH + after * 1000 - 400,
    finishedAt: DEATH + after * 1000,
    headline: oomKilled.headline.replace('4321', `${4321 + n}`).replace('506', `${506 + n}`),
    incident: 'worker-a-7f3c/loop-oom-container/app',
  }))

describe('a death that repeats one before it', () => {
  const linesOf = (terminations: readonly Termination[], about = meta) =>
    textOf(terminations, 120, { about }).split('\n')

  it('takes one line: who, with which code, and where it is told whole', () => {
    const text = textOf(loop(0, 20, 60), 120)
    expect(text).toMatch(
      /\n\n02:19:27 {2}shop\/\S+ › app \(restart 1\) {2}1{12} +exit 137 \(SIGKILL\), ran 0\.4s, as at 02:19:07\n02:20:07 .*, as at 02:19:07\n\n3 terminations/,
    )
    expect(text.match(/OOM-killed at the/g)).toHaveLength(1)
    expect(text).toContain('2 repeat one above (whole with --all)')
  })

  it('is told whole when everything is asked for', () => {
    const text = textOf(loop(0, 20, 60), 120, { about: { ...meta, isWhole: true } })
    expect(text.match(/OOM-killed at the/g)).toHaveLength(3)
    expect(text).not.toContain('as at')
  })

  it('names the day of the first where that is another', () => {
    const [, second = ''] = textOf(loop(0, 86_400), 120).split('Tue 24 Nov 2026')
    expect(second).toContain('as on 23 Nov at 02:19:07')
  })

  it.each<[string, Partial<Termination>]>([
    ['another incident', { incident: 'worker-a-7f3c/loop-oom-container/other' }],
    ['no incident', { incident: null }],
    ['less certain', { confidence: 'likely' }],
    ['another story', { headline: 'OOM-killed because the node ran out of memory: java (pid 4322, 9 MiB)' }],
    ['more is open', { notProven: ['what the lost lines said'] }],
    ['something is at odds', { contradictions: evicted.contradictions }],
    ['the cluster tells of it', { status: [{ id: 'reason', agrees: true, says: 'OOMKilled' }] }],
    ['another victim', { oom: oomKilled.oom && { ...oomKilled.oom, kills: [] } }],
  ])('is told whole where it differs: %s', (_what, other) => {
    const [first, second] = loop(0, 20)
    const text = first && second ? textOf([first, { ...second, ...other }], 120) : ''
    expect(text).not.toMatch(/as at|repeats/)
  })

  it('stands together with others, apart from what is told whole', () => {
    const [first, second, third] = loop(0, 20, 60)
    const lines = linesOf([first, second, evicted, third].flatMap((one) => one ?? []))
    const at = (pattern: RegExp) => lines.findIndex((line) => pattern.test(line))
    expect(lines[at(/^02:19:27/) - 1]).toBe('')
    expect(lines[at(/^02:19:27/) + 1]).toBe('')
    expect(lines[at(/^02:20:07/) - 1]).toBe('')
  })
})

describe('the argument', () => {
  const why = (headline: string, ...steps: readonly string[]) => argumentOf({ headline, why: steps })

  it('does not say again what the headline says', () => {
    const kill = "the kernel killed java (pid 7, 1 MiB) at the pod's memory limit (1 MiB)"
    const init = 'pid 7 was the container’s init: the container ended with it'
    expect(why("OOM-killed at the pod's memory limit (1 MiB): java (pid 7, 1 MiB)", kill, init)).toEqual([
      init,
    ])
    expect(why("OOM-killed inside at the pod's memory limit (1 MiB)", kill)).toEqual([kill])
    expect(why('killed by systemd-oomd: memory was short', 'systemd-oomd killed it')).toEqual([])
    expect(why('exited by itself with 0', 'containerd reports exit code 0')).toHaveLength(1)
  })
})

describe('events -o text', () => {
  it('a row an event, with milliseconds where there is room and the stamp has them', () => {
    expect(eventRows(120)).toMatch(/^02:19:06 {6}kernel {6}a1b2c3d4e5f6 {2}OOM-killed java/m)
    expect(eventRows(120)).toMatch(
      /^02:19:07\.357 {2}containerd {2}a1b2c3d4e5f6 {2}exited with 137 \(SIGKILL\), pid 4321 /m,
    )
    expect(eventRows(80)).toMatch(/^02:19:07 {2}containerd {2}a1b2c3d4e5f6 {2}exited with 137/m)
    expect(eventRows(80)).toMatch(/\n\n12 415 lines read, 17 events · no problems\n$/)
  })

  it('times are on the clock of the lines', () => {
    const renderer = createEventsTextRenderer({ width: 120, color: false })
    renderer.begin({ ...meta, clocks: meta.clocks.map((clock) => ({ ...clock, offsetMinutes: 120 })) })
    const [first] = oomKilled.evidence
    if (first) expect(renderer.next(first)).toContain('04:19:06')
    expect(DEATH).toBe(Date.parse('2026-11-23T02:19:07Z'))
  })
})

describe('told before the clocks are known', () => {
  const look = { width: 100, color: true }
  const about = { ...meta, clocks: meta.clocks.map((clock) => ({ ...clock, offsetMinutes: 14 * 60 })) }
  const crash = (at: number, id: string): Termination => ({
    ...oomKilled,
    incident: 'i1',
    finishedAt: at,
    container: { ...oomKilled.container, id: id.repeat(64) },
  })
  // The first of them repeats on the next day of a clock 14 hours east, and on the same day of UTC.
  const deaths = [
    oomKilled,
    crash(DEATH, 'a'),
    crash(DEATH + 20 * 3_600_000, 'b'),
    sandbox,
    completed,
    evicted,
  ]

  it.each([true, false])('deaths are told alike (whole: %s)', (isWhole) => {
    const asked = { ...about, isWhole }
    const renderer = createTextRenderer(look)
    const text =
      renderer.begin(asked) + deaths.map((one) => renderer.next(one)).join('') + renderer.end(ending)
    expect(earlyTextOf(createTextRenderer(look), deaths, asked)).toBe(text)
    expect(text.includes('as on 23 Nov at 16:19:07')).toBe(!isWhole)
  })

  it('events are told alike', () => {
    const events = deaths.flatMap(({ evidence }) => evidence)
    const renderer = createEventsTextRenderer(look)
    const text =
      renderer.begin(about) + events.map((one) => renderer.next(one)).join('') + renderer.end(ending)
    expect(earlyTextOf(createEventsTextRenderer(look), events, about)).toBe(text)
    expect(text).toContain('16:19:06')
  })
})
