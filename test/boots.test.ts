import { expect, it } from 'vitest'
import { createBootLog } from '../src/events/boots.js'
import type { EventOf } from '../src/model/event.js'

const marker = (name: string, time: number | null, line: number): EventOf<'kernel.boot'> => ({
  type: 'kernel.boot',
  release: null,
  marker: name,
  time,
  stepMs: 1,
  node: 'node-a',
  program: 'kernel',
  file: 'syslog',
  line,
  order: line,
  text: `line ${line}`,
  origin: null,
  written: null,
  sinceBoot: null,
})

const boots = (...markers: EventOf<'kernel.boot'>[]) => {
  const log = createBootLog()
  return markers.filter((event) => log.isFirst(event)).map(({ line }) => line)
}

it('makes one boot of the markers at its start', () =>
  expect(
    boots(marker('Linux version', 0, 1), marker('Command line', 1, 2), marker('Kernel command line', 9, 5)),
  ).toEqual([1]))

it('takes a marker that comes again for another boot, however soon', () =>
  expect(boots(marker('journal', null, 2), marker('journal', null, 5), marker('journal', null, 8))).toEqual([
    2, 5, 8,
  ]))

it('takes the same line twice for one', () =>
  expect(boots(marker('Linux version', 0, 1), marker('Linux version', 0, 1))).toEqual([1]))

it('joins the journal’s border, which bears no time, to the boot behind it', () =>
  expect(boots(marker('journal', null, 1), marker('Linux version', 0, 2))).toEqual([1]))

it('keeps a boot long after the last', () =>
  expect(boots(marker('Linux version', 0, 1), marker('Command line', 60_000, 900))).toEqual([1, 900]))
