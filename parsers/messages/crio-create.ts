// CRI-O: sandboxes and containers as they are created, or could not be, named `namespace/pod/container`, which holds no
// uid. `Creating container` since 1.20. Its services print times with as many digits as there are, Red Hat's builds with
// a blank for `T`.
import type { MessageParser } from '../../src/model/parser.js'
import { CRIO_NAME } from '../shared/crio-name.js'
import { logfmtStamp } from '../shared/logfmt.js'
import { ID, type Phrase, readPhrase, wording } from '../shared/phrase.js'
import { CRIO } from '../shared/programs.js'

const PHRASES: readonly Phrase[] = [
  {
    wording: wording`Ran pod sandbox ${ID} with infra container: ${CRIO_NAME}$`,
    means: (_record, containerId, namespace, name) => ({
      type: 'runtime.sandbox_created',
      runtime: 'cri-o',
      containerId,
      pod: { namespace, name, uid: null },
      attempt: null,
    }),
  },
  {
    wording: wording`Creating container: ${CRIO_NAME}$`,
    means: (_record, namespace, pod, name) => ({
      type: 'runtime.container_created',
      runtime: 'cri-o',
      phase: 'requested',
      containerId: null,
      sandboxId: null,
      pod: { namespace, name: pod, uid: null },
      name,
      attempt: null,
    }),
  },
  {
    wording: wording`Created container ${ID}: ${CRIO_NAME}$`,
    means: (_record, containerId, namespace, pod, name) => ({
      type: 'runtime.container_created',
      runtime: 'cri-o',
      phase: 'created',
      containerId,
      sandboxId: null,
      pod: { namespace, name: pod, uid: null },
      name,
      attempt: null,
    }),
  },
  {
    // Of what a creation that failed has made so far it is the last; the error itself names no container.
    wording: wording`[cC]reateCtr: deleting container ${ID} from storage$`,
    means: (_record, containerId) => ({
      type: 'runtime.start_failed',
      runtime: 'cri-o',
      containerId,
      sandboxId: null,
      name: null,
      attempt: null,
      error: null,
    }),
  },
]

export const crioCreate: MessageParser = {
  id: 'crio-create',
  source: 'cri-o',
  reads: [
    { message: 'Ran pod sandbox', since: '1.20' },
    { message: 'Created container', since: '1.20' },
    { message: 'Creating container', since: '1.20' },
    { message: 'createCtr: deleting container … from storage', since: '1.20' },
  ],
  programs: CRIO,
  needles: ['Ran pod sandbox', 'Creating container', 'Created container', 'reateCtr: deleting container'],
  parse: (message) => readPhrase(message, PHRASES),
  samples: [
    {
      version: '1.22',
      message:
        'time="2021-11-12 10:11:12.423456789Z" level=info msg="createCtr: deleting container c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e from storage" id=7c6a2b1d-0f4e-4a53-9d0b-2e8f1c3a5b7d name=/runtime.v1alpha2.RuntimeService/CreateContainer',
      fact: {
        type: 'runtime.start_failed',
        stamp: logfmtStamp('2021-11-12 10:11:12.423456789Z'),
        runtime: 'cri-o',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        sandboxId: null,
        name: null,
        attempt: null,
        error: null,
      },
    },
    {
      version: '1.30',
      message:
        'time="2024-10-12T19:34:43.9992614Z" level=info msg="Ran pod sandbox 5a9d2e1c7b3f4860a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718 with infra container: prod/web-0/POD" id=7c6a2b1d-0f4e-4a53-9d0b-2e8f1c3a5b7d name=/runtime.v1.RuntimeService/RunPodSandbox',
      fact: {
        type: 'runtime.sandbox_created',
        stamp: logfmtStamp('2024-10-12T19:34:43.9992614Z'),
        runtime: 'cri-o',
        containerId: '5a9d2e1c7b3f4860a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718',
        pod: { namespace: 'prod', name: 'web-0', uid: null },
        attempt: null,
      },
    },
    {
      version: '1.30',
      message:
        'time="2024-10-12 19:34:44.099261478Z" level=info msg="Creating container: prod/web-0/app" id=7c6a2b1d-0f4e-4a53-9d0b-2e8f1c3a5b7d name=/runtime.v1.RuntimeService/CreateContainer',
      fact: {
        type: 'runtime.container_created',
        stamp: logfmtStamp('2024-10-12 19:34:44.099261478Z'),
        runtime: 'cri-o',
        phase: 'requested',
        containerId: null,
        sandboxId: null,
        pod: { namespace: 'prod', name: 'web-0', uid: null },
        name: 'app',
        attempt: null,
      },
    },
    {
      version: '1.30',
      message:
        'time="2024-10-12 19:34:44.199261478Z" level=info msg="Created container c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e: prod/web-0/app" id=7c6a2b1d-0f4e-4a53-9d0b-2e8f1c3a5b7d name=/runtime.v1.RuntimeService/CreateContainer',
      fact: {
        type: 'runtime.container_created',
        stamp: logfmtStamp('2024-10-12 19:34:44.199261478Z'),
        runtime: 'cri-o',
        phase: 'created',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        sandboxId: null,
        pod: { namespace: 'prod', name: 'web-0', uid: null },
        name: 'app',
        attempt: null,
      },
    },
  ],
  nearMisses: [
    {
      message:
        'time="2024-10-12 19:34:43.899261478Z" level=info msg="Running pod sandbox: prod/web-0/POD" id=7c6a2b1d-0f4e-4a53-9d0b-2e8f1c3a5b7d name=/runtime.v1.RuntimeService/RunPodSandbox',
      because: 'a sandbox that is asked for has no id yet',
    },
    {
      message:
        'time="2024-10-12 19:34:44.199261478Z" level=info msg="Created container c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e: prod/we',
      because: 'the names are cut short',
    },
  ],
}
