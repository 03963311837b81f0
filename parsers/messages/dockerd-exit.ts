// dockerd: a container ended. To 17.10 it says so at info only of one that was stopped; then it has the event that
// containerd deleted a task, with the container's id since 20.10 (containerd 1.3 sends one for an exec's end, too); code
// and time come with `ShouldRestart failed` (since 23.0; at debug since 25.0 `Restarting container`, at info since 29.3
// `restarting container`) and, in some vendors' builds of 17.x, with the exit event itself.
import type { Fact, FactOf } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { readChoppedId } from '../shared/container-id.js'
import { fieldOf, isClosed, type LogfmtRecord, logfmtStamp, numberOf } from '../shared/logfmt.js'
import { ID, type Phrase, readPhrase, wording } from '../shared/phrase.js'
import { DOCKERD } from '../shared/programs.js'
import { epochOf, readIso } from '../shared/time.js'

type Exit = FactOf['runtime.exit']

/** To 29.2 Go's `{137 2024-08-28 03:55:05.646891847 +0000 UTC}`; older builds print a flag between the two. */
const STATUS = /^\{(\d{1,3}) (?:(?:true|false) )?/

/** To 19.03 the line ends with the type, and whose task it was is not said. */
const unnamed = (): Fact => ({ type: 'runtime.exit_unnamed', runtime: 'docker' })

/** A pager may have chopped it off. */
const isDelete = (topic: string): boolean => '/tasks/delete'.startsWith(topic.replace(/(?:>|…|\.{3})$/, ''))

const PHRASES: readonly Phrase[] = [
  {
    wording: wording`(?:ignoring event|received task-delete event from containerd)$`,
    means(record) {
      const topic = fieldOf(record, 'topic')
      if (topic !== undefined && !isDelete(topic)) return undefined
      if (fieldOf(record, 'container') !== undefined) return exitOf(record, 'container')
      return fieldOf(record, 'type') === '*events.TaskDelete' ? unnamed() : undefined
    },
  },
  {
    wording: wording`event$`,
    means(record) {
      const ended = fieldOf(record, 'topic') === '/tasks/exit' ? exitOf(record, 'containerID') : undefined
      const processId = fieldOf(record, 'ProcessID')
      if (!ended || processId === undefined) return undefined
      return {
        ...ended,
        execId: processId === ended.containerId ? null : processId,
        pid: numberOf(record, 'Pid') || null,
        exitStatus: numberOf(record, 'ExitStatus'),
        exitedAt: epochOf(readIso(fieldOf(record, 'ExitedAt') ?? '')?.stamp),
      }
    },
  },
  {
    wording: wording`ShouldRestart failed, container will not be restarted$`,
    means(record) {
      const manual = fieldOf(record, 'hasBeenManuallyStopped')
      return withStatus(record, {
        ...((manual === 'true' || manual === 'false') && { manuallyStopped: manual === 'true' }),
        ...(fieldOf(record, 'daemonShuttingDown') === 'true' && { daemonStopping: true }),
      })
    },
  },
  { wording: wording`[Rr]estarting container$`, means: (record) => withStatus(record, {}) },
  {
    // Its restart manager was told that a stop or a kill had been asked for; now it has ended.
    wording: wording`(?:libcontainerd: )?container ${ID} restart canceled$`,
    means: (_record, id) => ({ ...exit(id), manuallyStopped: true }),
  },
]

function exitOf(record: LogfmtRecord, key: string): Exit | undefined {
  const containerId = readChoppedId(fieldOf(record, key), isClosed(record, key))
  return containerId === null ? undefined : exit(containerId)
}

function exit(containerId: string): Exit {
  return {
    type: 'runtime.exit',
    runtime: 'docker',
    containerId,
    execId: null,
    pid: null,
    exitStatus: null,
    exitedAt: null,
    sandbox: null,
    synthetic: false,
  }
}

function withStatus(
  record: LogfmtRecord,
  more: Pick<Exit, 'manuallyStopped' | 'daemonStopping'>,
): Fact | undefined {
  const ended = exitOf(record, 'container')
  const status = statusOf(record)
  return ended && status && { ...ended, ...more, ...status }
}

function statusOf(record: LogfmtRecord): Pick<Exit, 'exitStatus' | 'exitedAt'> | undefined {
  const exitStatus = numberOf(record, 'exitCode')
  if (exitStatus !== null) {
    return { exitStatus, exitedAt: epochOf(readIso(fieldOf(record, 'exitedAt') ?? '')?.stamp) }
  }
  const status = fieldOf(record, 'exitStatus') ?? ''
  const code = STATUS.exec(status)
  return code
    ? {
        exitStatus: Number(code[1]),
        exitedAt: status.endsWith('}') ? epochOf(readIso(status, code[0].length)?.stamp) : null,
      }
    : undefined
}

export const dockerdExit: MessageParser = {
  id: 'dockerd-exit',
  source: 'dockerd',
  reads: [
    { message: 'container … restart canceled', since: '1.11' },
    { message: 'event, topic=/tasks/exit with ExitStatus', since: '17 (some vendors)' },
    { message: 'ignoring event, type=*events.TaskDelete', since: '17.11' },
    { message: 'ignoring event, type=*events.TaskDelete with container', since: '20.10' },
    { message: 'ShouldRestart failed, container will not be restarted', since: '23.0' },
    { message: 'Restarting container', since: '25.0' },
    { message: 'received task-delete event from containerd', since: '29.3' },
    { message: 'restarting container', since: '29.3' },
  ],
  programs: DOCKERD,
  needles: [
    'ignoring event',
    'topic=/tasks/exit',
    'ShouldRestart failed',
    'Restarting container',
    'restart canceled',
    'received task-delete event',
    'restarting container',
  ],
  parse: (message) => readPhrase(message, PHRASES),
  samples: [
    {
      version: '1.12',
      message:
        'time="2016-09-15T02:12:48.857240195Z" level=warning msg="libcontainerd: container 9d695fe7e03d047d55df49eb7d61292d31763a116888c313df2586d719a95560 restart canceled"',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2016-09-15T02:12:48.857240195Z'),
        runtime: 'docker',
        containerId: '9d695fe7e03d047d55df49eb7d61292d31763a116888c313df2586d719a95560',
        execId: null,
        pid: null,
        exitStatus: null,
        exitedAt: null,
        sandbox: null,
        synthetic: false,
        manuallyStopped: true,
      },
    },
    {
      version: '20.10, in a pager',
      message:
        'time="2025-10-18T14:24:50.740593836+03:00" level=info msg="ignoring event" container=dae50ac41f5b9>',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2025-10-18T14:24:50.740593836+03:00'),
        runtime: 'docker',
        containerId: 'dae50ac41f5b9',
        execId: null,
        pid: null,
        exitStatus: null,
        exitedAt: null,
        sandbox: null,
        synthetic: false,
      },
    },
    {
      version: '28.5.2',
      message:
        'time="2026-11-23T02:49:50.938642920Z" level=info msg="ignoring event" container=b550bf3a84f2957311a47ce090f0649c0a64c96b6013e453b74af6f8162e86e2 module=libcontainerd namespace=moby topic=/tasks/delete type="*events.TaskDelete"',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2026-11-23T02:49:50.938642920Z'),
        runtime: 'docker',
        containerId: 'b550bf3a84f2957311a47ce090f0649c0a64c96b6013e453b74af6f8162e86e2',
        execId: null,
        pid: null,
        exitStatus: null,
        exitedAt: null,
        sandbox: null,
        synthetic: false,
      },
    },
    {
      version: '24.0',
      message:
        'time="2024-08-28T03:55:05.670040297Z" level=warning msg="ShouldRestart failed, container will not be restarted" container=c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e daemonShuttingDown=false error="restart canceled" execDuration=4m5.4029529s exitStatus="{137 2024-08-28 03:55:05.646891847 +0000 UTC}" hasBeenManuallyStopped=true restartCount=0',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2024-08-28T03:55:05.670040297Z'),
        runtime: 'docker',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        execId: null,
        pid: null,
        exitStatus: 137,
        exitedAt: Date.UTC(2024, 7, 28, 3, 55, 5) + 646.891847,
        sandbox: null,
        synthetic: false,
        manuallyStopped: true,
      },
    },
    {
      version: '28.5, in a pager',
      message:
        'time="2026-01-04T04:29:21.333484443+09:00" level=info msg="ignoring event" container=c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e module=libcontainerd namespace=moby topic=/ta>',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2026-01-04T04:29:21.333484443+09:00'),
        runtime: 'docker',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        execId: null,
        pid: null,
        exitStatus: null,
        exitedAt: null,
        sandbox: null,
        synthetic: false,
      },
    },
    {
      version: '29.0, at a terminal, the id shortened by a person',
      message:
        'INFO[2026-02-21T20:04:43.074Z] ignoring event  container=c41d8b7f0a92 module=libcontainerd namespace=moby topic=/tasks/delete type="*events.TaskDelete"',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2026-02-21T20:04:43.074Z'),
        runtime: 'docker',
        containerId: 'c41d8b7f0a92',
        execId: null,
        pid: null,
        exitStatus: null,
        exitedAt: null,
        sandbox: null,
        synthetic: false,
      },
    },
    {
      version: '26.1, as dockerd shuts down',
      message:
        'time="2026-06-20T11:05:46.706597694+05:30" level=warning msg="ShouldRestart failed, container will not be restarted" container=c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e daemonShuttingDown=true error="restart canceled" execDuration=39.8s exitStatus="{2 2026-06-20 05:35:46.5 +0000 UTC}" hasBeenManuallyStopped=false restartCount=0',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2026-06-20T11:05:46.706597694+05:30'),
        runtime: 'docker',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        execId: null,
        pid: null,
        exitStatus: 2,
        exitedAt: Date.UTC(2026, 5, 20, 5, 35, 46, 500),
        sandbox: null,
        synthetic: false,
        manuallyStopped: false,
        daemonStopping: true,
      },
    },
    {
      version: '26.1',
      message:
        'time="2024-08-28T03:55:05.670040297Z" level=debug msg="Restarting container" container=c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e exitStatus="{1 2024-08-28 03:55:05.646891847 +0000 UTC}" manualRestart=false restartCount=3',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2024-08-28T03:55:05.670040297Z'),
        runtime: 'docker',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        execId: null,
        pid: null,
        exitStatus: 1,
        exitedAt: Date.UTC(2024, 7, 28, 3, 55, 5) + 646.891847,
        sandbox: null,
        synthetic: false,
      },
    },
    {
      version: '29.6',
      message:
        'time="2026-07-02T19:39:50.519680094Z" level=info msg="received task-delete event from containerd" container=c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e module=libcontainerd namespace=moby topic=/tasks/delete type="*events.TaskDelete"',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2026-07-02T19:39:50.519680094Z'),
        runtime: 'docker',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        execId: null,
        pid: null,
        exitStatus: null,
        exitedAt: null,
        sandbox: null,
        synthetic: false,
      },
    },
    {
      version: '29.6',
      message:
        'time="2026-07-02T19:39:50.541206317Z" level=info msg="restarting container" container=c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e exitCode=137 exitedAt="2026-07-02 19:39:50.507214118 +0000 UTC" manualRestart=false restartCount=1 restartPolicy="{unless-stopped 0}"',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2026-07-02T19:39:50.541206317Z'),
        runtime: 'docker',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        execId: null,
        pid: null,
        exitStatus: 137,
        exitedAt: Date.UTC(2026, 6, 2, 19, 39, 50) + 507.214118,
        sandbox: null,
        synthetic: false,
      },
    },
    {
      version: '17, a vendor’s',
      message:
        'time="2018-05-28T01:47:12.642103106-04:00" level=info msg=event ExitStatus=0 ExitedAt="2018-05-28 05:47:12.611803106 +0000 UTC" Pid=20401 ProcessID=c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e containerID=c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e module=libcontainerd namespace=moby topic=/tasks/exit',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2018-05-28T01:47:12.642103106-04:00'),
        runtime: 'docker',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        execId: null,
        pid: 20401,
        exitStatus: 0,
        exitedAt: Date.UTC(2018, 4, 28, 5, 47, 12) + 611.803106,
        sandbox: null,
        synthetic: false,
      },
    },
    {
      version: '18.09',
      message:
        'time="2018-12-27T21:38:06.452409767+01:00" level=info msg="ignoring event" module=libcontainerd namespace=moby topic=/tasks/delete type="*events.TaskDelete"',
      fact: {
        type: 'runtime.exit_unnamed',
        stamp: logfmtStamp('2018-12-27T21:38:06.452409767+01:00'),
        runtime: 'docker',
      },
    },
    {
      version: '20.10, a snap',
      program: 'docker.dockerd',
      message:
        'time="2022-05-11T06:12:37.204813557Z" level=info msg="ignoring event" container=7be1f6a0d3c2958471e0b9a8f7d6c5e4b3a291807f6e5d4c3b2a1908f7e6d5c4 module=libcontainerd namespace=moby topic=/tasks/delete type="*events.TaskDelete"',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2022-05-11T06:12:37.204813557Z'),
        runtime: 'docker',
        containerId: '7be1f6a0d3c2958471e0b9a8f7d6c5e4b3a291807f6e5d4c3b2a1908f7e6d5c4',
        execId: null,
        pid: null,
        exitStatus: null,
        exitedAt: null,
        sandbox: null,
        synthetic: false,
      },
    },
    {
      version: '23.0, rootless',
      program: 'dockerd-rootless.sh',
      message:
        'time="2023-06-02T11:48:09.118204551Z" level=info msg="ignoring event" container=1d0c9b8a7f6e5d4c3b2a19080f7e6d5c4b3a29187f6e5d4c3b2a190817e6f5d4 module=libcontainerd namespace=moby topic=/tasks/delete type="*events.TaskDelete"',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2023-06-02T11:48:09.118204551Z'),
        runtime: 'docker',
        containerId: '1d0c9b8a7f6e5d4c3b2a19080f7e6d5c4b3a29187f6e5d4c3b2a190817e6f5d4',
        execId: null,
        pid: null,
        exitStatus: null,
        exitedAt: null,
        sandbox: null,
        synthetic: false,
      },
    },
  ],
  nearMisses: [
    {
      message:
        'time="2020-07-01T00:45:31.465146705+08:00" level=error msg="029ce88eb5e7ed97a7a52134c5ca26748e104d90cc3ba5434d2ef501b4d74b85 cleanup: failed to delete container from containerd: no such container"',
      because: 'it may never have been started',
    },
    {
      message:
        'time="2020-01-30T23:28:15.212677538Z" level=warning msg="669347180a9aefac468e71cb845b439b1b7fc1fb13c0a975a59bed56a38f528a cleanup: failed to unmount IPC: umount /var/lib/docker/containers/669347180a9aefac468e71cb845b439b1b7fc1fb13c0a975a59bed56a38f528a/mounts/shm, flags: 0x2: no such file or directory"',
      because: 'so is what is left of a start that failed',
    },
    {
      message:
        'time="2025-10-18T14:24:50.740593836+03:00" level=info msg="ignoring event" container=dae50ac>',
      because: 'a pager leaves too few digits of the id',
    },
    {
      message:
        'time="2020-11-08T19:48:38.281850454-03:00" level=debug msg=event module=libcontainerd namespace=moby topic=/tasks/exit',
      because: 'names no container',
    },
  ],
}
