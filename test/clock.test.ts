import { assert, constantFrom, date as anyDate, integer, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readIso, readKlogTime, readSyslogTime } from '../parsers/shared/time.js'
import { createBootClock } from '../src/events/boot-clock.js'
import { type Clock, type ClockOptions, createClock, type Mark, type Said } from '../src/events/clock.js'
import { createSkewLog } from '../src/events/skew.js'
import { inYear, nearestYear } from '../src/events/years.js'
import { isLeapYear } from '../src/model/leap-year.js'
import { readOffset } from '../src/events/zone.js'
import type { Stamp } from '../src/model/stamp.js'

function stampOf(text: string): Stamp {
  const found = /^\d{4} /.test(text) ? readKlogTime(text) : (readSyslogTime(text) ?? readIso(text))
  if (!found) throw new Error(`no stamp: ${text}`)
  return found.stamp
}
const says = (type: string, own: string, exitedAt?: string): Said => ({
  type,
  stamp: stampOf(own),
  ...(exitedAt === undefined ? {} : { exitedAt: Date.parse(exitedAt) }),
})
const clockOf = (options: Partial<ClockOptions> = {}): Clock =>
  createClock({ referenceMs: Date.parse('2024-06-01T00:00:00Z'), ...options })
const iso = (time: number | null | undefined): string =>
  typeof time === 'number' ? new Date(time).toISOString() : `${time}`

/** Observes all lines, then places their envelope stamps: what a short file does. */
function placeAll(clock: Clock, lines: readonly (string | readonly [string, string])[]): string[] {
  const marks = lines.map((line) => {
    const [written, own] = typeof line === 'string' ? [line] : line
    return markOf(clock, stampOf(written), own === undefined ? undefined : says('runtime.exit', own))
  })
  return marks.map((mark) => iso(clock.place(mark).time).slice(0, 19))
}

function markOf(clock: Clock, ...seen: Parameters<Clock['observe']>): Mark {
  const mark = clock.observe(...seen)
  if (!mark) throw new Error('a line without a time')
  return mark
}

describe('with nothing to infer from', () => {
  it('takes the newest year that puts no line more than a day into the future, and UTC', () => {
    expect(placeAll(clockOf(), ['May 31 23:59:59', 'Jun  1 12:00:00'])).toEqual([
      '2024-05-31T23:59:59',
      '2024-06-01T12:00:00',
    ])
    expect(placeAll(clockOf(), ['Jun  3 00:00:00'])).toEqual(['2023-06-03T00:00:00'])
    const clock = clockOf()
    const mark = markOf(clock, stampOf('Jun  3 00:00:00'))
    expect(clock.place(mark).origin).toEqual({ raw: 'Jun  3 00:00:00', year: 'assumed', zone: 'assumed' })
    expect(clock.settled).toBe(false)
  })

  it('goes into the next year at New Year, and back for a late line', () => {
    expect(
      placeAll(clockOf(), [
        'Dec 31 23:59:59',
        'Jan  1 00:00:01',
        'Dec 31 23:59:58',
        'Jan  1 00:00:02',
        'May  4 00:00:00',
      ]),
    ).toEqual([
      '2023-12-31T23:59:59',
      '2024-01-01T00:00:01',
      '2023-12-31T23:59:58',
      '2024-01-01T00:00:02',
      '2024-05-04T00:00:00',
    ])
  })

  it('takes the year of a death that a status tells within a day, and leaves the zone open', () => {
    const clock = clockOf()
    const finishedAt = Date.parse('2022-10-12T17:34:44Z')
    const first = markOf(clock, stampOf('1011 08:00:00.000000'))
    const told = markOf(clock, stampOf('1012 19:34:46.999261'), {
      type: 'kubelet.container_finished',
      finishedAt,
    })
    expect(iso(clock.place(told).time)).toBe('2022-10-12T19:34:46.999Z')
    expect(iso(clock.place(first).time)).toBe('2022-10-11T08:00:00.000Z')
    expect(clock.place(told).origin).toMatchObject({ year: 'inferred', zone: 'assumed' })
  })

  it('takes the year of a stamp behind that writes all of its time, up to a month on', () => {
    const behind = (whole: string): string => {
      const clock = clockOf()
      const first = markOf(clock, stampOf('1011 08:00:00.000000'))
      markOf(clock, stampOf(whole))
      expect(clock.place(first).origin.zone).toBe('assumed')
      return iso(clock.place(first).time)
    }
    expect(behind('2021-10-11T09:12:20.651526777Z')).toBe('2021-10-11T08:00:00.000Z')
    expect(behind('2021-12-24T09:12:20.651526777Z')).toBe('2023-10-11T08:00:00.000Z')
  })

  it('takes no year of a death that is told long after it', () => {
    const clock = clockOf()
    const finishedAt = Date.parse('2022-10-10T17:34:44Z')
    const told = markOf(clock, stampOf('1012 19:34:46.999261'), {
      type: 'kubelet.container_finished',
      finishedAt,
    })
    expect(iso(clock.place(told).time)).toBe('2023-10-12T19:34:46.999Z')
  })

  it('knows that a log goes backwards', () => {
    expect(placeAll(clockOf(), ['Jan  1 00:00:01', 'Dec 31 23:59:59'])).toEqual([
      '2024-01-01T00:00:01',
      '2023-12-31T23:59:59',
    ])
  })

  it('takes a leap year for 29 February', () => {
    const referenceMs = Date.parse('2023-08-01T00:00:00Z')
    expect(
      placeAll(clockOf({ referenceMs }), ['Feb 28 10:00:00', 'Feb 29 10:00:00', 'Mar  1 10:00:00']),
    ).toEqual(['2020-02-28T10:00:00', '2020-02-29T10:00:00', '2020-03-01T10:00:00'])
  })

  it('uses the year and zone it is told', () => {
    expect(
      placeAll(clockOf({ year: 2019, offsetMinutes: 330 }), ['Dec 31 23:00:00', 'Jan  1 02:00:00']),
    ).toEqual(['2019-12-31T17:30:00', '2019-12-31T20:30:00'])
    const berlin = clockOf({ year: 2023, timeZone: 'Europe/Berlin' })
    expect(
      placeAll(berlin, ['Mar 26 01:59:59', 'Mar 26 03:00:00', 'Oct 29 01:00:00', 'Oct 29 04:00:00']),
    ).toEqual(['2023-03-26T00:59:59', '2023-03-26T01:00:00', '2023-10-28T23:00:00', '2023-10-29T03:00:00'])
    expect(berlin.settled).toBe(true)
    expect(iso(berlin.toWall(Date.parse('2023-07-01T10:00:00Z')))).toBe('2023-07-01T12:00:00.000Z')
    expect(iso(berlin.fromWall(Date.parse('2023-12-01T10:00:00Z')))).toBe('2023-12-01T09:00:00.000Z')
  })
})

describe('lines stamped twice', () => {
  it('tell year and zone, also of the lines before them', () => {
    const clock = clockOf()
    expect(
      placeAll(clock, [
        'Mar  4 14:47:00',
        ['Mar  4 14:47:07', '2021-03-04T09:17:07.301Z'],
        'Mar  4 14:48:00',
      ]),
    ).toEqual(['2021-03-04T09:17:00', '2021-03-04T09:17:07', '2021-03-04T09:18:00'])
    expect(clock.settled).toBe(true)
    expect(clock.place(markOf(clock, stampOf('Mar  4 14:49:00'))).origin).toEqual({
      raw: 'Mar  4 14:49:00',
      year: 'inferred',
      zone: 'inferred',
    })
    expect(iso(clock.toWall(Date.parse('2021-03-04T09:17:07Z')))).toBe('2021-03-04T14:47:07.000Z')
    expect(iso(clock.fromWall(Date.parse('2021-03-04T14:47:07Z')))).toBe('2021-03-04T09:17:07.000Z')
  })

  it('need not be understood', () => {
    const clock = clockOf()
    const mark = markOf(clock, stampOf('Mar  4 14:47:07'), undefined, stampOf('2021-03-04T09:17:07.301Z'))
    expect(iso(clock.place(mark).time)).toBe('2021-03-04T09:17:07.000Z')
  })

  it('are believed before a line that writes all of its time, as journalctl’s first one does', () => {
    const lines = ['2021-02-26T08:00:01+01:00', 'Mar  4 10:00:00'] as const
    expect(placeAll(clockOf(), lines)).toEqual(['2021-02-26T07:00:01', '2021-03-04T09:00:00'])
    expect(placeAll(clockOf(), [...lines, ['Mar  4 10:00:01', '2021-03-04T08:00:01.2Z']])).toEqual([
      '2021-02-26T07:00:01',
      '2021-03-04T08:00:00',
      '2021-03-04T08:00:01',
    ])
  })

  it('tell the year on both sides of New Year', () => {
    expect(
      placeAll(clockOf(), [
        ['Dec 31 23:59:50', '2021-12-31T22:59:50.1Z'],
        'Jan  1 00:00:05',
        ['Jan  1 00:59:58', '2021-12-31T23:59:58.5Z'],
        ['Jan  1 01:00:02', '2022-01-01T00:00:02.5Z'],
      ]),
    ).toEqual(['2021-12-31T22:59:50', '2021-12-31T23:00:05', '2021-12-31T23:59:58', '2022-01-01T00:00:02'])
  })

  it('prove a change of clocks, and lines between the proofs fall on their side of it', () => {
    expect(
      placeAll(clockOf(), [
        ['Mar 26 01:50:00', '2023-03-26T00:50:00.2Z'],
        'Mar 26 01:58:00',
        'Mar 26 03:05:00',
        ['Mar 26 03:06:00', '2023-03-26T01:06:00.2Z'],
        'Mar 26 03:07:00',
        ['Oct 29 02:50:00', '2023-10-29T00:50:00.2Z'],
        'Oct 29 02:10:00',
        ['Oct 29 02:20:00', '2023-10-29T01:20:00.2Z'],
      ]),
    ).toEqual([
      '2023-03-26T00:50:00',
      '2023-03-26T00:58:00',
      '2023-03-26T01:05:00',
      '2023-03-26T01:06:00',
      '2023-03-26T01:07:00',
      '2023-10-29T00:50:00',
      '2023-10-29T01:10:00',
      '2023-10-29T01:20:00',
    ])
  })

  it('a line far from the last proof waits for the next', () => {
    const clock = clockOf()
    clock.observe(stampOf('Mar 26 01:50:00'), says('runtime.exit', '2023-03-26T00:50:00.2Z'))
    expect(clock.settled).toBe(true)
    clock.observe(stampOf('Mar 26 01:58:00'))
    expect(clock.settled).toBe(true)
    clock.observe(stampOf('Mar 26 03:05:00'))
    expect(clock.settled).toBe(false)
  })

  it('two minutes are skew, not a zone', () => {
    const clock = clockOf()
    expect(placeAll(clock, [['May 16 18:02:43', '2023-05-16T18:00:43.5Z'], 'May 16 18:03:00'])).toEqual([
      '2023-05-16T18:02:43',
      '2023-05-16T18:03:00',
    ])
    expect(clock.skews()).toEqual([{ source: 'runtime', aheadSeconds: -119.5, samples: 1 }])
  })

  it('one late line does not move the zone', () => {
    const lines: [string, string][] = [
      ['May 16 20:02:43', '2023-05-16T18:02:43.5Z'],
      ['May 16 20:12:43', '2023-05-16T18:02:44.5Z'],
    ]
    expect(placeAll(clockOf(), [...lines, 'May 16 20:13:00'])).toEqual([
      '2023-05-16T18:02:43',
      '2023-05-16T18:12:43',
      '2023-05-16T18:13:00',
    ])
  })
})

describe('the founding excerpt: syslog 18:02:43, klog 18:00:44, exited_at 12:00:43Z, containerd 18:02:43Z', () => {
  const clock = clockOf()
  const exitSays = says('runtime.exit', '2025-05-16T18:02:43.754610904Z', '2025-05-16T12:00:43.745Z')
  const plegSays = says('kubelet.pleg', '0516 18:00:44.655347')
  const systemd = markOf(clock, stampOf('May 16 18:02:43'))
  const exit = markOf(clock, stampOf('May 16 18:02:43'), exitSays)
  const pleg = markOf(clock, stampOf('May 16 18:02:44'), plegSays)

  it('the envelope stands, in the year and zone that containerd proves', () => {
    expect(clock.place(systemd)).toEqual({
      time: Date.parse('2025-05-16T18:02:43Z'),
      stepMs: 1000,
      origin: { raw: 'May 16 18:02:43', year: 'inferred', zone: 'inferred' },
    })
    expect(clock.placeLine(exit, exitSays.stamp)).toEqual({
      time: Date.parse('2025-05-16T18:02:43.754Z') + 0.610904,
      stepMs: 0.000001,
      origin: { raw: '2025-05-16T18:02:43.754610904Z', year: 'written', zone: 'written' },
    })
    expect(iso(clock.placeLine(pleg, plegSays.stamp).time)).toBe('2025-05-16T18:02:44.000Z')
  })

  it('a death that is told again and again, later and later, puts no clock behind', () => {
    const skews = createSkewLog()
    for (const aheadMs of [-2, -10_000, -21_000, -34_000]) skews.add('exited_at', aheadMs)
    expect(skews.skews()).toEqual([])
    for (const aheadMs of [-2, -10_000, -21_000]) skews.add('kubelet', aheadMs)
    expect(skews.skews()).toMatchObject([{ source: 'kubelet', aheadSeconds: -10 }])
  })

  it('the kubelet is two minutes behind, exited_at six hours', () => {
    const [exited, kubelet] = [...clock.skews()].sort((a, b) => a.source.localeCompare(b.source))
    expect(exited).toEqual({
      source: 'exited_at',
      aheadSeconds: expect.closeTo(-21720, 0) as number,
      samples: 1,
    })
    expect(kubelet).toEqual({
      source: 'kubelet',
      aheadSeconds: expect.closeTo(-119.3, 0) as number,
      samples: 1,
    })
  })
})

describe("the message's own digits", () => {
  it('win where they agree with the envelope', () => {
    const clock = clockOf({ year: 2023 })
    const mark = markOf(clock, stampOf('Oct 12 19:34:45'))
    const placed = clock.placeLine(mark, stampOf('1012 19:34:44.999261'))
    expect(placed.time).toBeCloseTo(Date.parse('2023-10-12T19:34:44.999Z') + 0.261, 3)
    expect(placed.origin).toEqual({ raw: '1012 19:34:44.999261', year: 'assumed', zone: 'assumed' })
  })

  it('also over New Year', () => {
    const clock = clockOf({ year: 2024 })
    const mark = markOf(clock, stampOf('Jan  1 00:00:00'))
    const placed = clock.placeLine(mark, stampOf('1231 23:59:59.900000'))
    expect(iso(placed.time)).toBe('2023-12-31T23:59:59.900Z')
  })

  it('do not where they are coarser, or in another zone', () => {
    const clock = clockOf()
    const written = stampOf('2024-03-04T09:17:07.123456+00:00')
    const fine = markOf(clock, written)
    expect(clock.placeLine(fine, stampOf('2024-03-04T09:17:07Z')).time).toBe(written.wallMs)
    clock.observe(written, says('kubelet.pleg', '0304 11:17:07.123999'))
    const coarse = markOf(clock, stampOf('2024-03-04T09:17:07Z'))
    expect(clock.placeLine(coarse, stampOf('0304 11:17:07.123999')).time).toBe(
      Date.parse('2024-03-04T09:17:07Z'),
    )
    expect(clock.skews()).toEqual([])
  })

  it('stand alone where there is no envelope', () => {
    const clock = clockOf()
    const stamps = [stampOf('1231 23:59:59.900000'), stampOf('0101 00:00:00.100000')]
    const marks = stamps.map((stamp) => markOf(clock, null, { type: 'kubelet.pleg', stamp }))
    expect(marks.map((mark) => iso(clock.placeLine(mark, mark.stamp).time))).toEqual([
      '2023-12-31T23:59:59.900Z',
      '2024-01-01T00:00:00.100Z',
    ])
    expect(clock.observe(null)).toBeNull()
  })
})

describe('stamps with year and zone', () => {
  it('are settled at once and show their own wall clock', () => {
    const clock = clockOf()
    const stamp = stampOf('2024-03-04T10:17:07.5+01:00')
    const mark = markOf(clock, stamp)
    expect(clock.settled).toBe(true)
    expect(clock.place(mark).origin).toEqual({ raw: stamp.raw, year: 'written', zone: 'written' })
    expect(iso(clock.toWall(Date.parse('2024-03-04T09:17:07Z')))).toBe('2024-03-04T10:17:07.000Z')
  })
})

describe('the clock of a boot', () => {
  it('is anchored by lines that carry both times', () => {
    const clock = createBootClock()
    expect(clock.placeBoot(10)).toBeNull()
    clock.observeBoot(100, 1_000_000)
    clock.observeBoot(5000, 5_902_000)
    expect(clock.placeBoot(90)).toBe(990_000)
    expect(clock.placeBoot(5001)).toBe(5_903_000)
    clock.observeBoot(3, 9_000_000)
    expect(clock.placeBoot(4)).toBe(9_001_000)
  })
})

describe('laws', () => {
  it('a reading is given back in any year by its own month, day and time', () => {
    const instant = anyDate({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
    assert(
      property(instant, (date) => {
        const year = date.getUTCFullYear()
        const yearless = Date.UTC(2000, date.getUTCMonth(), date.getUTCDate()) + (date.getTime() % 86_400_000)
        expect(inYear(yearless, year)).toBe(date.getTime())
        if (date.getUTCMonth() !== 1 || isLeapYear(year))
          expect(nearestYear(yearless, date.getTime())).toBe(year)
      }),
    )
  })

  it('any zone in use is read back from a pair, however its seconds are cut', () => {
    assert(
      property(
        constantFrom(-720, -570, -300, 0, 60, 330, 345, 570, 765, 840),
        integer({ min: -2900, max: 900 }),
        (offset, rest) => {
          expect(readOffset(offset * 60_000 + rest)).toEqual({
            offsetMinutes: offset,
            restMs: rest,
            exact: true,
          })
        },
      ),
    )
  })
})
