import { array, assert, constantFrom, integer, property, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readIso, readKlogTime, readSyslogTime } from '../parsers/shared/time.js'

/** The grammars of the three stamps, which are read by hand because each line has one or more. */
const SHAPES = [
  {
    read: readIso,
    shape:
      /(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?: ?(?:Z|z|[+-]\d\d(?::?\d\d)?)(?![\d:]))?/y,
  },
  {
    read: readSyslogTime,
    shape:
      /(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?/y,
  },
  { read: readKlogTime, shape: /(\d\d)(\d\d) (\d\d):(\d\d):(\d\d)\.(\d{6})/y },
]
const STAMPS = [
  'Mar  4 09:17:07',
  'Mar 04 09:17:07.123456',
  'Dec 31 23:59:59.1 x',
  '2024-03-04T09:17:07.123456+00:00',
  '2024-03-04 09:17:07,123 +0200 x',
  '2024-03-04T09:17:07.1234567891Z',
  '2024-03-04T09:17:07 -07:30',
  '1012 19:34:44.999261 ',
]
const CHARACTERS = '0123456789:.,+- TZzMarDec'.split('')

/** A stamp in which some characters were put in, left out or replaced. */
const damaged = tuple(
  constantFrom(...STAMPS),
  array(tuple(integer({ min: 0, max: 40 }), integer({ min: 0, max: 1 }), constantFrom('', ...CHARACTERS))),
).map(([stamp, changes]) =>
  changes.reduce((text, [at, out, put]) => text.slice(0, at) + put + text.slice(at + out), stamp),
)

describe('a stamp that is read by hand', () => {
  it('is what its grammar says, up to fields out of range', () => {
    assert(
      property(damaged, integer({ min: 0, max: 1 }), (text, at) => {
        for (const { read, shape } of SHAPES) {
          shape.lastIndex = at
          const raw = shape.exec(text)?.[0]
          const found = read(text, at)
          if (found) expect(found).toMatchObject({ stamp: { raw }, end: shape.lastIndex })
        }
      }),
    )
  })

  it.each(STAMPS)('%s is read whole', (text) => {
    const ends = SHAPES.flatMap(({ read }) => read(text)?.end ?? [])
    expect(ends).toHaveLength(1)
  })

  it.each([
    ['2024-02-30T00:00:00Z', readIso],
    ['2023-02-29T00:00:00Z', readIso],
    ['2024-03-04T24:00:00Z', readIso],
    ['Mar 32 09:17:07', readSyslogTime],
    ['Mai  4 09:17:07', readSyslogTime],
    ['1312 19:34:44.999261', readKlogTime],
  ])('%s is none', (text, read) => expect(read(text)).toBeUndefined())

  it('tells its digits and its zone', () => {
    expect(readIso('2024-03-04T09:17:07.5+05:30')?.stamp).toEqual({
      raw: '2024-03-04T09:17:07.5+05:30',
      wallMs: Date.UTC(2024, 2, 4, 9, 17, 7, 500),
      yearWritten: true,
      offsetMinutes: 330,
      stepMs: 100,
    })
  })
})
