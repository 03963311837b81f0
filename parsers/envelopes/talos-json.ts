// Talos: what it sends to a logging destination in the format json_lines.
import type { EnvelopeReader } from '../../src/model/parser.js'
import { fieldsOf, firstText } from '../shared/collector-record.js'
import { envelopeOf } from '../shared/envelope.js'
import { readObject } from '../shared/json-object.js'
import { datedStamp, readIso } from '../shared/time.js'

/** The containerd that runs pods is the service `cri`. */
const PROGRAMS: Readonly<Record<string, string>> = {
  cri: 'containerd',
  containerd: 'containerd',
  kubelet: 'kubelet',
}

export const talosJson: EnvelopeReader = {
  id: 'talos-json',
  describe: 'Talos json_lines: {"msg":"…","talos-level":"info","talos-service":"kubelet","talos-time":"…"}',
  open(text) {
    if (!text.includes('"talos-time"')) return undefined
    const object = readObject(text)
    if (!object || !('talos-time' in object) || !('msg' in object) || typeof object.msg !== 'string')
      return undefined
    const fields = fieldsOf(object)
    const service = firstText(fields, ['talos-service'])
    const isKernel = firstText(fields, ['facility']) === 'kern'
    return envelopeOf('talos-json', {
      stamp: readIso(firstText(fields, ['talos-time']) ?? '')?.stamp ?? null,
      host: firstText(fields, ['node', 'hostname']),
      program: isKernel ? 'kernel' : service === null ? null : (PROGRAMS[service] ?? null),
      message: object.msg,
    })
  },
  wrap(message, program) {
    const origin = program === 'kernel' ? { facility: 'kern' } : { 'talos-service': program }
    return JSON.stringify({
      msg: message,
      'talos-level': 'info',
      ...origin,
      'talos-time': '2024-03-04T09:17:07.5Z',
    })
  },
  samples: [
    {
      text: '{"clock":8252385,"facility":"kern","msg":"oom_reaper: reaped process 9 (a)","priority":"info","seq":711,"talos-level":"info","talos-time":"2024-03-04T09:17:07.5Z"}',
      envelope: envelopeOf('talos-json', {
        stamp: datedStamp('2024-03-04T09:17:07.5Z', Date.UTC(2024, 2, 4, 9, 17, 7, 500), 0, 100),
        program: 'kernel',
        message: 'oom_reaper: reaped process 9 (a)',
      }),
    },
    {
      text: '{"msg":"TaskExit event","talos-level":"info","talos-service":"cri","talos-time":"2024-03-04T09:17:07.5Z"}',
      envelope: envelopeOf('talos-json', {
        stamp: datedStamp('2024-03-04T09:17:07.5Z', Date.UTC(2024, 2, 4, 9, 17, 7, 500), 0, 100),
        program: 'containerd',
        message: 'TaskExit event',
      }),
    },
  ],
  nearMisses: [{ text: '{"msg":"x","talos-service":"kubelet"}', because: 'no time' }],
}
