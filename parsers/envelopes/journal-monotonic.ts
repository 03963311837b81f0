// `journalctl -o short-monotonic` and `short-delta` (systemd 252): uptime, then host and tag.
import type { EnvelopeReader } from '../../src/model/parser.js'
import { envelopeOf } from '../shared/envelope.js'
import { readMonotonic } from '../shared/monotonic.js'
import { readSyslogBody, writeTag } from '../shared/syslog-tag.js'
import { datedStamp } from '../shared/time.js'

export const journalMonotonic: EnvelopeReader = {
  id: 'journal-monotonic',
  describe: 'journalctl -o short-monotonic and short-delta: [ 8523.347168] node-a kubelet[955]: …',
  open(text) {
    const at = readMonotonic(text)
    const body = at && readSyslogBody(text, at.end)
    if (!body || body.program === null) return undefined
    return envelopeOf('journal-monotonic', { ...body, sinceBoot: at.sinceBoot })
  },
  wrap: (message, program, pid) => `[ 8523.347168] node-a ${writeTag(program, pid)}${message}`,
  samples: [
    {
      text: '[ 8523.347168] node-a kernel: Memory cgroup out of memory: Killed',
      envelope: envelopeOf('journal-monotonic', {
        host: 'node-a',
        program: 'kernel',
        sinceBoot: 8523.347168,
        message: 'Memory cgroup out of memory: Killed',
      }),
    },
    {
      text: '[ 8523.347168 <    0.000021 >] node-a containerd[812]: time="2024-03-04T09:17:07Z" level=info',
      envelope: envelopeOf('journal-monotonic', {
        host: 'node-a',
        program: 'containerd',
        pid: 812,
        sinceBoot: 8523.347168,
        message: 'time="2024-03-04T09:17:07Z" level=info',
        told: datedStamp('2024-03-04T09:17:07Z', Date.UTC(2024, 2, 4, 9, 17, 7), 0, 1000),
      }),
    },
    {
      text: '[ 8523.347168] node-a conmon: conmon 0123456789abcdef0123 <ninfo>: OOM received',
      envelope: envelopeOf('journal-monotonic', {
        host: 'node-a',
        program: 'conmon',
        sinceBoot: 8523.347168,
        message: 'conmon 0123456789abcdef0123 <ninfo>: OOM received',
      }),
    },
    {
      text: '[ 8523.347168] kernel: Call Trace:',
      envelope: envelopeOf('journal-monotonic', {
        program: 'kernel',
        sinceBoot: 8523.347168,
        message: 'Call Trace:',
      }),
    },
  ],
  nearMisses: [
    { text: '[ 8523.347168] usb 1-6: USB disconnect, device number 3', because: 'dmesg: no tag has a pid' },
    { text: '[ 8523.347168] nginx[12]: segfault at 0 ip 1', because: 'dmesg: no host' },
    { text: '[ 8523.347168] tmux: server[232]: segfault at 0 ip 1', because: 'dmesg: a name with a blank' },
  ],
}
