import { describe, expect, it } from 'vitest'
import { readMoment } from '../src/cli/moment.js'
import { type Frame, resolveMoment } from '../src/cli/resolve-moment.js'
import { didYouMean, suggest } from '../src/cli/suggest.js'
import { UserError } from '../src/cli/user-error.js'

/** Midnight UTC. */
const NOW = Date.UTC(2026, 10, 24)
/** The log ends at 00:30 on its own clock, which is two hours ahead of UTC. */
const frame: Frame = { offsetMinutes: 120, reference: NOW, end: Date.UTC(2026, 10, 23, 22, 30) }

const at = (typed: string, isStart = true, given = frame) =>
  new Date(resolveMoment(readMoment(typed, '--since', NOW), given, isStart)).toISOString()

describe('moments', () => {
  it.each([
    ['2026-11-23T02:20:00Z', '2026-11-23T02:20:00.000Z'],
    ['2026-11-23t02:20:00.25z', '2026-11-23T02:20:00.250Z'],
    ['2026-11-23 02:20:00+01:00', '2026-11-23T01:20:00.000Z'],
    ['2026-11-23T02:20-0330', '2026-11-23T05:50:00.000Z'],
    ['now', '2026-11-24T00:00:00.000Z'],
    ['2h ago', '2026-11-23T22:00:00.000Z'],
    ['1h 30 min ago', '2026-11-23T22:30:00.000Z'],
    ['1h30m ago', '2026-11-23T22:30:00.000Z'],
    ['90 seconds ago', '2026-11-23T23:58:30.000Z'],
    ['3 days ago', '2026-11-21T00:00:00.000Z'],
    ['1 week ago', '2026-11-17T00:00:00.000Z'],
    ['-2h', '2026-11-23T22:00:00.000Z'],
  ])('%s is an instant', (typed, iso) => expect(at(typed)).toBe(iso))

  it.each([
    ['2026-11-23 02:20', '2026-11-23T00:20:00.000Z'],
    ['2026-11-23T02:20:07.5', '2026-11-23T00:20:07.500Z'],
    ['2026-11-23 02:20:07,250', '2026-11-23T00:20:07.250Z'],
    ['  2026-11-23   02:20 ', '2026-11-23T00:20:00.000Z'],
    ['2026-11-23', '2026-11-22T22:00:00.000Z'],
    ['Nov 23 02:20:00', '2026-11-23T00:20:00.000Z'],
    ['Nov  3 02:20:00', '2026-11-03T00:20:00.000Z'],
    ['Feb 29 00:00:00', '2026-02-28T22:00:00.000Z'],
    ['Dec 31 23:00:00', '2025-12-31T21:00:00.000Z'],
    ['yesterday', '2026-11-22T22:00:00.000Z'],
    ['today 01:00', '2026-11-23T23:00:00.000Z'],
    ['Yesterday 02:20', '2026-11-23T00:20:00.000Z'],
  ])("%s is on the log's own clock", (typed, iso) => {
    expect(at(typed)).toBe(iso)
  })

  it("a time of day is on the log's last day, a start if need be on the day before", () => {
    expect(at('00:10')).toBe('2026-11-23T22:10:00.000Z')
    expect(at('23:50')).toBe('2026-11-23T21:50:00.000Z')
    expect(at('00:40:30', false)).toBe('2026-11-23T22:40:30.000Z')
  })

  it.each([
    '',
    'soon',
    '2 parsecs ago',
    'ago',
    '2h',
    '25:00',
    '2026-02-30',
    '26-11-23 02:20',
    '2026-11-23T02:20:00+2',
    'Foo 12 10:00:00',
    'today 99:00',
    '1h x ago',
  ])('%j is none', (typed) => expect(() => readMoment(typed, '--since', NOW)).toThrow(UserError))
})

describe('did you mean', () => {
  const options = ['since', 'until', 'cause', 'container', 'color', 'width']
  it.each([
    ['sinse', ['since']],
    ['Sicne', ['since']],
    ['untill', ['until']],
    ['co', ['container', 'color']],
    ['colour', ['color']],
    ['x', []],
    ['something', []],
  ])('%s', (word, meant) => expect(suggest(word, options)).toEqual(meant))

  it('in words', () => {
    expect(didYouMean('sinse', options, '--')).toBe('; did you mean --since?')
    expect(didYouMean('co', options)).toBe('; did you mean container or color?')
    expect(didYouMean('something', options)).toBe('')
  })
})
