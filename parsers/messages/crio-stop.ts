// CRI-O: a container or sandbox is stopped. A stop signal that times out is followed by SIGKILL; that line is the only
// one to tell of it.
import type { FactOf } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { CRIO_NAME } from '../shared/crio-name.js'
import { logfmtStamp } from '../shared/logfmt.js'
import { behindColon, ID, type Phrase, readPhrase, wording } from '../shared/phrase.js'
import { CRIO } from '../shared/programs.js'

type Requested = FactOf['runtime.stop_requested']
type Stopped = FactOf['runtime.stopped']

const PHRASES: readonly Phrase[] = [
  {
    wording: wording`(?:StopContainerRequest|[Rr]equest:) &StopContainerRequest\{ContainerId:${ID},Timeout:(-?\d{1,15}),`,
    means: (_record, id, seconds) => requested('container', id, Number(seconds)),
  },
  {
    wording: wording`(?:StopPodSandboxRequest|[Rr]equest:) &StopPodSandboxRequest\{PodSandboxId:${ID},`,
    means: (_record, id) => requested('sandbox', id, null),
  },
  {
    wording: wording`Stopping container: ${ID}(?: \(timeout: (-?\d{1,15})s\))?$`,
    means: (_record, id, seconds) => requested('container', id, seconds === '' ? null : Number(seconds)),
  },
  {
    wording: wording`Stopping container ${ID} with stop signal(?:\([\w+]{1,12}\))? timed out`,
    means: (_record, containerId) => ({
      type: 'runtime.kill_sent',
      runtime: 'cri-o',
      containerId,
      signal: 'SIGKILL',
      escalated: true,
    }),
  },
  {
    wording: wording`Stopped container ${ID}: ${CRIO_NAME}$`,
    means: (_record, id, namespace, pod, name) => ({
      ...stopped('container', id, 'stopped', null),
      pod: { namespace, name: pod, uid: null },
      name,
    }),
  },
  {
    wording: wording`Stopped container ${ID}: `,
    means: (_record, id) => stopped('container', id, 'stopped', null),
  },
  {
    wording: wording`Killing container ${ID} failed: `,
    means: (record, id) => stopped('container', id, 'failed', behindColon(record)),
  },
  {
    wording: wording`Stopping pod sandbox: ${ID}$`,
    means: (_record, id) => requested('sandbox', id, null),
  },
  {
    wording: wording`Stopped pod sandbox: ${ID}$`,
    means: (_record, id) => stopped('sandbox', id, 'stopped', null),
  },
  {
    wording: wording`Stopped pod sandbox \(already stopped\): ${ID}$`,
    means: (_record, id) => stopped('sandbox', id, 'not-running', null),
  },
]

function requested(
  target: Requested['target'],
  containerId: string,
  timeoutSeconds: number | null,
): Requested {
  return { type: 'runtime.stop_requested', runtime: 'cri-o', target, containerId, timeoutSeconds }
}

function stopped(
  target: Stopped['target'],
  containerId: string,
  outcome: Stopped['outcome'],
  error: string | null,
): Stopped {
  return { type: 'runtime.stopped', runtime: 'cri-o', target, containerId, outcome, error }
}

export const crioStop: MessageParser = {
  id: 'crio-stop',
  source: 'cri-o',
  reads: [
    { message: 'StopContainerRequest, StopPodSandboxRequest (debug)', since: '1.0' },
    { message: 'Stopping container, with its timeout since 1.26', since: '1.20' },
    { message: 'Stopping container … with stop signal timed out', since: '1.20' },
    { message: 'Stopped container', since: '1.20' },
    { message: 'Killing container … failed', since: '1.30' },
    { message: 'Stopping, Stopped pod sandbox', since: '1.20' },
  ],
  programs: CRIO,
  needles: [
    '&StopContainerRequest{',
    '&StopPodSandboxRequest{',
    'Stopping container',
    'Stopped container',
    'Killing container',
    'Stopping pod sandbox',
    'Stopped pod sandbox',
  ],
  parse: (message) => readPhrase(message, PHRASES),
  samples: [
    {
      version: '1.14, debug',
      message:
        'time="2019-05-06 22:28:25.530472332Z" level=debug msg="StopContainerRequest &StopContainerRequest{ContainerId:c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e,Timeout:10,}" ',
      fact: {
        ...requested('container', 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e', 10),
        stamp: logfmtStamp('2019-05-06 22:28:25.530472332Z'),
      },
    },
    {
      version: '1.18, debug',
      message:
        'time="2020-07-17 04:20:28.874746179-05:00" level=debug msg="request: &StopPodSandboxRequest{PodSandboxId:5a9d2e1c7b3f4860a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718,}" file="go-grpc-middleware/chain.go:25" id=7c6a2b1d-0f4e-4a53-9d0b-2e8f1c3a5b7d',
      fact: {
        ...requested('sandbox', '5a9d2e1c7b3f4860a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718', null),
        stamp: logfmtStamp('2020-07-17 04:20:28.874746179-05:00'),
      },
    },
    {
      version: '1.30',
      message:
        'time="2024-10-12 19:34:44.999261478Z" level=info msg="Stopping container: c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e (timeout: 30s)" id=7c6a2b1d-0f4e-4a53-9d0b-2e8f1c3a5b7d name=/runtime.v1.RuntimeService/StopContainer',
      fact: {
        ...requested('container', 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e', 30),
        stamp: logfmtStamp('2024-10-12 19:34:44.999261478Z'),
      },
    },
    {
      version: '1.20',
      message:
        'time="2021-03-04 09:17:07.5Z" level=info msg="Stopping container: c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e" id=7c6a2b1d-0f4e-4a53-9d0b-2e8f1c3a5b7d name=/runtime.v1alpha2.RuntimeService/StopContainer',
      fact: {
        ...requested('container', 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e', null),
        stamp: logfmtStamp('2021-03-04 09:17:07.5Z'),
      },
    },
    {
      version: '1.20',
      message:
        'time="2021-03-04 09:17:37.5Z" level=warning msg="Stopping container c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e with stop signal timed out: timeout reached after 30 seconds waiting for container process to exit" id=7c6a2b1d-0f4e-4a53-9d0b-2e8f1c3a5b7d name=/runtime.v1alpha2.RuntimeService/StopContainer',
      fact: {
        type: 'runtime.kill_sent',
        stamp: logfmtStamp('2021-03-04 09:17:37.5Z'),
        runtime: 'cri-o',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        signal: 'SIGKILL',
        escalated: true,
      },
    },
    {
      version: '1.36',
      message:
        'time="2026-02-05T22:08:55.62988489Z" level=warning msg="Stopping container c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e with stop signal(15) timed out. Killing..."',
      fact: {
        type: 'runtime.kill_sent',
        stamp: logfmtStamp('2026-02-05T22:08:55.62988489Z'),
        runtime: 'cri-o',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        signal: 'SIGKILL',
        escalated: true,
      },
    },
    {
      version: '1.30',
      message:
        'time="2024-10-12 19:35:14.999261478Z" level=info msg="Stopped container c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e: prod/web-0/app" id=7c6a2b1d-0f4e-4a53-9d0b-2e8f1c3a5b7d name=/runtime.v1.RuntimeService/StopContainer',
      fact: {
        ...stopped(
          'container',
          'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
          'stopped',
          null,
        ),
        pod: { namespace: 'prod', name: 'web-0', uid: null },
        name: 'app',
        stamp: logfmtStamp('2024-10-12 19:35:14.999261478Z'),
      },
    },
    {
      version: '1.30',
      message:
        'time="2024-10-12 19:35:14.999261478Z" level=error msg="Killing container c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e failed: `/usr/bin/crun kill` failed: exit status 1"',
      fact: {
        ...stopped(
          'container',
          'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
          'failed',
          '`/usr/bin/crun kill` failed: exit status 1',
        ),
        stamp: logfmtStamp('2024-10-12 19:35:14.999261478Z'),
      },
    },
    {
      version: '1.30',
      message:
        'time="2024-10-12 19:35:15.099261478Z" level=info msg="Stopping pod sandbox: 5a9d2e1c7b3f4860a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718" id=7c6a2b1d-0f4e-4a53-9d0b-2e8f1c3a5b7d name=/runtime.v1.RuntimeService/StopPodSandbox',
      fact: {
        ...requested('sandbox', '5a9d2e1c7b3f4860a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718', null),
        stamp: logfmtStamp('2024-10-12 19:35:15.099261478Z'),
      },
    },
    {
      version: '1.30',
      message:
        'time="2024-10-12 19:35:15.199261478Z" level=info msg="Stopped pod sandbox: 5a9d2e1c7b3f4860a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718" id=7c6a2b1d-0f4e-4a53-9d0b-2e8f1c3a5b7d name=/runtime.v1.RuntimeService/StopPodSandbox',
      fact: {
        ...stopped(
          'sandbox',
          '5a9d2e1c7b3f4860a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718',
          'stopped',
          null,
        ),
        stamp: logfmtStamp('2024-10-12 19:35:15.199261478Z'),
      },
    },
    {
      version: '1.30',
      message:
        'time="2024-10-12 19:35:16.199261478Z" level=info msg="Stopped pod sandbox (already stopped): 5a9d2e1c7b3f4860a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718" id=7c6a2b1d-0f4e-4a53-9d0b-2e8f1c3a5b7d name=/runtime.v1.RuntimeService/StopPodSandbox',
      fact: {
        ...stopped(
          'sandbox',
          '5a9d2e1c7b3f4860a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718',
          'not-running',
          null,
        ),
        stamp: logfmtStamp('2024-10-12 19:35:16.199261478Z'),
      },
    },
  ],
  nearMisses: [
    {
      message:
        'time="2024-10-12 19:34:44.999261478Z" level=info msg="Stopping container: c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e (timeout: 3',
      because: 'the timeout is cut short',
    },
    {
      message:
        'time="2023-04-12T13:04:13-07:00" level=debug msg="Stopping container c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e (PID 4711)"',
      because: 'podman’s wording',
    },
  ],
}
