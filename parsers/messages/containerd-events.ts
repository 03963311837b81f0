// containerd: its events as `ctr events` prints them. A field that is zero is left out: no `exit_status` is code 0.
import type { MessageParser } from '../../src/model/parser.js'
import { readContainerId } from '../shared/container-id.js'
import { runtimeOfNamespace } from '../shared/containerd-namespace.js'
import { readObject } from '../shared/json-object.js'
import { logfmtStamp } from '../shared/logfmt.js'
import { CONTAINERD } from '../shared/programs.js'
import { epochOf, readIso } from '../shared/time.js'

/** Go's zone name, the namespace and the topic stand between time and event, also where the time was taken for the line's. */
const EVENT = /(?: ?(?:[A-Z]{1,5}|[+-]\d{2,4}))? ?([\w.-]{1,76}) \/tasks\/(start|oom|exit) (?=\{)/y

/** `{"seconds":1733896459,"nanos":191647544}`, before 1.7 `"2019-04-11T23:24:48.84406586Z"`. */
function momentOf(time: unknown): number | null {
  if (typeof time === 'string') {
    const read = readIso(time)
    return read ? epochOf(read.stamp) : null
  }
  if (typeof time !== 'object' || time === null) return null
  const { seconds, nanos = 0 } = time as { readonly seconds?: unknown; readonly nanos?: unknown }
  return typeof seconds === 'number' && typeof nanos === 'number' ? seconds * 1000 + nanos / 1e6 : null
}

export const containerdEvents: MessageParser = {
  id: 'containerd-events',
  source: 'containerd',
  reads: [{ message: 'ctr events: /tasks/start, /tasks/oom, /tasks/exit', since: '1.0' }],
  programs: CONTAINERD,
  needles: [' /tasks/start {', ' /tasks/oom {', ' /tasks/exit {'],
  parse(message) {
    const time = readIso(message)
    EVENT.lastIndex = time?.end ?? 0
    const [, namespace, topic] = EVENT.exec(message) ?? []
    const object = topic === undefined ? undefined : readObject(message.slice(EVENT.lastIndex))
    if (!object) return undefined
    const fields = object as Readonly<Record<string, unknown>>
    const { id, pid, exit_status: status = 0, exited_at: exitedAt } = fields
    const printedId = fields['container_id']
    const containerId = readContainerId(typeof printedId === 'string' ? printedId : undefined)
    if (!containerId || typeof status !== 'number') return undefined
    const runtime = runtimeOfNamespace(namespace)
    const own = { runtime, containerId, ...(time && { stamp: time.stamp }) } as const
    const initPid = typeof pid === 'number' ? pid : null
    if (topic === 'oom') return { type: 'runtime.oom', ...own }
    if (topic === 'start') {
      return {
        type: 'runtime.container_started',
        ...own,
        phase: 'started',
        sandboxId: null,
        pod: null,
        name: null,
        pid: initPid,
      }
    }
    return {
      type: 'runtime.exit',
      ...own,
      execId: typeof id === 'string' && id !== containerId ? id : null,
      pid: initPid,
      exitStatus: status,
      exitedAt: momentOf(exitedAt),
      sandbox: null,
      synthetic: false,
    }
  },
  samples: [
    {
      version: '1.7',
      message:
        '2024-12-11 05:54:19.191684944 +0000 UTC moby /tasks/exit {"container_id":"f66234e7b80d027b586b17e5001a197cad5a8a5b0cb1d86ee879143b1fd829ef","id":"f66234e7b80d027b586b17e5001a197cad5a8a5b0cb1d86ee879143b1fd829ef","pid":2442369,"exit_status":137,"exited_at":{"seconds":1733896459,"nanos":191000000}}',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2024-12-11 05:54:19.191684944 +0000'),
        runtime: 'docker',
        containerId: 'f66234e7b80d027b586b17e5001a197cad5a8a5b0cb1d86ee879143b1fd829ef',
        execId: null,
        pid: 2442369,
        exitStatus: 137,
        exitedAt: 1733896459191,
        sandbox: null,
        synthetic: false,
      },
    },
    {
      version: '1.4, of an exec',
      message:
        '2021-03-04 05:54:19.191684944 +0000 UTC k8s.io /tasks/exit {"container_id":"f66234e7b80d027b586b17e5001a197cad5a8a5b0cb1d86ee879143b1fd829ef","id":"3f9c1d2e4b5a","pid":2442369,"exited_at":"2021-03-04T05:54:19.191Z"}',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2021-03-04 05:54:19.191684944 +0000'),
        runtime: 'containerd',
        containerId: 'f66234e7b80d027b586b17e5001a197cad5a8a5b0cb1d86ee879143b1fd829ef',
        execId: '3f9c1d2e4b5a',
        pid: 2442369,
        exitStatus: 0,
        exitedAt: Date.UTC(2021, 2, 4, 5, 54, 19, 191),
        sandbox: null,
        synthetic: false,
      },
    },
    {
      version: '1.7, its time taken for the line’s',
      message:
        'UTC k8s.io /tasks/oom {"container_id":"f66234e7b80d027b586b17e5001a197cad5a8a5b0cb1d86ee879143b1fd829ef"}',
      fact: {
        type: 'runtime.oom',
        runtime: 'containerd',
        containerId: 'f66234e7b80d027b586b17e5001a197cad5a8a5b0cb1d86ee879143b1fd829ef',
      },
    },
    {
      version: '1.7',
      message:
        '2024-12-11 05:54:10.191684944 +0000 UTC k8s.io /tasks/start {"container_id":"f66234e7b80d027b586b17e5001a197cad5a8a5b0cb1d86ee879143b1fd829ef","pid":2442369}',
      fact: {
        type: 'runtime.container_started',
        stamp: logfmtStamp('2024-12-11 05:54:10.191684944 +0000'),
        runtime: 'containerd',
        phase: 'started',
        containerId: 'f66234e7b80d027b586b17e5001a197cad5a8a5b0cb1d86ee879143b1fd829ef',
        sandboxId: null,
        pod: null,
        name: null,
        pid: 2442369,
      },
    },
  ],
  nearMisses: [
    {
      message:
        '2024-12-11 05:54:19.19 +0000 UTC moby /tasks/exit {"container_id":"f66234e7b80d","exit_status":137}',
      because: 'the id is shortened',
    },
    {
      message:
        '2024-12-11 05:54:19.19 +0000 UTC moby /tasks/exit {"container_id":"f66234e7b80d027b586b17e5001a197cad5a8a5b0cb1d86ee879143b1fd829ef","pid":24',
      because: 'it is cut before its code',
    },
    { message: 'see GET /tasks/exit {"id":1}', because: 'another program’s' },
  ],
}
