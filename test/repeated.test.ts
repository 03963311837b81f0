import { describe, expect, it } from 'vitest'
import { takePrintk } from '../parsers/shared/printk.js'
import { createRepeats, repeatPrevious, unwrapRepeated } from '../src/events/repeated.js'
import type { Envelope } from '../src/model/envelope.js'

const envelope = (message: string, of: Partial<Envelope> = {}): Envelope => ({
  id: 'rfc3164',
  stamp: null,
  host: 'node-a',
  program: 'kernel',
  pid: null,
  sinceBoot: null,
  message,
  ...of,
})

const stamp = { raw: 'Mar  4 09:17:08', wallMs: 0, yearWritten: false, offsetMinutes: null, stepMs: 1000 }
const reaped = 'oom_reaper: reaped process 1452 (java), now anon-rss:0kB, file-rss:0kB, shmem-rss:0kB'

describe("rsyslog's message repeated N times", () => {
  it('gives the message and the count', () => {
    expect(unwrapRepeated(envelope(`message repeated 5 times: [ ${reaped}]`), takePrintk)).toEqual({
      envelope: envelope(reaped),
      times: 5,
    })
  })

  it('takes the printk prefix of the inner message', () => {
    expect(
      unwrapRepeated(envelope(`message repeated 2 times: [ [ 8523.347168] ${reaped}]`), takePrintk),
    ).toEqual({
      envelope: envelope(reaped, { sinceBoot: 8523.347168 }),
      times: 2,
    })
  })

  it('leaves what looks like a printk prefix in the message of another program', () => {
    const message = '[12.345678] is no uptime'
    const repeated = unwrapRepeated(
      envelope(`message repeated 2 times: [ ${message}]`, { program: 'app' }),
      takePrintk,
    )
    expect(repeated?.envelope.message).toBe(message)
  })

  it('keeps the brackets of a message that rsyslog cut at 800 characters', () => {
    const cut = `cri-containerd[812]: ${'x'.repeat(800)}`.slice(0, 800)
    const repeated = unwrapRepeated(envelope(`message repeated 3 times: [${cut}]`), takePrintk)
    expect(repeated?.envelope.message).toBe(cut)
  })

  it('reads a wrapped message that lost its end', () => {
    const repeated = unwrapRepeated(envelope('message repeated 3 times: [ oom_reaper: rea'), takePrintk)
    expect(repeated).toEqual({ envelope: envelope('oom_reaper: rea'), times: 3 })
  })

  it.each(['message repeated many times: [ x]', 'the message repeated 3 times: [ x]', reaped])(
    'is not: %s',
    (message) => {
      expect(unwrapRepeated(envelope(message), takePrintk)).toBeUndefined()
    },
  )
})

const again = (of: Partial<Envelope> = {}) =>
  envelope('last message repeated 4 times', { program: null, stamp, ...of })

describe("syslogd's last message repeated N times", () => {
  it('gives the previous message at the time of the report', () => {
    expect(repeatPrevious(again(), envelope(reaped))).toEqual({
      envelope: envelope(reaped, { stamp }),
      times: 4,
    })
  })

  it('gives nothing without a previous message, or where its tag is another', () => {
    expect(repeatPrevious(again(), undefined)).toBeUndefined()
    expect(repeatPrevious(again({ program: 'kubelet' }), envelope(reaped))).toBeUndefined()
    expect(repeatPrevious(envelope(reaped), envelope('before'))).toBeUndefined()
  })
})

describe('a log with repetitions', () => {
  it('refers to the previous message of the same host', () => {
    const repeats = createRepeats(takePrintk)
    const on = (host: string, message: string, program: string | null = 'kernel') =>
      repeats.next(envelope(message, { host, program }))
    on('node-a', 'first')
    on('node-b', 'other')
    expect(on('node-a', 'last message repeated 2 times', null)).toEqual({
      envelope: envelope('first'),
      times: 2,
    })
    expect(on('node-a', 'last message repeated 3 times', null).envelope.message).toBe('first')
    expect(on('node-b', 'message repeated 9 times: [ other]').times).toBe(9)
    expect(on('node-b', 'last message repeated 2 times', null).envelope.message).toBe('other')
    expect(on('node-c', 'last message repeated 2 times', null)).toEqual({
      envelope: envelope('last message repeated 2 times', { host: 'node-c', program: null }),
      times: 1,
    })
  })

  it('forgets the host that was quiet longest, not the latest', () => {
    const repeats = createRepeats(takePrintk)
    for (let n = 0; n <= 1000; n++) repeats.next(envelope('said', { host: `node-${n}` }))
    const repeatedOn = (host: string) =>
      repeats.next(envelope('last message repeated 2 times', { host, program: null })).times
    expect(repeatedOn('node-1000')).toBe(2)
    expect(repeatedOn('node-0')).toBe(1)
  })
})
