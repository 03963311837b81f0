// Docker's json-file logging driver, /var/lib/docker/containers/<id>/<id>-json.log: what a container printed.
import type { EnvelopeReader } from '../../src/model/parser.js'
import { envelopeOf } from '../shared/envelope.js'
import { readObject } from '../shared/json-object.js'
import { datedStamp, readIso } from '../shared/time.js'

export const dockerJson: EnvelopeReader = {
  id: 'docker-json',
  describe: 'docker json-file: {"log":"…\\n","stream":"stderr","time":"2024-03-04T09:17:07.123456789Z"}',
  open(text) {
    if (!text.includes('"stream":')) return undefined
    const object = readObject(text)
    if (!object || !('log' in object) || !('stream' in object) || !('time' in object)) return undefined
    // A collector's record of the same line tells the node too.
    if ('kubernetes' in object) return undefined
    const { log, time } = object
    if (typeof log !== 'string' || typeof time !== 'string') return undefined
    return envelopeOf('docker-json', {
      stamp: readIso(time)?.stamp ?? null,
      message: log.replace(/\r?\n$/, ''),
    })
  },
  wrap: (message) =>
    JSON.stringify({ log: `${message}\n`, stream: 'stderr', time: '2024-03-04T09:17:07.123456789Z' }),
  samples: [
    {
      text: '{"log":"I0304 09:17:07.123456       1 log_monitor.go:160] New status\\n","stream":"stderr","time":"2024-03-04T09:17:07.5Z"}',
      envelope: envelopeOf('docker-json', {
        stamp: datedStamp('2024-03-04T09:17:07.5Z', Date.UTC(2024, 2, 4, 9, 17, 7, 500), 0, 100),
        message: 'I0304 09:17:07.123456       1 log_monitor.go:160] New status',
      }),
    },
  ],
  nearMisses: [
    { text: '{"log":"x\\n","stream":"stderr"}', because: 'no time' },
    { text: '{"log":"x\\n","stream":"stderr","time":"2024', because: 'cut' },
    {
      text: '{"log":"x","stream":"stderr","time":"2024-03-04T09:17:07Z","kubernetes":{"host":"node-a"}}',
      because: 'a record of Fluent Bit',
    },
  ],
}
