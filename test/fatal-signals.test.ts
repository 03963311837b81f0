import { expect, it } from 'vitest'
import { createFatalSignalLog } from '../src/events/fatal-signals.js'
import type { EventOf } from '../src/model/event.js'

const signal = (
  pid: number,
  number: number,
  time: number | null,
  line: number,
): EventOf<'kernel.fatal_signal'> => ({
  type: 'kernel.fatal_signal',
  pid,
  name: 'app',
  signal: number,
  kind: 'audit',
  detail: null,
  time,
  stepMs: 1,
  node: 'node-a',
  program: 'kernel',
  file: 'syslog',
  line,
  order: line,
  text: '',
  origin: null,
  written: null,
  sinceBoot: null,
})

const first = (...events: EventOf<'kernel.fatal_signal'>[]) => {
  const log = createFatalSignalLog()
  return events.filter((event) => log.isFirst(event)).map(({ line }) => line)
}

it('makes one death of the lines that tell it by different ways', () =>
  expect(first(signal(7, 11, 0, 1), signal(7, 11, 4, 2), signal(7, 11, 900, 3))).toEqual([1]))

it('keeps apart other processes, other signals and a pid used again', () =>
  expect(
    first(signal(7, 11, 0, 1), signal(8, 11, 0, 2), signal(7, 6, 0, 3), signal(7, 11, 60_000, 4)),
  ).toEqual([1, 2, 3, 4]))

it('counts lines where none bears a time', () =>
  expect(first(signal(7, 11, null, 1), signal(7, 11, null, 2), signal(7, 11, null, 900))).toEqual([1, 900]))

it('keeps apart what the kernel itself says of the first process in one boot after the other', () => {
  const segfault = (line: number, sinceBoot: number | null) => {
    return { ...signal(1, 11, null, line), kind: 'segfault' as const, sinceBoot }
  }
  expect(first(segfault(1, 4.59), segfault(2, 4.93), segfault(3, 5.18))).toEqual([1, 2, 3])
  expect(first(segfault(1, 4.59), segfault(2, 4.59), segfault(3, null))).toEqual([1])
})
