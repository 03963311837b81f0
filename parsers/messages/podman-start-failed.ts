// podman: a container that could not be started, as the error that the program ends with. It stands in the journal where
// a unit runs it. The OCI runtime's own error is told by its first words; the id is in quotes since 2.0.
import type { MessageParser } from '../../src/model/parser.js'
import { PODMAN } from '../shared/programs.js'

const FAILED =
  /^Error: (?:OCI runtime error: )?unable to start container (?:"([0-9a-f]{64})"|([0-9a-f]{64})): /

/** It was not for starting: it runs already, is paused or is being removed. */
const OTHER_STATE = 'container state improper'

export const podmanStartFailed: MessageParser = {
  id: 'podman-start-failed',
  source: 'podman',
  reads: [{ message: 'Error: unable to start container', since: '1.0' }],
  programs: PODMAN,
  needles: ['rror: unable to start container'],
  parse(message) {
    const [front, quoted, bare] = FAILED.exec(message) ?? []
    const containerId = quoted ?? bare
    if (front === undefined || containerId === undefined) return undefined
    const error = message.slice(front.length).trimEnd()
    if (error.endsWith(OTHER_STATE)) return undefined
    return {
      type: 'runtime.start_failed',
      runtime: 'podman',
      containerId,
      sandboxId: null,
      name: null,
      attempt: null,
      error,
    }
  },
  samples: [
    {
      version: '4.9',
      message:
        'Error: unable to start container "c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e": cannot listen on the TCP port: listen tcp4 :5432: bind: address already in use',
      fact: {
        type: 'runtime.start_failed',
        runtime: 'podman',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        sandboxId: null,
        name: null,
        attempt: null,
        error: 'cannot listen on the TCP port: listen tcp4 :5432: bind: address already in use',
      },
    },
    {
      version: '4.4',
      message:
        'Error: OCI runtime error: unable to start container "c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e": crun: controller `cpu` is not available under /sys/fs/cgroup/user.slice/user-1000.slice',
      fact: {
        type: 'runtime.start_failed',
        runtime: 'podman',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        sandboxId: null,
        name: null,
        attempt: null,
        error: 'crun: controller `cpu` is not available under /sys/fs/cgroup/user.slice/user-1000.slice',
      },
    },
    {
      version: '1.8',
      message:
        'Error: unable to start container c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e: `/usr/bin/crun start c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e` failed: exit status 1',
      fact: {
        type: 'runtime.start_failed',
        runtime: 'podman',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        sandboxId: null,
        name: null,
        attempt: null,
        error:
          '`/usr/bin/crun start c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e` failed: exit status 1',
      },
    },
  ],
  nearMisses: [
    {
      message:
        'Error: unable to start container "c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e": container c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e must be in Created or Stopped state to be started: container state improper',
      because: 'it may be running',
    },
    {
      message: 'Error: unable to start container "18d6efe37ffb...": cannot listen on the TCP port',
      because: 'its id is shortened',
    },
    {
      message:
        'docker: Error response from daemon: OCI runtime create failed: runc create failed: unable to start container process: exec: "serve": executable file not found in $PATH',
      because: 'docker names no container there',
    },
  ],
}
