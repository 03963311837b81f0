import { expect, it } from 'vitest'
import { createBootLog } from '../src/events/boots.js'
import type { EventOf } from '../src/model/event.js'
import { runCli } from './run-cli.js'

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

async function bootsIn(...lines: string[]) {
  const { stdout } = await runCli(['events', '-o', 'ndjson', '--year', '2024'], lines.join('\n'))
  return stdout
    .split('\n')
    .filter((line) => line.includes('"type":"kernel.boot"'))
    .map((line): unknown => JSON.parse(line))
}

const VERSION = 'Linux version 6.1.0-18-amd64 (builder@build) (gcc-12) #1 SMP'
const LAST = 'Mar 04 09:10:00 node-a systemd[1]: Reached target Shutdown.'

it.each(['-- Reboot --', '-- Boot d14475425d5849fdb59f1ab54c29ac56 --'])(
  'tells a boot by the line behind %s, which bears its time',
  async (border) =>
    expect(await bootsIn(LAST, border, `Mar 04 09:17:12 node-a kernel: ${VERSION}`)).toMatchObject([
      { line: 3, node: 'node-a', time: '2024-03-04T09:17:12.000Z', release: '6.1.0-18-amd64' },
    ]),
)

it('tells the boot at the head of a log by the line behind its border, and the next one by its own', async () => {
  const border = '-- Boot d14475425d5849fdb59f1ab54c29ac56 --'
  const boots = await bootsIn(border, `Mar 04 09:17:12 node-a kernel: ${VERSION}`, border, LAST)
  expect(boots).toMatchObject([
    { line: 2, node: 'node-a', release: '6.1.0-18-amd64' },
    { line: 3, node: 'node-a', marker: 'journal' },
  ])
})

it('tells a boot by the journal’s border where nothing else announces it', async () => {
  const next = 'Mar 04 09:17:20 node-a kubelet[955]: I0304 09:17:20.000001     955 server.go:1] "x"'
  const boots = await bootsIn(LAST, '-- Reboot --', next, LAST, '-- Reboot --')
  expect(boots).toMatchObject([
    { line: 2, node: 'node-a', marker: 'journal' },
    { line: 5, node: 'node-a', marker: 'journal' },
  ])
})

it('tells arm’s boots with their release', async () =>
  expect(
    await bootsIn(
      '[    0.000000] Booting Linux on physical CPU 0x0000000000 [0x410fd083]',
      `[    0.000000] ${VERSION}`,
      '[    0.000000] Kernel command line: root=/dev/vda1',
    ),
  ).toMatchObject([{ line: 2, marker: 'Linux version', release: '6.1.0-18-amd64' }]))

it.each([
  ['kernel: Linux version 6.1.0-18-amd64 ...', '6.1.0-18-amd64'],
  ['kernel: Linux version 6.1.0-18-amd64 … #1 SMP', '6.1.0-18-amd64'],
  ['kernel: Linux version 6.1.0-18-am', null],
  ['kernel: Linux version 6.1 is what it needs', undefined],
  ['app[7]: Linux version 6.1.0-18-amd64', undefined],
])('reads the release in %s where it is whole', async (line, release) => {
  const [boot] = await bootsIn(LAST, `Mar 04 09:17:07 node-a ${line}`)
  expect(boot).toEqual(release === undefined ? undefined : expect.objectContaining({ release }))
})
