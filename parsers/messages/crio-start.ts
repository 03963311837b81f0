// CRI-O: a container is started. Since 1.22 the line holds the init's pid on the host, the sandbox and the names.
import type { MessageParser } from '../../src/model/parser.js'
import { readContainerId } from '../shared/container-id.js'
import { fieldOf, isClosed, logfmtStamp, numberOf } from '../shared/logfmt.js'
import { ID, type Phrase, readPhrase, wording } from '../shared/phrase.js'
import { CRIO } from '../shared/programs.js'

const DESCRIPTION = /^([^\s/]{1,253})\/([^\s/]{1,253})\/([^\s/]{1,253})$/

/** `prod/web-0/app`; crictl's own containers are described by `//`. */
function named(description: string | undefined) {
  const [, namespace, pod, name] = DESCRIPTION.exec(description ?? '') ?? []
  if (namespace === undefined || pod === undefined || name === undefined) return { pod: null, name: null }
  return { pod: { namespace, name: pod, uid: null }, name }
}

const PHRASES: readonly Phrase[] = [
  {
    wording: wording`Starting container: ${ID}$`,
    means: (_record, containerId) => ({
      type: 'runtime.container_started',
      runtime: 'cri-o',
      phase: 'requested',
      containerId,
      sandboxId: null,
      pod: null,
      name: null,
      pid: null,
    }),
  },
  {
    wording: wording`Started container$`,
    means(record) {
      const containerId = readContainerId(fieldOf(record, 'containerID'))
      if (containerId === null) return undefined
      return {
        type: 'runtime.container_started',
        runtime: 'cri-o',
        phase: 'started',
        containerId,
        sandboxId: readContainerId(fieldOf(record, 'sandboxID')),
        ...named(isClosed(record, 'description') ? fieldOf(record, 'description') : undefined),
        pid: numberOf(record, 'PID') || null,
      }
    },
  },
  {
    wording: wording`Started container ${ID}: (\S{1,800})$`,
    means: (_record, containerId, description) => ({
      type: 'runtime.container_started',
      runtime: 'cri-o',
      phase: 'started',
      containerId,
      sandboxId: null,
      ...named(description),
      pid: null,
    }),
  },
]

export const crioStart: MessageParser = {
  id: 'crio-start',
  source: 'cri-o',
  reads: [
    { message: 'Starting container', since: '1.20' },
    { message: 'Started container …: namespace/pod/container', since: '1.20' },
    { message: 'Started container, with PID', since: '1.22' },
  ],
  programs: CRIO,
  needles: ['Starting container', 'Started container'],
  parse: (message) => readPhrase(message, PHRASES),
  samples: [
    {
      version: '1.30',
      message:
        'time="2024-10-12T19:34:44.299261478Z" level=info msg="Starting container: c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e" id=7c6a2b1d-0f4e-4a53-9d0b-2e8f1c3a5b7d name=/runtime.v1.RuntimeService/StartContainer',
      fact: {
        type: 'runtime.container_started',
        stamp: logfmtStamp('2024-10-12T19:34:44.299261478Z'),
        runtime: 'cri-o',
        phase: 'requested',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        sandboxId: null,
        pod: null,
        name: null,
        pid: null,
      },
    },
    {
      version: '1.30',
      message:
        'time="2024-10-12T19:34:44.399261478Z" level=info msg="Started container" PID=133675 containerID=c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e description=prod/web-0/app id=7c6a2b1d-0f4e-4a53-9d0b-2e8f1c3a5b7d name=/runtime.v1.RuntimeService/StartContainer sandboxID=5a9d2e1c7b3f4860a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718',
      fact: {
        type: 'runtime.container_started',
        stamp: logfmtStamp('2024-10-12T19:34:44.399261478Z'),
        runtime: 'cri-o',
        phase: 'started',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        sandboxId: '5a9d2e1c7b3f4860a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718',
        pod: { namespace: 'prod', name: 'web-0', uid: null },
        name: 'app',
        pid: 133675,
      },
    },
    {
      version: '1.22, at a terminal',
      message:
        'INFO[2021-07-28 09:33:46.768702002+02:00] Started container    PID=261797 containerID=c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e description=// id=f009591f-fbb6-4245-b521-ce0022221ba8 name=/runtime.v1alpha2.RuntimeService/StartContainer sandboxID=5a9d2e1c7b3f4860a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718',
      fact: {
        type: 'runtime.container_started',
        stamp: logfmtStamp('2021-07-28 09:33:46.768702002+02:00'),
        runtime: 'cri-o',
        phase: 'started',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        sandboxId: '5a9d2e1c7b3f4860a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718',
        pod: null,
        name: null,
        pid: 261797,
      },
    },
    {
      version: '1.20',
      message:
        'time="2021-03-04 09:17:07.5Z" level=info msg="Started container c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e: prod/web-0/app" id=7c6a2b1d-0f4e-4a53-9d0b-2e8f1c3a5b7d name=/runtime.v1alpha2.RuntimeService/StartContainer',
      fact: {
        type: 'runtime.container_started',
        stamp: logfmtStamp('2021-03-04 09:17:07.5Z'),
        runtime: 'cri-o',
        phase: 'started',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        sandboxId: null,
        pod: { namespace: 'prod', name: 'web-0', uid: null },
        name: 'app',
        pid: null,
      },
    },
  ],
  nearMisses: [
    {
      message:
        'time="2024-10-12T19:34:44.399261478Z" level=info msg="Started container" PID=133675 containerID=c41d8b',
      because: 'the id is cut short',
    },
    {
      message: 'systemd[1]: Started container runtime.',
      because: 'systemd says so',
    },
  ],
}
