// conmon, since 2.0: the pid of its container's init (at debug), or that the OCI runtime could not create it.
import type { MessageParser } from '../../src/model/parser.js'
import { CONMON } from '../shared/programs.js'

const STARTED = /^conmon ([0-9a-f]{20}) <n?debug>: container PID: (\d{1,10}) ?$/
const FAILED = /^conmon ([0-9a-f]{20}) <error>: (Failed to create container: exit status \d{1,3}) ?$/

export const conmonStart: MessageParser = {
  id: 'conmon-start',
  source: 'conmon',
  reads: [
    { message: 'container PID (debug)', since: '2.0' },
    { message: 'Failed to create container: exit status', since: '2.0' },
  ],
  programs: CONMON,
  needles: ['container PID: ', 'Failed to create container: exit status'],
  parse(message) {
    const [, containerId, pid] = STARTED.exec(message) ?? []
    if (containerId !== undefined) {
      return {
        type: 'runtime.container_started',
        runtime: 'conmon',
        phase: 'started',
        containerId,
        sandboxId: null,
        pod: null,
        name: null,
        pid: Number(pid),
      }
    }
    const [, failedId, error] = FAILED.exec(message) ?? []
    if (failedId === undefined || error === undefined) return undefined
    return {
      type: 'runtime.start_failed',
      runtime: 'conmon',
      containerId: failedId,
      sandboxId: null,
      name: null,
      attempt: null,
      error,
    }
  },
  samples: [
    {
      version: '2.0',
      message: 'conmon c41d8b7f0a92e36514f8 <ndebug>: container PID: 22556',
      fact: {
        type: 'runtime.container_started',
        runtime: 'conmon',
        phase: 'started',
        containerId: 'c41d8b7f0a92e36514f8',
        sandboxId: null,
        pod: null,
        name: null,
        pid: 22556,
      },
    },
    {
      version: '2.0',
      message: 'conmon c41d8b7f0a92e36514f8 <error>: Failed to create container: exit status 1',
      fact: {
        type: 'runtime.start_failed',
        runtime: 'conmon',
        containerId: 'c41d8b7f0a92e36514f8',
        sandboxId: null,
        name: null,
        attempt: null,
        error: 'Failed to create container: exit status 1',
      },
    },
  ],
  nearMisses: [
    {
      message:
        'conmon c41d8b7f0a92e36514f8 <ninfo>: attach sock path: /run/libpod/socket/c41d8b7f0a92/attach',
      because: 'says nothing of a process',
    },
    {
      message: 'conmon c41d8b7f0a92e36514 <ndebug>: container PID: 22556',
      because: 'the id is not the 20 digits that conmon prints',
    },
  ],
}
