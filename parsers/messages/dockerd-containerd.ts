// dockerd 1.11 to 17.09: what the containerd 0.2 below it told of a container, as that printed it and as dockerd received
// it. At its default level that is an error alone: of a container that has ended nothing is left to delete.
import type { Fact, FactOf } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { readContainerId } from '../shared/container-id.js'
import { fieldOf, isClosed, logfmtStamp, numberOf } from '../shared/logfmt.js'
import { type Phrase, QUOTED_ID, readPhrase, wording } from '../shared/phrase.js'
import { DOCKERD } from '../shared/programs.js'

/** The process that a container was started for; any other is an exec's. */
const INIT = 'init'
/** What containerd reports where it could not learn the status: of a process that ended so nothing tells the two apart. */
const UNKNOWN_STATUS = 255

const EVENT = String.raw`libcontainerd: received containerd event: &types\.Event\{Type:\\*"`

/** runc's words, behind however many quotes. */
const GONE = /\bcontainer ([0-9a-f]{64}) does not exist/

const PHRASES: readonly Phrase[] = [
  {
    wording: wording`containerd: deleting container$`,
    means(record) {
      const containerId = GONE.exec(record.text)?.[1]
      return containerId === undefined
        ? undefined
        : { ...exit(containerId, INIT, null, null), aftermath: true }
    },
  },
  {
    wording: wording`containerd: process exited$`,
    means(record) {
      const containerId = isClosed(record, 'id') ? readContainerId(fieldOf(record, 'id')) : null
      const processId = isClosed(record, 'pid') ? fieldOf(record, 'pid') : undefined
      if (containerId === null || processId === undefined) return undefined
      return exit(containerId, processId, numberOf(record, 'status'), numberOf(record, 'systemPid'))
    },
  },
  {
    wording: wording`${EVENT}exit\\*", Id:${QUOTED_ID}, Status:(0x[0-9a-f]{1,8}), Pid:\\*"([\w.-]{1,128})\\*", `,
    means: (_record, id, status, processId) => exit(id, processId, Number(status), null),
  },
  {
    wording: wording`${EVENT}oom\\*", Id:${QUOTED_ID}, `,
    means: (_record, containerId): Fact => ({ type: 'runtime.oom', runtime: 'docker', containerId }),
  },
  {
    wording: wording`${EVENT}start-container\\*", Id:${QUOTED_ID}, `,
    means: (_record, containerId): Fact => ({
      type: 'runtime.container_started',
      runtime: 'docker',
      phase: 'started',
      containerId,
      sandboxId: null,
      pod: null,
      name: null,
      pid: null,
    }),
  },
]

function exit(
  containerId: string,
  processId: string,
  status: number | null,
  pid: number | null,
): FactOf['runtime.exit'] {
  return {
    type: 'runtime.exit',
    runtime: 'docker',
    containerId,
    execId: processId === INIT ? null : processId,
    pid,
    exitStatus: status === UNKNOWN_STATUS ? null : status,
    exitedAt: null,
    sandbox: null,
    synthetic: false,
  }
}

export const dockerdContainerd: MessageParser = {
  id: 'dockerd-containerd',
  source: 'dockerd',
  reads: [
    { message: 'containerd: deleting container', since: '1.11' },
    { message: 'containerd: process exited (debug)', since: '1.11' },
    { message: 'received containerd event, Type:"start-container", "oom", "exit" (debug)', since: '1.11' },
  ],
  programs: DOCKERD,
  needles: ['containerd: deleting container', 'containerd: process exited', 'received containerd event'],
  parse: (message) => readPhrase(message, PHRASES),
  samples: [
    {
      version: '1.12',
      message:
        'time="2017-08-25T18:21:35.949063698+08:00" level=error msg="containerd: deleting container" error="exit status 1: \\"container 7119f8f5b0c2d4e6a8091b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60 does not exist\\\\none or more of the container deletions failed\\\\n\\""',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2017-08-25T18:21:35.949063698+08:00'),
        runtime: 'docker',
        containerId: '7119f8f5b0c2d4e6a8091b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60',
        execId: null,
        pid: null,
        exitStatus: null,
        exitedAt: null,
        sandbox: null,
        synthetic: false,
        aftermath: true,
      },
    },
    {
      version: '17.05',
      message:
        'time="2017-06-21T09:14:55.318204771Z" level=debug msg="containerd: process exited" id=7119f8f5b0c2d4e6a8091b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60 pid=init status=137 systemPid=13541 ',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2017-06-21T09:14:55.318204771Z'),
        runtime: 'docker',
        containerId: '7119f8f5b0c2d4e6a8091b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60',
        execId: null,
        pid: 13541,
        exitStatus: 137,
        exitedAt: null,
        sandbox: null,
        synthetic: false,
      },
    },
    {
      version: '17.05, an exec, at a terminal',
      message:
        'DEBU[1349] containerd: process exited                    id=7119f8f5b0c2d4e6a8091b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60 pid=8cc2707b9d0e1f2a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2 status=1 systemPid=21171',
      fact: {
        type: 'runtime.exit',
        runtime: 'docker',
        containerId: '7119f8f5b0c2d4e6a8091b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60',
        execId: '8cc2707b9d0e1f2a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2',
        pid: null,
        exitStatus: 1,
        exitedAt: null,
        sandbox: null,
        synthetic: false,
      },
    },
    {
      version: '17.05',
      message:
        'time="2017-06-21T09:14:55.321907114Z" level=debug msg="libcontainerd: received containerd event: &types.Event{Type:\\"exit\\", Id:\\"7119f8f5b0c2d4e6a8091b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60\\", Status:0x89, Pid:\\"init\\", Timestamp:(*timestamp.Timestamp)(0xc420f49a60)}"',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2017-06-21T09:14:55.321907114Z'),
        runtime: 'docker',
        containerId: '7119f8f5b0c2d4e6a8091b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60',
        execId: null,
        pid: null,
        exitStatus: 137,
        exitedAt: null,
        sandbox: null,
        synthetic: false,
      },
    },
    {
      version: '17.05, a status that may stand for none',
      message:
        'time="2017-06-21T09:14:55.321907114Z" level=debug msg="libcontainerd: received containerd event: &types.Event{Type:\\"exit\\", Id:\\"7119f8f5b0c2d4e6a8091b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60\\", Status:0xff, Pid:\\"init\\", Timestamp:(*timestamp.Timestamp)(0xc420f49a60)}"',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2017-06-21T09:14:55.321907114Z'),
        runtime: 'docker',
        containerId: '7119f8f5b0c2d4e6a8091b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60',
        execId: null,
        pid: null,
        exitStatus: null,
        exitedAt: null,
        sandbox: null,
        synthetic: false,
      },
    },
    {
      version: '17.05',
      message:
        'time="2017-06-21T09:14:55.301907114Z" level=debug msg="libcontainerd: received containerd event: &types.Event{Type:\\"oom\\", Id:\\"7119f8f5b0c2d4e6a8091b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60\\", Status:0x0, Pid:\\"\\", Timestamp:(*timestamp.Timestamp)(0xc420f49a60)}"',
      fact: {
        type: 'runtime.oom',
        stamp: logfmtStamp('2017-06-21T09:14:55.301907114Z'),
        runtime: 'docker',
        containerId: '7119f8f5b0c2d4e6a8091b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60',
      },
    },
    {
      version: '17.05',
      message:
        'time="2017-06-21T09:10:12.301907114Z" level=debug msg="libcontainerd: received containerd event: &types.Event{Type:\\"start-container\\", Id:\\"7119f8f5b0c2d4e6a8091b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60\\", Status:0x0, Pid:\\"\\", Timestamp:(*timestamp.Timestamp)(0xc420f49a60)}"',
      fact: {
        type: 'runtime.container_started',
        stamp: logfmtStamp('2017-06-21T09:10:12.301907114Z'),
        runtime: 'docker',
        phase: 'started',
        containerId: '7119f8f5b0c2d4e6a8091b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60',
        sandboxId: null,
        pod: null,
        name: null,
        pid: null,
      },
    },
  ],
  nearMisses: [
    {
      message:
        'time="2016-02-11T09:14:55.318204771Z" level=debug msg="containerd: process exited" pid=1234 status=0',
      because: 'names no container',
    },
    {
      message:
        'time="2017-06-21T09:14:55.301907114Z" level=debug msg="libcontainerd: received containerd event: &types.Event{Type:\\"start-process\\", Id:\\"7119f8f5b0c2d4e6a8091b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60\\", Status:0x0, Pid:\\"8cc2707b9d0e1f2a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2\\", Timestamp:(*timestamp.Timestamp)(0xc420f49a60)}"',
      because: 'the start of an exec',
    },
  ],
}
