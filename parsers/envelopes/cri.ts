// Files of /var/log/pods and /var/log/containers, as the kubelet has containerd and CRI-O write them: what a
// container printed. `P` marks a part of a line that goes on in the next record.
import type { EnvelopeReader } from '../../src/model/parser.js'
import { envelopeOf } from '../shared/envelope.js'
import { datedStamp, readIso } from '../shared/time.js'

const STREAM = / (?:stdout|stderr) [FP](?::[\w:]{1,64})?(?: |$)/y

export const cri: EnvelopeReader = {
  id: 'cri',
  describe: 'CRI container log: 2024-03-04T09:17:07.123456789Z stdout F …',
  open(text) {
    const at = readIso(text)
    STREAM.lastIndex = at?.end ?? 0
    if (!at || !STREAM.test(text)) return undefined
    return envelopeOf('cri', { stamp: at.stamp, message: text.slice(STREAM.lastIndex) })
  },
  wrap: (message) => `2024-03-04T09:17:07.123456789Z stderr F ${message}`,
  samples: [
    {
      text: '2024-03-04T10:17:07.5+01:00 stderr P I0304 09:17:07.123456       1 log_monitor.go:160] New status',
      envelope: envelopeOf('cri', {
        stamp: datedStamp('2024-03-04T10:17:07.5+01:00', Date.UTC(2024, 2, 4, 10, 17, 7, 500), 60, 100),
        message: 'I0304 09:17:07.123456       1 log_monitor.go:160] New status',
      }),
    },
  ],
  nearMisses: [
    { text: '2024-03-04T10:17:07.5Z stdin F x', because: 'no such stream' },
    { text: '2024-03-04T10:17:07.5Z stdout X x', because: 'neither whole nor part' },
  ],
}
