import { describe, expect, it } from 'vitest'
import { messages } from '../parsers/index.js'
import type { Happening } from '../src/model/event.js'
import { formatNumber } from '../src/render/count.js'
import { escapeJson, escapeTerminal } from '../src/render/escape.js'
import { evidenceSteps } from '../src/render/evidence-steps.js'
import { exitMeaning, exitPhrase } from '../src/render/exit-phrase.js'
import { say } from '../src/render/say.js'
import { formatOffset, formatOffsetBetween, formatSpan } from '../src/render/span.js'
import { isoTime, wallClock, wallDay, wallDayNumber, zoneName } from '../src/render/wall-time.js'
import { cut, cutMiddle, padEnd, padStart, widthOf, wrap } from '../src/render/width.js'
import { completed, DEATH, event, evicted, killedInside, oomKilled } from './render-samples.js'

const happenings = messages
  .flatMap((parser) => parser.samples.map((sample) => sample.fact))
  .filter((fact): fact is Extract<typeof fact, Happening> => !fact.type.startsWith('oom.'))

describe('say', () => {
  const phrases = happenings.map((fact) => [fact.type, say(event(0, fact))] as const)

  it.each([...new Map(phrases.map(([type, phrase]) => [`${type}: ${phrase}`, phrase]))])(
    '%s',
    (_name, phrase) => {
      expect(phrase).not.toMatch(/null|undefined(?! instruction)|NaN|\[object| {2}|^\s|\s$|[,;:(]$|^$/)
    },
  )

  it('an OOM kill names the victim, its size and whose limit it was', () => {
    expect(oomKilled.evidence.map(say)).toContain(
      'OOM-killed java (pid 4321, 506 MiB), container limit 512 MiB',
    )
  })
})

describe('exit codes', () => {
  it.each([
    [0, '0 (success)'],
    [1, '1'],
    [126, '126 (found but not executable)'],
    [128, '128'],
    [137, '137 (SIGKILL)'],
    [165, '165 (SIGRTMIN+3)'],
    [255, '255'],
    [-1, '-1'],
  ])('%i', (code, meaning) => expect(exitMeaning(code)).toBe(meaning))

  it('what stands where there is none', () => {
    expect([oomKilled, killedInside, evicted, completed].map(exitPhrase)).toEqual([
      'exit 137 (SIGKILL)',
      'exit not in the log',
      'exit code not in the log',
      'exit 0 (success)',
    ])
  })

  it('a code that was made up is told as such, and none of what was never started', () => {
    expect(exitPhrase({ ...completed, exitCode: 137, exitCodeMadeUp: true })).toBe('exit 137 (made up)')
    expect(exitPhrase({ ...completed, cause: 'start-failure', exitCode: 128 })).toBe('never ran')
  })
})

describe('who', () => {
  it('a cgroup is named with its id shortened', () => {
    const refused = happenings.find(({ type }) => type === 'kernel.fork_rejected')
    if (refused?.type !== 'kernel.fork_rejected') throw new Error('no sample')
    const path = `/kubepods/pod27aff94d-e0d9-43d1-84d6-9ab000aa57e2/${'a1b2c3d4e5f6'.padEnd(64, '0')}`
    expect(say(event(0, { ...refused, cgroup: { ...refused.cgroup, path } }))).toBe(
      'refused a fork: process limit of a1b2c3d4e5f6… reached',
    )
  })

  it('a line with the beginning of the id is about the container itself, any other names its own', () => {
    const [line] = completed.evidence
    if (line?.type !== 'kubelet.container_finished') throw new Error('another sample')
    const evidence = [
      { ...line, containerId: line.containerId?.slice(0, 20) ?? '' },
      { ...line, containerId: 'f'.repeat(64) },
    ]
    expect(evidenceSteps({ ...completed, evidence }, null).map(({ text }) => text)).toEqual([
      'finished with 0 (success)',
      'ffffffffffff: finished with 0 (success)',
    ])
  })
})

describe('times', () => {
  it.each([
    [0, '0s'],
    [0.4, '0s'],
    [4.4, '4ms'],
    [99, '99ms'],
    [100, '0.1s'],
    [29_849, '29.8s'],
    [59_960, '1m00s'],
    [130_000, '2m10s'],
    [3_599_600, '1h00m'],
    [3_725_000, '1h02m'],
    [86_399_000, '1d00h'],
    [273_600_000, '3d04h'],
  ])('%d ms', (ms, text) => expect(formatSpan(ms)).toBe(text))

  it('offsets have a sign, and ~ where a stamp has whole seconds', () => {
    expect(formatOffset(DEATH - 29_800, DEATH, false)).toBe('−29.8s')
    expect(formatOffset(DEATH + 18, DEATH, false)).toBe('+18ms')
    expect(formatOffset(DEATH, DEATH, false)).toBe('0s')
    expect(formatOffset(DEATH, DEATH + 754, true)).toBe('~0s')
    expect(formatOffset(DEATH - 1000, DEATH + 754, true)).toBe('~−1s')
    expect(formatOffset(DEATH + 130_000, DEATH + 999, true)).toBe('~+2m10s')
    // Anywhere in a second that neighbours may narrow.
    expect(formatOffsetBetween(-754, 246)).toBe('~0s')
    expect(formatOffsetBetween(-1200, -200)).toBe('~−1s')
    expect(formatOffsetBetween(-700, -200)).toBe('~−0.5s')
    expect(formatOffsetBetween(10_300, 11_300)).toBe('~+11s')
    expect(formatOffsetBetween(-130_900, -129_900)).toBe('~−2m10s')
  })

  it("the log's own clock", () => {
    expect(wallClock(DEATH + 357, 0, true)).toBe('02:19:07.357')
    expect(wallClock(DEATH, -210, false)).toBe('22:49:07')
    expect([wallDay(DEATH, 0), wallDay(DEATH, -210)]).toEqual(['Mon 23 Nov 2026', 'Sun 22 Nov 2026'])
    expect(wallDayNumber(DEATH, 0) - wallDayNumber(DEATH, -210)).toBe(1)
    expect([0, 120, -210, 345].map(zoneName)).toEqual(['UTC', 'UTC+02:00', 'UTC−03:30', 'UTC+05:45'])
  })

  it('ISO with milliseconds, null for what is no time', () => {
    expect(isoTime(DEATH + 0.9)).toBe('2026-11-23T02:19:07.000Z')
    expect([isoTime(null), isoTime(Number.NaN), isoTime(9e15)]).toEqual([null, null, null])
  })
})

describe('widths', () => {
  it('CJK and emoji take two columns, marks none', () => {
    expect(['abc', '日本', '🚀', 'e\u0301', 'ｶﾞ', ''].map(widthOf)).toEqual([3, 4, 2, 1, 2, 0])
  })

  it('cut keeps to the width and cuts no character in two', () => {
    expect(cut('checkout', 8)).toBe('checkout')
    expect(cut('checkout', 7)).toBe('checko…')
    expect(cut('日本語', 5)).toBe('日本…')
    expect(cut('日本語', 4)).toBe('日…')
    expect(cut('a b', 2)).toBe('a…')
    expect(cut('ab', 0)).toBe('')
  })

  it('cutMiddle keeps both ends', () => {
    expect(cutMiddle('kube-system/coredns-5d78c9869d-abcde', 20)).toBe('kube-syste…69d-abcde')
    expect(cutMiddle('🚀'.repeat(20), 11)).toBe('🚀🚀🚀…🚀🚀')
    for (let width = 0; width < 40; width++) {
      expect(widthOf(cutMiddle('日a'.repeat(30), width))).toBeLessThanOrEqual(width)
    }
  })

  it('wrap breaks at blanks, never between a number and its unit', () => {
    expect(wrap('the limit of 512 MiB was hit after 30 s', 17)).toEqual([
      'the limit of',
      '512 MiB was hit',
      'after 30 s',
    ])
    expect(wrap('a averyveryverylongword b', 8)).toEqual(['a', 'averyve…', 'b'])
    expect(wrap('', 10)).toEqual([])
  })

  it('pads by columns', () => {
    expect([padEnd('日', 4), padStart('日', 4), padEnd('abcd', 2)]).toEqual(['日  ', '  日', 'abcd'])
  })
})

describe('escapes', () => {
  it('shows what would not be seen', () => {
    expect(escapeTerminal('a\x1b[31m\tb\n\x9b\u202e\u200b\u{e0041}\ud800')).toBe(
      'a\\x1b[31m\\tb\\n\\x9b\\u202e\\u200b\\u{e0041}\\ud800',
    )
    expect(escapeTerminal('plain ünïcödé 日本 🚀')).toBe('plain ünïcödé 日本 🚀')
  })

  it('leaves JSON what it says', () => {
    const value = { text: 'a\x1b\x7f\x9b\u202e\u{e0041}\u2028', more: '日本 🚀' }
    const json = escapeJson(JSON.stringify(value))
    expect(json).toMatch(/^[\x20-\x7e日本🚀]*$/u)
    expect(JSON.parse(json)).toEqual(value)
  })
})

it('numbers are grouped by thousands', () => {
  expect([0, 999, 1000, 12_415, 1_000_000].map(formatNumber)).toEqual([
    '0',
    '999',
    '1 000',
    '12 415',
    '1 000 000',
  ])
})
