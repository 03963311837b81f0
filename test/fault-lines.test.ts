import { describe, expect, it } from 'vitest'
import { createFaultJoiner } from '../src/events/fault-lines.js'
import type { Envelope } from '../src/model/envelope.js'
import { runCli } from './run-cli.js'

const FAULT = 'User process fault: interruption code 0038 ilc:3 in libc.so.6[3ff9d000000+1b9000]'
const NOISE = [
  'Failing address: 46726f6200005000 TEID: 46726f6200005800',
  'AS:0000000081d081c7 R3:0000000000000024',
]
const PROCESS = 'CPU: 3 PID: 56744 Comm: try-catch Not tainted 4.8.15-300.fc25.s390x #1'

const of = (host: string, message: string, program: string | null = 'kernel') => ({
  envelope: { id: 'x', stamp: null, host, program, pid: null, sinceBoot: null, message } satisfies Envelope,
})
const messagesOf = (records: readonly ReturnType<typeof of>[]): string[] => {
  const joiner = createFaultJoiner<ReturnType<typeof of>>()
  return records.flatMap((one) => joiner.next(one)).map(({ envelope }) => envelope.message)
}

describe('the two lines of a fault on s390', () => {
  it('are told as one event, cited where they begin, in a log of other lines', async () => {
    const lines = [FAULT, ...NOISE, 'eth0: link up', PROCESS]
    const text = lines
      .map((line, n) => `Mar  4 09:17:0${n} node-a kernel: [  100.00000${n}] ${line}\n`)
      .join('')
    const { stdout } = await runCli(['events', '--reference-date', '2024-03-05'], text)
    const events = stdout.split('\n').filter((line) => line.includes('kernel.fatal_signal'))
    expect(events.map((line) => JSON.parse(line))).toMatchObject([
      {
        line: 1,
        pid: 56744,
        name: 'try-catch',
        signal: 11,
        time: '2024-03-04T09:17:00.000Z',
        node: 'node-a',
      },
    ])
  })

  it('pass by themselves too, and lines between them untouched', () => {
    const all = [FAULT, ...NOISE, PROCESS]
    expect(messagesOf(all.map((one) => of('node-a', one)))).toEqual([
      FAULT,
      ...NOISE,
      `${FAULT}\n${PROCESS}`,
      PROCESS,
    ])
  })

  it('are of one node, and stand close', () => {
    expect(messagesOf([of('node-a', FAULT), of('node-b', PROCESS)])).toHaveLength(2)
    expect(messagesOf([of('node-a', FAULT), of('node-a', PROCESS, 'kubelet')])).toHaveLength(2)
    const far = Array.from({ length: 30 }, () => of('node-a', 'x'))
    expect(messagesOf([of('node-a', FAULT), ...far, of('node-a', PROCESS)])).toHaveLength(32)
  })
})

describe('the two lines of a fatal signal', () => {
  const SIGNAL = 'potentially unexpected fatal signal 11.'
  const dump = (pid: number, name: string) => `CPU: 1 PID: ${pid} Comm: ${name} Tainted: P   O    4.1.52 #1`
  const pidsOf = async (lines: readonly string[]): Promise<unknown[]> => {
    const { stdout } = await runCli(
      ['events', '--reference-date', '2024-03-05'],
      lines.map((line) => `Mar  4 09:17:07 kernel: ${line}\n`).join(''),
    )
    const events = stdout.split('\n').filter((line) => line.includes('kernel.fatal_signal'))
    return events.map((line) => JSON.parse(line)).map(({ pid, signal, line }) => [pid, signal, line])
  }

  it('are told as one event each, one behind the other', async () => {
    const lines = [SIGNAL, dump(4027, 'agent'), SIGNAL, dump(4022, 'agent'), 'Hardware name: Generic', 'x']
    expect(await pidsOf([...lines, dump(4022, 'agent')])).toEqual([
      [4027, 11, 1],
      [4022, 11, 3],
    ])
  })

  it('tell nothing where two signals were told at a time, or the dump did not come at once', async () => {
    const other = 'potentially unexpected fatal signal 6.'
    expect(await pidsOf([SIGNAL, other, dump(4027, 'agent'), dump(4022, 'web')])).toEqual([])
    const noise = Array.from({ length: 6 }, (_, n) => `eth${n}: link up`)
    expect(await pidsOf([SIGNAL, ...noise, dump(4027, 'agent')])).toEqual([])
  })
})
