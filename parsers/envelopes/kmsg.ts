// /dev/kmsg as `cat` shows it: priority, sequence number, microseconds since boot and flags before the text.
import type { EnvelopeReader } from '../../src/model/parser.js'
import { writeInRing } from '../shared/dmesg-time.js'
import { envelopeOf } from '../shared/envelope.js'
import { readMessage } from '../shared/syslog-tag.js'

const HEADER = /^\d{1,4},\d{1,20},(\d{1,18}),[-c+](?:,[^;]{0,200})?;/

/** `\x0a` → the byte it stands for; bytes behind each other may make one character. */
function unescapeBytes(text: string): string {
  if (!text.includes('\\x')) return text
  return text.replace(/(?:\\x[0-9a-f]{2}){1,4}/g, (run) => {
    const bytes = run.split('\\x').slice(1)
    return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16)))
  })
}

export const kmsg: EnvelopeReader = {
  id: 'kmsg',
  describe: '/dev/kmsg: 6,1234,8523347168,-;…',
  open(text) {
    const m = HEADER.exec(text)
    if (!m) return undefined
    const message = unescapeBytes(text.slice(m[0].length))
    return envelopeOf('kmsg', {
      ...readMessage({ program: 'kernel', pid: null }, message),
      sinceBoot: Number(m[1]) / 1e6,
    })
  },
  wrap(message, program, pid) {
    return `6,1234,8523347168,-,caller=T21874;${writeInRing(message, program, pid).replaceAll('\\', '\\x5c')}`
  },
  samples: [
    {
      text: '6,1235,8523347201,-,caller=T21874;oom_reaper: reaped process 9 (\\xe2\\x82\\xac\\x5c), now anon-rss:0kB',
      envelope: envelopeOf('kmsg', {
        program: 'kernel',
        sinceBoot: 8523.347201,
        message: 'oom_reaper: reaped process 9 (€\\), now anon-rss:0kB',
      }),
    },
  ],
  nearMisses: [
    { text: ' SUBSYSTEM=block', because: 'a dictionary line of the record before' },
    { text: '6,1235,soon,-;x', because: 'no time' },
  ],
}
