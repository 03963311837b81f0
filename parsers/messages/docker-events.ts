// docker: its events as `docker events` prints them, as text (since 1.10) or JSON (since 1.13), and as its API sends them.
// To 1.9 its text tells neither a type nor a code. They alone tell a container's exit code and OOM kill at docker's default
// level. Labels stand among the attributes of the text, unescaped: of an attribute that is there twice with different
// values nothing is known.
import type { MessageParser } from '../../src/model/parser.js'
import { readShortenedId } from '../shared/container-id.js'
import { type EngineEvent, meaningOf, readJsonEvent } from '../shared/engine-event.js'
import { logfmtStamp } from '../shared/logfmt.js'
import { DOCKERD } from '../shared/programs.js'
import { epochStamp, readIso } from '../shared/time.js'

/** Behind its time, which may have been taken for the line's; podman, which puts words between the two, has other ones. */
const EVENT = /(?:^| )container (create|start|kill|oom|die|exec_die|stop|destroy) ([0-9a-f]{64}) \(/y
const ATTRIBUTE = /(?:^|, )(exitCode|signal|execID|name)=([\w.-]{1,253})(?=, |\)$)/g

/** To 1.9: id, image and word. Which signal a kill sent is not told: it may be one that tells a program to go on. */
const EARLY =
  /(?:^| )([0-9a-f]{12}[0-9a-f.…]{0,55}): \(from [^\s()]{1,255}\) (create|start|oom|die|stop|destroy)$/y

function readEarly(message: string, at: number): EngineEvent | undefined {
  EARLY.lastIndex = at
  const [, printed, action] = EARLY.exec(message) ?? []
  const containerId = readShortenedId(printed)
  return action === undefined || containerId === null
    ? undefined
    : { runtime: 'docker', action, containerId, name: null }
}

function readText(message: string, at: number): EngineEvent | undefined {
  EVENT.lastIndex = at
  const [, printed, containerId] = EVENT.exec(message) ?? []
  if (printed === undefined || containerId === undefined) return undefined
  const told = new Map<string, ReadonlySet<string>>()
  for (const [, key = '', value = ''] of message.slice(EVENT.lastIndex).matchAll(ATTRIBUTE))
    told.set(key, new Set([...(told.get(key) ?? []), value]))
  const only = (key: string): string | undefined => {
    const [value, other] = told.get(key) ?? []
    return other === undefined ? value : undefined
  }
  const [exitCode, signal, execId] = [only('exitCode'), only('signal'), only('execID')]
  // Windows' wslc to 3.0.1 knows no other word for an end, whoever brought it about.
  const action = printed === 'stop' && exitCode !== undefined ? 'die' : printed
  return { runtime: 'docker', action, containerId, name: only('name') ?? null, exitCode, signal, execId }
}

export const dockerEvents: MessageParser = {
  id: 'docker-events',
  source: 'docker',
  reads: [
    { message: 'docker events: create, start, oom, die, stop, destroy', since: '1.3' },
    { message: 'docker events: container create, start, oom, kill, die, stop, destroy', since: '1.10' },
  ],
  programs: DOCKERD,
  needles: [
    'container create ',
    'container start ',
    'container kill ',
    'container oom ',
    'container die ',
    'container exec_die ',
    'container stop ',
    'container destroy ',
    '"Action":"create"',
    '"Action":"start"',
    '"Action":"kill"',
    '"Action":"oom"',
    '"Action":"die"',
    '"Action":"exec_die"',
    '"Action":"stop"',
    '"Action":"destroy"',
    ': (from ',
  ],
  parse(message) {
    const written = message.startsWith('{') ? readJsonEvent(message) : undefined
    if (written) {
      const said = written.event.runtime === 'docker' ? meaningOf(written.event) : undefined
      return said && { ...said, ...(written.stamp && { stamp: written.stamp }) }
    }
    const time = readIso(message)
    // podman writes a blank for the T.
    if (time && message[10] !== 'T') return undefined
    const event = readText(message, time?.end ?? 0) ?? readEarly(message, time?.end ?? 0)
    const fact = event && meaningOf(event)
    return fact && { ...fact, ...(time && { stamp: time.stamp }) }
  },
  samples: [
    {
      version: '1.9',
      message:
        '2015-09-03T16:20:42.000000000-07:00 3f9c1d2e4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0: (from shop/web:1.2) oom',
      fact: {
        type: 'runtime.oom',
        stamp: logfmtStamp('2015-09-03T16:20:42.000000000-07:00'),
        runtime: 'docker',
        containerId: '3f9c1d2e4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
      },
    },
    {
      version: '1.6, the id shortened by a person',
      message: '2015-06-18T10:22:37.000000000Z 3f9c1d2e4b5a69...: (from shop/web:16ea6ad) die',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2015-06-18T10:22:37.000000000Z'),
        runtime: 'docker',
        containerId: '3f9c1d2e4b5a69',
        execId: null,
        pid: null,
        exitStatus: null,
        exitedAt: null,
        sandbox: null,
        synthetic: false,
      },
    },
    {
      version: 'wslc 2.9',
      message:
        '2026-09-22T19:33:11.000000000-05:00 container stop 3f9c1d2e4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0 (exitCode=1, image=alpine:latest, name=shop-web-1)',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2026-09-22T19:33:11.000000000-05:00'),
        runtime: 'docker',
        containerId: '3f9c1d2e4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
        execId: null,
        pid: null,
        exitStatus: 1,
        exitedAt: null,
        sandbox: null,
        synthetic: false,
        name: 'shop-web-1',
      },
    },
    {
      version: '28.5',
      message:
        '2024-10-12T21:34:40.299261478+02:00 container start 3f9c1d2e4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0 (com.docker.compose.service=web, image=nginx:latest, name=shop-web-1)',
      fact: {
        type: 'runtime.container_started',
        stamp: logfmtStamp('2024-10-12T21:34:40.299261478+02:00'),
        runtime: 'docker',
        phase: 'started',
        containerId: '3f9c1d2e4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
        sandboxId: null,
        pod: null,
        name: 'shop-web-1',
        pid: null,
      },
    },
    {
      version: '20.10',
      message:
        '2024-10-12T19:34:44.899261478Z container oom 3f9c1d2e4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0 (image=nginx, name=web)',
      fact: {
        type: 'runtime.oom',
        stamp: logfmtStamp('2024-10-12T19:34:44.899261478Z'),
        runtime: 'docker',
        containerId: '3f9c1d2e4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
      },
    },
    {
      version: '20.10, its time taken for the line’s',
      message:
        'container kill 3f9c1d2e4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0 (image=nginx, name=web, signal=15)',
      fact: {
        type: 'runtime.kill_sent',
        runtime: 'docker',
        containerId: '3f9c1d2e4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
        signal: 'SIGTERM',
        escalated: false,
      },
    },
    {
      version: '28.5',
      message:
        '2024-10-12T19:34:44.999261478Z container die 3f9c1d2e4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0 (execDuration=4, exitCode=137, image=nginx:latest, name=web)',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2024-10-12T19:34:44.999261478Z'),
        runtime: 'docker',
        containerId: '3f9c1d2e4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
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
      version: '28.5, with a label that says the same word',
      message:
        '2024-10-12T19:34:44.999261478Z container die 3f9c1d2e4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0 (exitCode=137, image=nginx, name=web, note=was, exitCode=0)',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2024-10-12T19:34:44.999261478Z'),
        runtime: 'docker',
        containerId: '3f9c1d2e4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
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
      version: '24.0, `docker events --format json`',
      message:
        '{"status":"die","id":"3f9c1d2e4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0","from":"nginx","Type":"container","Action":"die","Actor":{"ID":"3f9c1d2e4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0","Attributes":{"execDuration":"4","exitCode":"143","image":"nginx","name":"web"}},"scope":"local","time":1728761684,"timeNano":1728761684999000000}',
      fact: {
        type: 'runtime.exit',
        stamp: epochStamp('1728761684999000000', 1728761684999, 1e-6),
        runtime: 'docker',
        containerId: '3f9c1d2e4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
        execId: null,
        pid: null,
        exitStatus: 143,
        exitedAt: null,
        sandbox: null,
        synthetic: false,
        name: 'web',
      },
    },
    {
      version: '29.0, of an exec',
      message:
        '{"Type":"container","Action":"exec_die","Actor":{"ID":"3f9c1d2e4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0","Attributes":{"execID":"0a1b2c","exitCode":"1","image":"nginx","name":"web"}},"scope":"local","time":1728761684,"timeNano":1728761684999000000}',
      fact: {
        type: 'runtime.exit',
        stamp: epochStamp('1728761684999000000', 1728761684999, 1e-6),
        runtime: 'docker',
        containerId: '3f9c1d2e4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
        execId: '0a1b2c',
        pid: null,
        exitStatus: 1,
        exitedAt: null,
        sandbox: null,
        synthetic: false,
        name: 'web',
      },
    },
    {
      version: '20.10, of a pod’s container',
      message:
        '2024-10-12T19:34:44.999261478Z container die 3f9c1d2e4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0 (exitCode=137, image=nginx, io.kubernetes.container.name=app, name=k8s_app_web-0_shop_7d0f5b52-3c1e-4b8e-9a64-2f6f0c9a1b23_2)',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2024-10-12T19:34:44.999261478Z'),
        runtime: 'docker',
        containerId: '3f9c1d2e4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
        execId: null,
        pid: null,
        exitStatus: 137,
        exitedAt: null,
        sandbox: null,
        synthetic: false,
        name: 'app',
        pod: { namespace: 'shop', name: 'web-0', uid: '7d0f5b52-3c1e-4b8e-9a64-2f6f0c9a1b23' },
      },
    },
    {
      version: '20.10, of the sandbox of a pod',
      message:
        '2024-10-12T19:34:40.199261478Z container create 3f9c1d2e4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0 (image=pause:3.2, name=k8s_POD_web-0_shop_7d0f5b52-3c1e-4b8e-9a64-2f6f0c9a1b23_1)',
      fact: {
        type: 'runtime.sandbox_created',
        stamp: logfmtStamp('2024-10-12T19:34:40.199261478Z'),
        runtime: 'docker',
        containerId: '3f9c1d2e4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
        pod: { namespace: 'shop', name: 'web-0', uid: '7d0f5b52-3c1e-4b8e-9a64-2f6f0c9a1b23' },
        attempt: 1,
      },
    },
  ],
  nearMisses: [
    {
      message: '2024-10-12T19:34:44.9Z container die 3f9c1d2e4b5a (exitCode=1)',
      because: 'the id is shortened',
    },
    {
      message:
        '2024-10-12T19:34:44.9Z container kill 3f9c1d2e4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0 (image=nginx, name=web, signal=1)',
      because: 'SIGHUP tells a program to read its settings again',
    },
    {
      message:
        '2024-10-12 19:34:44.9 +0000 UTC container start 3f9c1d2e4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0 (image=nginx, name=web)',
      because: 'podman’s',
    },
    {
      message: '2015-06-18T10:22:37.000000000Z nginx:latest: (from nginx:latest) destroy',
      because: 'of an image',
    },
    { message: '2024-10-12T19:34:44.9Z image pull nginx:latest (name=nginx)', because: 'of an image' },
    {
      message:
        '{"Type":"network","Action":"destroy","Actor":{"ID":"3f9c1d2e4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0","Attributes":{"name":"bridge"}}}',
      because: 'of a network',
    },
  ],
}
