// podman: its events as `podman events` prints them and, where journald keeps them, as a message (without a time to 1.8).
// The text has no exit code; the journal's fields have it. Labels may follow the names, so nothing is read behind them.
import type { Fact } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { logfmtStamp } from '../shared/logfmt.js'
import { PODMAN } from '../shared/programs.js'
import { readIso } from '../shared/time.js'

/** Go's zone name and monotonic clock stand between time and event, also where the time was taken for the line's. */
const EVENT =
  /(?: ?(?:[A-Z]{1,5}|[+-]\d{2,4}))?(?: ?m=[+-][\d.]{1,32})?(?:^| )container ([a-z_]{1,20}) ([0-9a-f]{64}) \(image=/y
const NAME = /, name=([\w.-]{1,253})[,)]/

function meaning(status: string, containerId: string, name: string | null): Fact | undefined {
  const ref = { runtime: 'podman', containerId } as const
  const unknown = { sandboxId: null, pod: null } as const
  switch (status) {
    case 'create':
      return { type: 'runtime.container_created', ...ref, ...unknown, phase: 'created', name, attempt: null }
    case 'start':
      return { type: 'runtime.container_started', ...ref, ...unknown, phase: 'started', name, pid: null }
    case 'kill':
      return { type: 'runtime.kill_sent', ...ref, signal: null, escalated: false }
    case 'died':
      return {
        type: 'runtime.exit',
        ...ref,
        execId: null,
        pid: null,
        exitStatus: null,
        exitedAt: null,
        sandbox: null,
        synthetic: false,
      }
    case 'stop':
      return { type: 'runtime.stopped', ...ref, target: 'container', outcome: 'stopped', error: null }
    case 'remove':
      return { type: 'runtime.removed', ...ref, target: 'container', phase: 'removed', forced: false }
    default:
      return undefined
  }
}

export const podmanEvents: MessageParser = {
  id: 'podman-events',
  source: 'podman',
  reads: [{ message: 'container create, start, kill, died, stop, remove', since: '1.8' }],
  programs: PODMAN,
  needles: [
    'container create ',
    'container start ',
    'container kill ',
    'container died ',
    'container stop ',
    'container remove ',
  ],
  parse(message) {
    const time = readIso(message)
    EVENT.lastIndex = time?.end ?? 0
    const [, status, id] = EVENT.exec(message) ?? []
    if (status === undefined || id === undefined) return undefined
    const fact = meaning(status, id, NAME.exec(message.slice(EVENT.lastIndex))?.[1] ?? null)
    return fact && { ...fact, ...(time && { stamp: time.stamp }) }
  },
  samples: [
    {
      version: '5.0',
      message:
        '2024-10-12 19:34:40.199261478 +0000 UTC m=+0.051234567 container create c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e (image=docker.io/library/nginx:latest, name=web, maintainer=NGINX)',
      fact: {
        type: 'runtime.container_created',
        stamp: logfmtStamp('2024-10-12 19:34:40.199261478 +0000'),
        runtime: 'podman',
        phase: 'created',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        sandboxId: null,
        pod: null,
        name: 'web',
        attempt: null,
      },
    },
    {
      version: '4.9',
      message:
        '2024-10-12 21:34:40.299261478 +0200 CEST m=+0.151234567 container start c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e (image=docker.io/library/nginx:latest, name=web)',
      fact: {
        type: 'runtime.container_started',
        stamp: logfmtStamp('2024-10-12 21:34:40.299261478 +0200'),
        runtime: 'podman',
        phase: 'started',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        sandboxId: null,
        pod: null,
        name: 'web',
        pid: null,
      },
    },
    {
      version: '1.8',
      message:
        'container kill c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e (image=dev-registry.example/inside:20.2100, name=inside)',
      fact: {
        type: 'runtime.kill_sent',
        runtime: 'podman',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        signal: null,
        escalated: false,
      },
    },
    {
      version: '5.0',
      message:
        '2024-10-12 19:34:44.999261478 +0000 UTC m=+0.05 container died c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e (image=docker.io/library/nginx:latest, name=web)',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2024-10-12 19:34:44.999261478 +0000'),
        runtime: 'podman',
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
      version: '5.0, `podman events`',
      message:
        '2024-10-12 19:34:45.099261478 +0000 UTC container stop c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e (image=docker.io/library/nginx:latest, name=web)',
      fact: {
        type: 'runtime.stopped',
        stamp: logfmtStamp('2024-10-12 19:34:45.099261478 +0000'),
        runtime: 'podman',
        target: 'container',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        outcome: 'stopped',
        error: null,
      },
    },
    {
      version: '5.0, `podman events` in a file: its time is the line’s',
      message:
        'EDT m=+0.120000001 container died c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e (image=docker.io/library/nginx:latest, name=web)',
      fact: {
        type: 'runtime.exit',
        runtime: 'podman',
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
      version: '5.0',
      message:
        '2024-10-12 19:34:46.099261478 +0000 UTC m=+0.12 container remove c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e (image=docker.io/library/nginx:latest, name=web)',
      fact: {
        type: 'runtime.removed',
        stamp: logfmtStamp('2024-10-12 19:34:46.099261478 +0000'),
        runtime: 'podman',
        target: 'container',
        phase: 'removed',
        forced: false,
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
      },
    },
  ],
  nearMisses: [
    {
      message:
        '2024-10-12 19:34:44.999261478 +0000 UTC m=+0.05 container exec_died c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e (image=docker.io/library/nginx:latest, name=web)',
      because: 'an exec',
    },
    {
      message:
        '2024-10-12 19:34:45.049261478 +0000 UTC m=+0.09 container cleanup c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e (image=docker.io/library/nginx:latest, name=web)',
      because: 'what is left of it is put away',
    },
    {
      message:
        '2024-10-12 19:34:44.999261478 +0000 UTC m=+0.05 container died c41d8b7f0a92 (image=nginx, name=web)',
      because: 'the id is shortened',
    },
    { message: 'the container died (image=nginx, name=web)', because: 'prose' },
  ],
}
