// dockerd: a container that could not be started. The API's error since 1.12 (only errors of the server's own, 500 and
// above), the embedded containerd's own to 17.04, and what a restarting daemon could not bring back.
import type { FactOf } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { readContainerId } from '../shared/container-id.js'
import { fieldOf, logfmtStamp } from '../shared/logfmt.js'
import { behindColon, ID, type Phrase, readPhrase, wording } from '../shared/phrase.js'
import { DOCKERD } from '../shared/programs.js'

/** Swarm mode names a task of its own, and no container. */
const NOT_STARTED = 'starting container failed: '
/** The folder of a container's task, which errors of its start name. */
const BUNDLE = /\/io\.containerd\.runtime\.v\d\.[a-z]{4,5}\/moby\/([0-9a-f]{64})\//

const idOfBundle = (error: string): string | null => BUNDLE.exec(error)?.[1] ?? null

const PHRASES: readonly Phrase[] = [
  {
    wording: wording`Handler for POST (?:/v[\d.]{1,8})?/containers/(?:([0-9a-f]{64}|[0-9a-f]{12})|[\w.-]{1,253})/start returned error: `,
    means: (record, id) => failed(id || idOfBundle(behindColon(record)), behindColon(record)),
  },
  {
    wording: wording`fatal task error$`,
    means(record) {
      const error = fieldOf(record, 'error')
      if (!error?.startsWith(NOT_STARTED)) return undefined
      return failed(idOfBundle(error), error.slice(NOT_STARTED.length))
    },
  },
  {
    wording: wording`Failed to start container ${ID}: `,
    means: (record, id) => failed(id, behindColon(record)),
  },
  {
    wording: wording`failed to start container$`,
    means: (record) => failed(readContainerId(fieldOf(record, 'container')), fieldOf(record, 'error')),
  },
  {
    wording: wording`containerd: start container$`,
    means: (record) => failed(readContainerId(fieldOf(record, 'id')), fieldOf(record, 'error')),
  },
]

function failed(
  containerId: string | null,
  error: string | undefined,
): FactOf['runtime.start_failed'] | undefined {
  if (containerId === null) return undefined
  return {
    type: 'runtime.start_failed',
    runtime: 'docker',
    containerId,
    sandboxId: null,
    name: null,
    attempt: null,
    error: error?.trimEnd() ?? null,
  }
}

export const dockerdStartFailed: MessageParser = {
  id: 'dockerd-start-failed',
  source: 'dockerd',
  reads: [
    { message: 'Handler for POST /containers/…/start returned error', since: '1.12' },
    { message: 'containerd: start container', since: '1.12' },
    { message: 'Failed to start container', since: '17.09' },
    { message: 'fatal task error: starting container failed, of swarm mode', since: '17.11' },
  ],
  programs: DOCKERD,
  needles: [
    'Handler for POST',
    'ailed to start container',
    'containerd: start container',
    'fatal task error',
  ],
  parse: (message) => readPhrase(message, PHRASES),
  samples: [
    {
      version: '19.03',
      message:
        'time="2019-11-21T13:07:12.089005034+08:00" level=error msg="fatal task error" error="starting container failed: OCI runtime create failed: unable to retrieve OCI runtime error (open /run/containerd/io.containerd.runtime.v1.linux/moby/c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e/log.json: no such file or directory): nvidia-container-runtime did not terminate sucessfully: unknown" module=node/agent/taskmanager node.id=ri8z1k2m3n4p5q6r7s8t9u0v1 service.id=k1l2m3n4o5p6q7r8s9t0u1v2w task.id=zyx1wvu2tsr3qpo4nml5kji6h',
      fact: {
        type: 'runtime.start_failed',
        stamp: logfmtStamp('2019-11-21T13:07:12.089005034+08:00'),
        runtime: 'docker',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        sandboxId: null,
        name: null,
        attempt: null,
        error:
          'OCI runtime create failed: unable to retrieve OCI runtime error (open /run/containerd/io.containerd.runtime.v1.linux/moby/c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e/log.json: no such file or directory): nvidia-container-runtime did not terminate sucessfully: unknown',
      },
    },
    {
      version: '20.10',
      message:
        'time="2023-01-05T10:00:00.123456789Z" level=error msg="Handler for POST /v1.41/containers/web/start returned error: failed to create shim: OCI runtime create failed: unable to retrieve OCI runtime error (open /run/containerd/io.containerd.runtime.v2.task/moby/c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e/log.json: no such file or directory): runc did not terminate successfully: exit status 127: unknown"',
      fact: {
        type: 'runtime.start_failed',
        stamp: logfmtStamp('2023-01-05T10:00:00.123456789Z'),
        runtime: 'docker',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        sandboxId: null,
        name: null,
        attempt: null,
        error:
          'failed to create shim: OCI runtime create failed: unable to retrieve OCI runtime error (open /run/containerd/io.containerd.runtime.v2.task/moby/c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e/log.json: no such file or directory): runc did not terminate successfully: exit status 127: unknown',
      },
    },
    {
      version: '19.03',
      message:
        'time="2019-10-12T06:27:39.463645531Z" level=error msg="Handler for POST /v1.40/containers/c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e/start returned error: OCI runtime create failed: exec: \\"/x\\": no such file or directory: unknown"',
      fact: {
        type: 'runtime.start_failed',
        stamp: logfmtStamp('2019-10-12T06:27:39.463645531Z'),
        runtime: 'docker',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        sandboxId: null,
        name: null,
        attempt: null,
        error: 'OCI runtime create failed: exec: "/x": no such file or directory: unknown',
      },
    },
    {
      version: '1.13',
      message:
        'time="2019-01-23T14:15:31.288446233+08:00" level=error msg="containerd: start container" error="oci runtime error: container_linux.go:247: starting container process caused \\"process_linux.go:245: running exec setns process for init caused \\\\\\"exit status 6\\\\\\"\\"\\n" id=c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
      fact: {
        type: 'runtime.start_failed',
        stamp: logfmtStamp('2019-01-23T14:15:31.288446233+08:00'),
        runtime: 'docker',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        sandboxId: null,
        name: null,
        attempt: null,
        error:
          'oci runtime error: container_linux.go:247: starting container process caused "process_linux.go:245: running exec setns process for init caused \\"exit status 6\\""',
      },
    },
    {
      version: '17.09',
      message:
        'time="2017-11-03T18:13:21.566523889Z" level=error msg="Failed to start container c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e: mkdir /var/run/docker/libcontainerd: file exists"',
      fact: {
        type: 'runtime.start_failed',
        stamp: logfmtStamp('2017-11-03T18:13:21.566523889Z'),
        runtime: 'docker',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        sandboxId: null,
        name: null,
        attempt: null,
        error: 'mkdir /var/run/docker/libcontainerd: file exists',
      },
    },
    {
      version: '24.0',
      message:
        'time="2024-08-28T03:55:05.670040297Z" level=error msg="failed to start container" container=c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e error="driver failed programming external connectivity"',
      fact: {
        type: 'runtime.start_failed',
        stamp: logfmtStamp('2024-08-28T03:55:05.670040297Z'),
        runtime: 'docker',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        sandboxId: null,
        name: null,
        attempt: null,
        error: 'driver failed programming external connectivity',
      },
    },
  ],
  nearMisses: [
    {
      message:
        'time="2019-01-23T14:15:31.317965799+08:00" level=error msg="Create container failed with error: invalid header field value"',
      because: 'names no container',
    },
    {
      message:
        'time="2020-05-01T10:00:00.1Z" level=error msg="Handler for POST /v1.40/containers/web/start returned error: port is already allocated"',
      because: 'a name, no id',
    },
    {
      message:
        'time="2020-05-01T10:00:00.1Z" level=error msg="fatal task error" error="starting container failed: Address already in use" module=node/agent/taskmanager task.id=zyx1wvu2tsr3qpo4nml5kji6h',
      because: 'names a task, no container',
    },
    {
      message:
        'time="2020-05-01T10:00:00.1Z" level=error msg="Handler for POST /v1.40/containers/c41d8b7f0a92/restart returned error: context canceled"',
      because: 'a restart: it may be the stop that failed',
    },
  ],
}
