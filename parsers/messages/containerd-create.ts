// containerd's CRI plugin (containerd's own log; k3s and RKE2 write it to containerd.log), since 1.2: a pod's
// sandbox and its containers as they are created. The metadata is gogo struct text to 2.1, protobuf text since 2.2.
import type { FactOf } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { logfmtStamp } from '../shared/logfmt.js'
import { type Phrase, QUOTED_ID, readPhrase, wording } from '../shared/phrase.js'
import { type PrintedMessage, readPrintedMessage } from '../shared/printed-message.js'
import { CONTAINERD } from '../shared/programs.js'

const SANDBOX_RETURNED = wording` returns sandbox id ${QUOTED_ID}$`
const CONTAINER_RETURNED = wording` returns container id ${QUOTED_ID}$`

const PHRASES: readonly Phrase[] = [
  {
    wording: wording`(RunPodSandbox for )[&a-z].*$`,
    means(record, front) {
      const metadata = readPrintedMessage(record, front.length)
      if (!metadata) return undefined
      const containerId = SANDBOX_RETURNED.shape.exec(record.printed.slice(metadata.end))?.[1]
      if (containerId === undefined) return undefined
      const pod = {
        namespace: metadata.text('namespace') ?? null,
        name: metadata.text('name') ?? null,
        uid: metadata.text('uid') ?? null,
      }
      const attempt = attemptOf(metadata)
      return { type: 'runtime.sandbox_created', runtime: 'containerd', containerId, pod, attempt }
    },
  },
  {
    wording: wording`(CreateContainer within sandbox ${QUOTED_ID} for container )[&a-z].*$`,
    means(record, front, sandboxId) {
      const metadata = readPrintedMessage(record, front.length)
      if (metadata?.end !== record.printed.length) return undefined
      return created(metadata, sandboxId, 'requested', null)
    },
  },
  {
    wording: wording`(CreateContainer within sandbox ${QUOTED_ID} for )[&a-z].*$`,
    means(record, front, sandboxId) {
      const metadata = readPrintedMessage(record, front.length)
      if (!metadata) return undefined
      const containerId = CONTAINER_RETURNED.shape.exec(record.printed.slice(metadata.end))?.[1]
      if (containerId === undefined) return undefined
      return created(metadata, sandboxId, 'created', containerId)
    },
  },
]

type Created = FactOf['runtime.container_created']

function created(
  metadata: PrintedMessage,
  sandboxId: string,
  phase: Created['phase'],
  containerId: string | null,
): Created {
  return {
    type: 'runtime.container_created',
    runtime: 'containerd',
    sandboxId,
    pod: null,
    name: metadata.text('name') ?? null,
    attempt: attemptOf(metadata),
    phase,
    containerId,
  }
}

function attemptOf(metadata: PrintedMessage): number | null {
  return metadata.number('attempt') ?? (metadata.leavesZerosOut ? 0 : null)
}

export const containerdCreate: MessageParser = {
  id: 'containerd-create',
  source: 'containerd',
  reads: [
    { message: 'RunPodSandbox … returns sandbox id', since: '1.2' },
    { message: 'CreateContainer within sandbox … for container', since: '1.2' },
    { message: 'CreateContainer within sandbox … returns container id', since: '1.2' },
  ],
  programs: CONTAINERD,
  needles: ['RunPodSandbox for', 'CreateContainer within sandbox'],
  parse: (message) => readPhrase(message, PHRASES),
  samples: [
    {
      version: '1.7.24',
      message:
        'time="2026-11-23T02:22:04.304591727Z" level=info msg="RunPodSandbox for &PodSandboxMetadata{Name:kill9d,Uid:ed103712-71cd-4e62-b899-dfc919da2fd6,Namespace:default,Attempt:0,} returns sandbox id \\"19901c38760730e3544ec98de67289d09fc0f5ac1aea82dcec66b4e1a674475f\\""',
      fact: {
        type: 'runtime.sandbox_created',
        stamp: logfmtStamp('2026-11-23T02:22:04.304591727Z'),
        runtime: 'containerd',
        containerId: '19901c38760730e3544ec98de67289d09fc0f5ac1aea82dcec66b4e1a674475f',
        pod: { namespace: 'default', name: 'kill9d', uid: 'ed103712-71cd-4e62-b899-dfc919da2fd6' },
        attempt: 0,
      },
    },
    {
      version: '2.2',
      message:
        'time="2026-03-04T09:17:05.104591727Z" level=info msg="RunPodSandbox for name:\\"web-0\\"  uid:\\"4b4f8f0e-6a53-4f29-8a39-3c62b1d0a2c7\\"  namespace:\\"prod\\" returns sandbox id \\"5a9d2e1c7b3f4860a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718\\""',
      fact: {
        type: 'runtime.sandbox_created',
        stamp: logfmtStamp('2026-03-04T09:17:05.104591727Z'),
        runtime: 'containerd',
        containerId: '5a9d2e1c7b3f4860a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718',
        pod: { namespace: 'prod', name: 'web-0', uid: '4b4f8f0e-6a53-4f29-8a39-3c62b1d0a2c7' },
        attempt: 0,
      },
    },
    {
      version: '1.7',
      message:
        'time="2025-05-16T18:02:45.506941536Z" level=info msg="CreateContainer within sandbox \\"0a1d10b0bff7e6307119369f84142b36e59131b3ff97ffd022bf5d99f7564e97\\" for container &ContainerMetadata{Name:nginx,Attempt:1,}"',
      fact: {
        type: 'runtime.container_created',
        stamp: logfmtStamp('2025-05-16T18:02:45.506941536Z'),
        runtime: 'containerd',
        phase: 'requested',
        containerId: null,
        sandboxId: '0a1d10b0bff7e6307119369f84142b36e59131b3ff97ffd022bf5d99f7564e97',
        pod: null,
        name: 'nginx',
        attempt: 1,
      },
    },
    {
      version: '2.2',
      message:
        'time="2026-03-04T09:17:05.206941536Z" level=info msg="CreateContainer within sandbox \\"5a9d2e1c7b3f4860a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718\\" for container name:\\"app\\" attempt:12"',
      fact: {
        type: 'runtime.container_created',
        stamp: logfmtStamp('2026-03-04T09:17:05.206941536Z'),
        runtime: 'containerd',
        phase: 'requested',
        containerId: null,
        sandboxId: '5a9d2e1c7b3f4860a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718',
        pod: null,
        name: 'app',
        attempt: 12,
      },
    },
    {
      version: '1.7.24',
      message:
        'time="2026-11-23T02:19:07.427791360Z" level=info msg="CreateContainer within sandbox \\"97bed30ddbf51ae8d0531ea19ca15d526e8ccc8521887c85f40115dd94c18491\\" for &ContainerMetadata{Name:app,Attempt:0,} returns container id \\"f727bdd80c65435bbe781ddbdbf4db773e29d917b55ec59d19bba887cd4b318a\\""',
      fact: {
        type: 'runtime.container_created',
        stamp: logfmtStamp('2026-11-23T02:19:07.427791360Z'),
        runtime: 'containerd',
        phase: 'created',
        containerId: 'f727bdd80c65435bbe781ddbdbf4db773e29d917b55ec59d19bba887cd4b318a',
        sandboxId: '97bed30ddbf51ae8d0531ea19ca15d526e8ccc8521887c85f40115dd94c18491',
        pod: null,
        name: 'app',
        attempt: 0,
      },
    },
    {
      version: '2.2',
      message:
        'time="2026-03-04T09:17:05.306941536Z" level=info msg="CreateContainer within sandbox \\"5a9d2e1c7b3f4860a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718\\" for name:\\"app\\" attempt:12 returns container id \\"c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e\\""',
      fact: {
        type: 'runtime.container_created',
        stamp: logfmtStamp('2026-03-04T09:17:05.306941536Z'),
        runtime: 'containerd',
        phase: 'created',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        sandboxId: '5a9d2e1c7b3f4860a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718',
        pod: null,
        name: 'app',
        attempt: 12,
      },
    },
  ],
  nearMisses: [
    {
      message:
        'time="2026-11-23T02:22:04.230478309Z" level=info msg="RunPodSandbox for &PodSandboxMetadata{Name:kill9d,Uid:ed103712-71cd-4e62-b899-dfc919da2fd6,Namespace:default,Attempt:0,}"',
      because: 'a sandbox that is asked for has no id yet',
    },
    {
      message:
        'time="2026-11-23T02:19:07.427791360Z" level=info msg="CreateContainer within sandbox \\"97bed30ddbf51ae8d0531ea19ca15d526e8ccc8521887c85f40115dd94c18491\\" for &ContainerMetadata{Name:app,Attempt:0,} returns container id \\"f727bdd80c65435bbe781ddbdbf4db773e29d917b55ec59d19bba887cd4b31',
      because: 'the id is cut short',
    },
    {
      message:
        'time="2026-11-23T02:01:16.345185094Z" level=error msg="CreateContainer within sandbox \\"b351ce17fe7732bbf500358a8a163b20d7268dc4de1c8b5fb827f063f7d59ace\\" for &ContainerMetadata{Name:noimg,Attempt:0,} failed" error="not found"',
      because: 'a failure, which is containerd-start-failed',
    },
  ],
}
