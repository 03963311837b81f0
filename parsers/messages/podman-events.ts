// podman: its events as `podman events` prints them, as text (without an exit code) or JSON, and, where journald keeps
// them, as a message (without a time to 1.8). Labels may follow the names of the text, so nothing is read behind them.
import type { MessageParser } from '../../src/model/parser.js'
import { meaningOf, readJsonEvent } from '../shared/engine-event.js'
import { logfmtStamp } from '../shared/logfmt.js'
import { PODMAN } from '../shared/programs.js'
import { epochStamp, readIso } from '../shared/time.js'

/**
 * Go's zone name and monotonic clock stand between time and event, also where the time was taken for the line's. A pager
 * chops the id off.
 */
const EVENT =
  /(?: ?(?:[A-Z]{1,5}|[+-]\d{2,4}))?(?: ?m=[+-][\d.]{1,32})?(?:^| )container ([a-z_]{1,20}) (?:([0-9a-f]{64}) \(image=|([0-9a-f]{12,63})>$)/y
const NAME = /, name=([\w.-]{1,253})[,)]/

export const podmanEvents: MessageParser = {
  id: 'podman-events',
  source: 'podman',
  reads: [{ message: 'container create, start, kill, died, cleanup, stop, remove', since: '1.8' }],
  programs: PODMAN,
  needles: [
    'container create ',
    'container start ',
    'container kill ',
    'container died ',
    'container cleanup ',
    'container stop ',
    'container remove ',
    '"Status":"create"',
    '"Status":"start"',
    '"Status":"kill"',
    '"Status":"died"',
    '"Status":"cleanup"',
    '"Status":"stop"',
    '"Status":"remove"',
    '"Action":"died"',
  ],
  parse(message, { program }) {
    const written = message.startsWith('{') ? readJsonEvent(message) : undefined
    if (written?.event.runtime === 'podman') {
      const said = meaningOf(written.event)
      return said && { ...said, ...(written.stamp && { stamp: written.stamp }) }
    }
    const time = readIso(message)
    // docker writes its events so, its time with a T and no words behind it.
    if (time ? message[10] === 'T' : program === null && message.startsWith('container ')) return undefined
    EVENT.lastIndex = time?.end ?? 0
    const [, status, whole, chopped] = EVENT.exec(message) ?? []
    const id = whole ?? chopped
    if (status === undefined || id === undefined) return undefined
    const name = NAME.exec(message.slice(EVENT.lastIndex))?.[1] ?? null
    const fact = meaningOf({ runtime: 'podman', action: status, containerId: id, name })
    return fact && { ...fact, ...(time && { stamp: time.stamp }) }
  },
  samples: [
    {
      version: '4.9',
      message:
        '2024-10-12 19:34:45.049261478 +0000 UTC m=+0.09 container cleanup c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e (image=docker.io/library/nginx:latest, name=web)',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2024-10-12 19:34:45.049261478 +0000'),
        runtime: 'podman',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        execId: null,
        pid: null,
        exitStatus: null,
        exitedAt: null,
        sandbox: null,
        synthetic: false,
        name: 'web',
        aftermath: true,
      },
    },
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
        name: 'web',
      },
    },
    {
      version: '4.1, chopped off by a pager',
      message: '2022-06-04 16:50:48.432954886 +0300 +03 m=+0.051598633 container died c41d8b7f0a92e36514f8d>',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2022-06-04 16:50:48.432954886 +0300'),
        runtime: 'podman',
        containerId: 'c41d8b7f0a92e36514f8d',
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
        name: 'web',
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
        name: 'web',
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
    {
      version: '5.0, `podman events --format json`',
      message:
        '{"ContainerExitCode":137,"ID":"c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e","Image":"docker.io/library/nginx:latest","Name":"web","Status":"died","time":1728761684,"timeNano":1728761684999000000,"Type":"container","Attributes":{"maintainer":"NGINX"}}',
      fact: {
        type: 'runtime.exit',
        stamp: epochStamp('1728761684999000000', 1728761684999, 1e-6),
        runtime: 'podman',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        execId: null,
        pid: null,
        exitStatus: 137,
        exitedAt: null,
        sandbox: null,
        synthetic: false,
        name: 'web',
      },
    },
    {
      version: '4.0',
      message:
        '{"ID":"c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e","Image":"docker.io/library/nginx:latest","Name":"web","Status":"start","Time":"2024-10-12T21:34:40.299261478+02:00","Type":"container","Attributes":null}',
      fact: {
        type: 'runtime.container_started',
        stamp: logfmtStamp('2024-10-12T21:34:40.299261478+02:00'),
        runtime: 'podman',
        phase: 'started',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        sandboxId: null,
        pod: null,
        name: 'web',
        pid: null,
      },
    },
  ],
  nearMisses: [
    {
      message: '{"ContainerExitCode":1,"ID":"c41d8b7f0a92","Name":"web","Status":"died","Type":"container"}',
      because: 'the id is shortened',
    },
    {
      message:
        '2024-10-12 19:34:44.999261478 +0000 UTC m=+0.05 container exec_died c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e (image=docker.io/library/nginx:latest, name=web)',
      because: 'an exec',
    },
    {
      message:
        '2024-10-12 19:34:44.999261478 +0000 UTC m=+0.05 container died c41d8b7f0a92 (image=nginx, name=web)',
      because: 'the id is shortened',
    },
    { message: 'the container died (image=nginx, name=web)', because: 'prose' },
  ],
}
