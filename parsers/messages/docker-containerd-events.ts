// containerd of docker 1.11 to 17.10: its file of events, /var/run/docker/libcontainerd/containerd/events.log, one JSON
// object a line. The `pid` of an exit is `init`, or the id of an exec.
import type { FactOf } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { readContainerId } from '../shared/container-id.js'
import { readObject } from '../shared/json-object.js'
import { logfmtStamp } from '../shared/logfmt.js'
import { CONTAINERD } from '../shared/programs.js'
import { readIso } from '../shared/time.js'

function exit(containerId: string, pid: string, exitStatus: number): FactOf['runtime.exit'] {
  return {
    type: 'runtime.exit',
    runtime: 'docker',
    containerId,
    execId: pid === 'init' ? null : pid,
    pid: null,
    exitStatus,
    exitedAt: null,
    sandbox: null,
    synthetic: false,
  }
}

export const dockerContainerdEvents: MessageParser = {
  id: 'docker-containerd-events',
  source: 'docker',
  reads: [{ message: 'containerd’s events.log: exit, oom', since: '1.11' }],
  programs: CONTAINERD,
  needles: ['","type":"exit","timestamp":"', '","type":"oom","timestamp":"'],
  parse(message) {
    const fields = readObject(message) as Readonly<Record<string, unknown>> | undefined
    if (!fields) return undefined
    const { id, type, timestamp, pid, status = 0 } = fields
    const containerId = readContainerId(typeof id === 'string' ? id : undefined)
    const time = typeof timestamp === 'string' ? readIso(timestamp) : undefined
    if (containerId === null || !time) return undefined
    const { stamp } = time
    if (type === 'oom') return { type: 'runtime.oom', stamp, runtime: 'docker', containerId }
    if (type !== 'exit' || typeof pid !== 'string' || typeof status !== 'number') return undefined
    return { ...exit(containerId, pid, status), stamp }
  },
  samples: [
    {
      version: '1.13',
      message:
        '{"id":"4d1e8d7c6b5a49382716f0e1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49","type":"exit","timestamp":"2017-03-24T23:43:31.2785475Z","pid":"init","status":137}',
      fact: {
        ...exit('4d1e8d7c6b5a49382716f0e1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49', 'init', 137),
        stamp: logfmtStamp('2017-03-24T23:43:31.2785475Z'),
      },
    },
    {
      version: '1.13, with code 0',
      message:
        '{"id":"4d1e8d7c6b5a49382716f0e1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49","type":"exit","timestamp":"2017-03-24T23:43:31.2785475Z","pid":"init"}',
      fact: {
        ...exit('4d1e8d7c6b5a49382716f0e1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49', 'init', 0),
        stamp: logfmtStamp('2017-03-24T23:43:31.2785475Z'),
      },
    },
    {
      version: '17.03',
      message:
        '{"id":"4d1e8d7c6b5a49382716f0e1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49","type":"oom","timestamp":"2017-03-24T23:43:31.2Z"}',
      fact: {
        type: 'runtime.oom',
        stamp: logfmtStamp('2017-03-24T23:43:31.2Z'),
        runtime: 'docker',
        containerId: '4d1e8d7c6b5a49382716f0e1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49',
      },
    },
  ],
  nearMisses: [
    {
      message:
        '{"id":"4d1e8d7c6b5a49382716f0e1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49","type":"exit","timestamp":"2017-03-24T23:43:31.2785475Z"}',
      because: 'it does not say whose process',
    },
    {
      message: '{"id":"9","type":"exit","timestamp":"2017-03-24T23:43:31Z","pid":"init","status":1}',
      because: 'no container’s id',
    },
  ],
}
