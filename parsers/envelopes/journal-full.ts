// `journalctl -o short-full` and `-o with-unit`: weekday, date and the name of the zone.
import type { EnvelopeReader } from '../../src/model/parser.js'
import { envelopeOf } from '../shared/envelope.js'
import { readSyslogBody, writeTag } from '../shared/syslog-tag.js'
import { datedStamp } from '../shared/time.js'
import { programOfUnit } from '../shared/program-of-unit.js'
import { readFullTime } from '../shared/zone-name.js'

/** `with-unit` prints the unit where the tag stands; a kernel line has none. */
const UNIT = /\.(?:service|scope|slice|socket|mount|timer|target|device|swap|path)$/

export const journalFull: EnvelopeReader = {
  id: 'journal-full',
  describe: 'journalctl -o short-full and with-unit: Mon 2024-03-04 09:17:07 UTC node-a kubelet[955]: …',
  open(text) {
    const at = readFullTime(text)
    if (!at) return undefined
    const body = readSyslogBody(text, at.end)
    const { program } = body
    // A user's unit is a path of units: user@1000.service/app.scope.
    const named = program !== null && UNIT.test(program) ? programOfUnit(program) : program
    return envelopeOf('journal-full', { stamp: at.stamp, ...body, program: named })
  },
  wrap(message, program, pid) {
    const tag = program === 'kernel' || program.includes('.') ? program : `${program}.service`
    return `Mon 2024-03-04 09:17:07 UTC node-a ${writeTag(tag, pid)}${message}`
  },
  samples: [
    {
      text: 'Mon 2024-03-04 09:17:07 UTC node-a kernel: Memory cgroup out of memory: Killed',
      envelope: envelopeOf('journal-full', {
        stamp: datedStamp('Mon 2024-03-04 09:17:07 UTC', Date.UTC(2024, 2, 4, 9, 17, 7), 0, 1000),
        host: 'node-a',
        program: 'kernel',
        message: 'Memory cgroup out of memory: Killed',
      }),
    },
    {
      text: 'Mon 2024-03-04 10:17:07.123456 CET node-a containerd.service[812]: time="2024-03-04T09:17:07Z" level=info',
      envelope: envelopeOf('journal-full', {
        stamp: datedStamp(
          'Mon 2024-03-04 10:17:07.123456 CET',
          Date.UTC(2024, 2, 4, 10, 17, 7) + 123.456,
          60,
          0.001,
        ),
        host: 'node-a',
        program: 'containerd',
        pid: 812,
        message: 'time="2024-03-04T09:17:07Z" level=info',
        told: datedStamp('2024-03-04T09:17:07Z', Date.UTC(2024, 2, 4, 9, 17, 7), 0, 1000),
      }),
    },
    {
      text: '月 2024-03-04 17:17:07 CST node-a init.scope[1]: cri-containerd-1.scope: Deactivated successfully.',
      envelope: envelopeOf('journal-full', {
        stamp: datedStamp('月 2024-03-04 17:17:07 CST', Date.UTC(2024, 2, 4, 17, 17, 7), null, 1000),
        host: 'node-a',
        program: 'systemd',
        pid: 1,
        message: 'cri-containerd-1.scope: Deactivated successfully.',
      }),
    },
  ],
  nearMisses: [
    {
      text: 'Mon 2024-03-04 09:17:07.123456 UTC [s=5c6b;i=1;b=8d1f;m=2;t=3;x=4]',
      because: 'a verbose header',
    },
    { text: '2024-03-04 09:17:07 node-a kernel: x', because: 'no weekday' },
  ],
}
