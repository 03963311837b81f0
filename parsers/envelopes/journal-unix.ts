// `journalctl -o short-unix`: seconds of the epoch, then host and tag.
import type { EnvelopeReader } from '../../src/model/parser.js'
import { envelopeOf } from '../shared/envelope.js'
import { readEpoch } from '../shared/epoch.js'
import { readSyslogBody, writeTag } from '../shared/syslog-tag.js'
import { epochStamp } from '../shared/time.js'

const SECONDS = /^ {0,4}(\d{9,10}\.\d{6}) /

export const journalUnix: EnvelopeReader = {
  id: 'journal-unix',
  describe: 'journalctl -o short-unix: 1709543827.123456 node-a kubelet[955]: …',
  open(text) {
    const m = SECONDS.exec(text)
    const stamp = readEpoch(m?.[1] ?? '')
    if (!m || !stamp) return undefined
    return envelopeOf('journal-unix', { stamp, ...readSyslogBody(text, m[0].length - 1) })
  },
  wrap: (message, program, pid) => `1709543827.123456 node-a ${writeTag(program, pid)}${message}`,
  samples: [
    {
      text: '1709543827.123456 node-a kernel: chrome-headless invoked oom-killer: order=0',
      envelope: envelopeOf('journal-unix', {
        stamp: epochStamp('1709543827.123456', 1709543827123.456, 0.001),
        host: 'node-a',
        program: 'kernel',
        message: 'chrome-headless invoked oom-killer: order=0',
      }),
    },
  ],
  nearMisses: [
    { text: '12.123456 node-a kernel: x', because: 'too few seconds for an epoch' },
    { text: '1709543827 node-a kernel: x', because: 'no microseconds' },
  ],
}
