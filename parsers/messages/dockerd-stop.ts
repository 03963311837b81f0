// dockerd: a container is stopped or killed through its API. At info only the end of a grace period shows, the request
// and its signals at debug. The API may be given a shortened id, or a name, which tells no id.
import type { Fact } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { readChoppedId } from '../shared/container-id.js'
import { goSignal } from '../shared/go-signal.js'
import { fieldOf, isClosed, logfmtStamp } from '../shared/logfmt.js'
import { behindColon, ID, type Phrase, readPhrase, wording } from '../shared/phrase.js'
import { DOCKERD } from '../shared/programs.js'

const API = String.raw`(?:/v[\d.]{1,8})?/containers`
const ANY_ID = '([0-9a-f]{64}|[0-9a-f]{12})'

const PHRASES: readonly Phrase[] = [
  {
    wording: wording`Calling POST ${API}/${ANY_ID}/stop(?:\?(?:t=(\d{1,9})|[^\s&]{0,99}&t=(\d{1,9}))?\S{0,200})?$`,
    means: (_record, containerId, first, second) => ({
      type: 'runtime.stop_requested',
      runtime: 'docker',
      target: 'container',
      containerId,
      timeoutSeconds: first || second ? Number(first || second) : null,
    }),
  },
  {
    wording: wording`Sending kill signal (\d{1,2}) to container ${ID}$`,
    means: (_record, signal, id) => sent(id, goSignal(signal), signal === '9'),
  },
  {
    wording: wording`Container ${ID} failed to exit within .{1,60} - using the force$`,
    means: (_record, id) => sent(id, 'SIGKILL', true),
  },
  {
    wording: wording`Container failed to exit within .{1,60} - (?:using the force|trying direct SIGKILL)$`,
    means(record) {
      const containerId = readChoppedId(fieldOf(record, 'container'), isClosed(record, 'container'))
      return containerId === null ? undefined : sent(containerId, 'SIGKILL', true)
    },
  },
  {
    wording: wording`Container ([0-9a-f]{12}) failed to exit within .{1,60} - trying direct SIGKILL$`,
    means: (_record, id) => sent(id, 'SIGKILL', true),
  },
  {
    wording: wording`Handler for POST ${API}/${ANY_ID}/(?:stop|kill) returned error: `,
    means(record, containerId) {
      const error = behindColon(record)
      const outcome = error.endsWith(' is not running') ? 'not-running' : 'failed'
      return { type: 'runtime.stopped', runtime: 'docker', target: 'container', containerId, outcome, error }
    },
  },
]

function sent(containerId: string, signal: string | null, escalated: boolean): Fact {
  return { type: 'runtime.kill_sent', runtime: 'docker', containerId, signal, escalated }
}

export const dockerdStop: MessageParser = {
  id: 'dockerd-stop',
  source: 'dockerd',
  reads: [
    { message: 'Container … failed to exit within … - using the force', since: '1.10' },
    { message: 'Container … failed to exit within … of kill - trying direct SIGKILL', since: '1.10' },
    { message: 'Sending kill signal … to container', since: '18.09' },
    { message: 'Calling POST /containers/…/stop', since: '18.09' },
    { message: 'Handler for POST /containers/…/stop, kill returned error', since: '1.12' },
  ],
  programs: DOCKERD,
  needles: [
    'Calling POST',
    'Sending kill signal',
    'using the force',
    'trying direct SIGKILL',
    'Handler for POST',
  ],
  parse: (message) => readPhrase(message, PHRASES),
  samples: [
    {
      version: '28.5, in a pager',
      message:
        'time="2026-11-23T02:49:01.483722718Z" level=info msg="Container failed to exit within 2s of signal 15 - using the force" container=65707c6d0c68b516e8001ee03b4b30736e35dac>',
      fact: {
        type: 'runtime.kill_sent',
        stamp: logfmtStamp('2026-11-23T02:49:01.483722718Z'),
        runtime: 'docker',
        containerId: '65707c6d0c68b516e8001ee03b4b30736e35dac',
        signal: 'SIGKILL',
        escalated: true,
      },
    },
    {
      version: '19.03',
      message:
        'time="2020-11-08T19:48:28.153599523-03:00" level=debug msg="Calling POST /v1.40/containers/e9c6e729c0dc/stop"',
      fact: {
        type: 'runtime.stop_requested',
        stamp: logfmtStamp('2020-11-08T19:48:28.153599523-03:00'),
        runtime: 'docker',
        target: 'container',
        containerId: 'e9c6e729c0dc',
        timeoutSeconds: null,
      },
    },
    {
      version: '24.0',
      message:
        'time="2024-08-28T03:55:05.470040297Z" level=debug msg="Calling POST /v1.43/containers/c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e/stop?signal=SIGINT&t=5"',
      fact: {
        type: 'runtime.stop_requested',
        stamp: logfmtStamp('2024-08-28T03:55:05.470040297Z'),
        runtime: 'docker',
        target: 'container',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        timeoutSeconds: 5,
      },
    },
    {
      version: '19.03',
      message:
        'time="2020-11-08T19:48:28.153690763-03:00" level=debug msg="Sending kill signal 15 to container c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e"',
      fact: {
        ...sent('c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e', 'SIGTERM', false),
        stamp: logfmtStamp('2020-11-08T19:48:28.153690763-03:00'),
      },
    },
    {
      version: '19.03',
      message:
        'time="2020-11-08T19:48:38.187468949-03:00" level=info msg="Container c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e failed to exit within 10 seconds of signal 15 - using the force"',
      fact: {
        ...sent('c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e', 'SIGKILL', true),
        stamp: logfmtStamp('2020-11-08T19:48:38.187468949-03:00'),
      },
    },
    {
      version: '19.03',
      message:
        'time="2020-11-08T19:48:48.187468949-03:00" level=info msg="Container c41d8b7f0a92 failed to exit within 10 seconds of kill - trying direct SIGKILL"',
      fact: {
        ...sent('c41d8b7f0a92', 'SIGKILL', true),
        stamp: logfmtStamp('2020-11-08T19:48:48.187468949-03:00'),
      },
    },
    {
      version: '28.5.2',
      message:
        'time="2026-11-23T02:49:01.483722718Z" level=info msg="Container failed to exit within 2s of signal 15 - using the force" container=65707c6d0c68b516e8001ee03b4b30736e35dac23d07053ae3878208005b2d79',
      fact: {
        ...sent('65707c6d0c68b516e8001ee03b4b30736e35dac23d07053ae3878208005b2d79', 'SIGKILL', true),
        stamp: logfmtStamp('2026-11-23T02:49:01.483722718Z'),
      },
    },
    {
      version: '24.0',
      message:
        'time="2024-08-28T03:55:05.670040297Z" level=error msg="Handler for POST /v1.43/containers/c41d8b7f0a92/stop returned error: cannot stop container: c41d8b7f0a92: tried to kill container, but did not receive an exit event"',
      fact: {
        type: 'runtime.stopped',
        stamp: logfmtStamp('2024-08-28T03:55:05.670040297Z'),
        runtime: 'docker',
        target: 'container',
        containerId: 'c41d8b7f0a92',
        outcome: 'failed',
        error:
          'cannot stop container: c41d8b7f0a92: tried to kill container, but did not receive an exit event',
      },
    },
  ],
  nearMisses: [
    {
      message:
        'time="2020-11-08T19:48:28.153599523-03:00" level=debug msg="Calling POST /v1.40/containers/web/stop"',
      because: 'a name, no id',
    },
    {
      message:
        'time="2020-11-08T19:48:28.153599523-03:00" level=debug msg="Calling POST /v1.40/containers/e9c6e729c0dc/start"',
      because: 'a start',
    },
    {
      message:
        'time="2020-11-08T19:48:38.187468949-03:00" level=info msg="Container c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e, process 5f1e8d7c6b5a49382716f0e1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49 failed to exit within 10 seconds of signal TERM - using the force"',
      because: 'an exec’s process',
    },
  ],
}
