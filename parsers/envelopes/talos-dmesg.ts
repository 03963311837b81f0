// `talosctl dmesg` and the dmesg.log of `talosctl support`: node, facility, level and a wall clock made from the uptime.
import type { EnvelopeReader } from '../../src/model/parser.js'
import { envelopeOf } from '../shared/envelope.js'
import { datedStamp, readIso } from '../shared/time.js'

const HEADER =
  /^(?:([\w.-]{1,253}): )?(kern|user|daemon|syslog|auth|authpriv): {1,10}(?:emerg|alert|crit|err|warning|notice|info|debug): \[/

export const talosDmesg: EnvelopeReader = {
  id: 'talos-dmesg',
  describe: 'talosctl dmesg: 10.5.0.2: kern:    info: [2024-03-04T09:17:07.123456789Z]: …',
  open(text) {
    const m = HEADER.exec(text)
    const at = m ? readIso(text, m[0].length) : undefined
    if (!m || !at || !text.startsWith(']: ', at.end)) return undefined
    return envelopeOf('talos-dmesg', {
      stamp: at.stamp,
      host: m[1] ?? null,
      program: m[2] === 'kern' ? 'kernel' : null,
      message: text.slice(at.end + 3),
    })
  },
  wrap(message, program) {
    const facility = program === 'kernel' ? 'kern:    info' : 'user: warning'
    return `10.5.0.2: ${facility}: [2024-03-04T09:17:07.123456789Z]: ${message}`
  },
  samples: [
    {
      text: 'kern:    info: [2024-03-04T09:17:07.123Z]: oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),pid=109324',
      envelope: envelopeOf('talos-dmesg', {
        stamp: datedStamp('2024-03-04T09:17:07.123Z', Date.UTC(2024, 2, 4, 9, 17, 7, 123), 0, 1),
        program: 'kernel',
        message: 'oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),pid=109324',
      }),
    },
    {
      text: '10.5.0.2: user: warning: [2024-03-04T09:17:07Z]: [talos] Sending SIGKILL to cgroup {"cgroup": "/x"}',
      envelope: envelopeOf('talos-dmesg', {
        stamp: datedStamp('2024-03-04T09:17:07Z', Date.UTC(2024, 2, 4, 9, 17, 7), 0, 1000),
        host: '10.5.0.2',
        message: '[talos] Sending SIGKILL to cgroup {"cgroup": "/x"}',
      }),
    },
  ],
  nearMisses: [
    { text: 'kern  :info  : [   27.000000] x', because: 'dmesg -x' },
    { text: 'kern:    info: [yesterday]: x', because: 'no time' },
  ],
}
