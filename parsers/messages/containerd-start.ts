// containerd: a container is started. The CRI plugin prints the request and its end since 1.2; the runtime below it,
// which dockerd uses too, the shim: `shim containerd-shim started` (runtime v1), `starting signal loop` (v2, at info to
// 1.6; once a pod), `connecting to shim` (since 2.0; also for every shim found when containerd itself starts).
import type { FactOf } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import type { Runtime } from '../../src/model/place.js'
import { readContainerId } from '../shared/container-id.js'
import { runtimeOfNamespace } from '../shared/containerd-namespace.js'
import { fieldOf, logfmtStamp } from '../shared/logfmt.js'
import { ID, type Phrase, QUOTED_ID, readPhrase, wording } from '../shared/phrase.js'
import { CONTAINERD } from '../shared/programs.js'

type Started = FactOf['runtime.container_started']

const PHRASES: readonly Phrase[] = [
  {
    wording: wording`StartContainer for ${QUOTED_ID}$`,
    means: (_record, id) => started('containerd', 'requested', id),
  },
  {
    wording: wording`StartContainer for ${QUOTED_ID} returns successfully`,
    means: (_record, id) => started('containerd', 'started', id),
  },
  {
    wording: wording`connecting to shim ${ID}$`,
    means: (record, id) => started(runtimeOfNamespace(fieldOf(record, 'namespace')), 'connecting', id),
  },
  {
    wording: wording`shim (?:docker-)?containerd-shim started$`,
    means(record) {
      // /containerd-shim/moby/22aa…/shim.sock; a hash instead of the id since 1.2.14 and 1.3
      const [, shims, namespace, id, socket] = fieldOf(record, 'address')?.split('/') ?? []
      const containerId = readContainerId(id)
      if (shims !== 'containerd-shim' || containerId === null || socket !== 'shim.sock') return undefined
      return started(runtimeOfNamespace(namespace), 'connecting', containerId)
    },
  },
  {
    wording: wording`starting signal loop$`,
    means(record) {
      // /run/containerd/io.containerd.runtime.v2.task/k8s.io/22aa…
      const [namespace, id] = fieldOf(record, 'path')?.split('/').slice(-2) ?? []
      const containerId = readContainerId(id)
      return containerId === null
        ? undefined
        : started(runtimeOfNamespace(namespace), 'connecting', containerId)
    },
  },
]

function started(runtime: Runtime, phase: Started['phase'], containerId: string): Started {
  return {
    type: 'runtime.container_started',
    runtime,
    phase,
    containerId,
    sandboxId: null,
    pod: null,
    name: null,
    pid: null,
  }
}

export const containerdStart: MessageParser = {
  id: 'containerd-start',
  source: 'containerd',
  reads: [
    { message: 'StartContainer for', since: '1.2' },
    { message: 'StartContainer for … returns successfully', since: '1.2' },
    { message: 'shim containerd-shim started', since: '1.0' },
    { message: 'starting signal loop', since: '1.3' },
    { message: 'connecting to shim', since: '2.0' },
  ],
  programs: CONTAINERD,
  needles: ['StartContainer for', 'connecting to shim', 'containerd-shim started', 'starting signal loop'],
  parse: (message) => readPhrase(message, PHRASES),
  samples: [
    {
      version: '1.7.24',
      message:
        'time="2026-11-23T02:22:04.317122276Z" level=info msg="StartContainer for \\"025e072a075094d33dbe34c9a144d94fb5c44e00368d6746b8e9115e9d3abd4b\\""',
      fact: {
        ...started(
          'containerd',
          'requested',
          '025e072a075094d33dbe34c9a144d94fb5c44e00368d6746b8e9115e9d3abd4b',
        ),
        stamp: logfmtStamp('2026-11-23T02:22:04.317122276Z'),
      },
    },
    {
      version: '1.7.24',
      message:
        'time="2026-11-23T02:22:04.384657560Z" level=info msg="StartContainer for \\"025e072a075094d33dbe34c9a144d94fb5c44e00368d6746b8e9115e9d3abd4b\\" returns successfully"',
      fact: {
        ...started(
          'containerd',
          'started',
          '025e072a075094d33dbe34c9a144d94fb5c44e00368d6746b8e9115e9d3abd4b',
        ),
        stamp: logfmtStamp('2026-11-23T02:22:04.384657560Z'),
      },
    },
    {
      version: '1.5, the front of the line cut off',
      message:
        'T14:14:37.979214517+07:00" level=info msg="StartContainer for \\"a7f05c3e91d84b26f0e1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a493827\\" returns successfully"',
      fact: started(
        'containerd',
        'started',
        'a7f05c3e91d84b26f0e1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a493827',
      ),
    },
    {
      version: '2.1.9',
      message:
        'time="2026-11-23T02:48:07.000655314Z" level=info msg="connecting to shim 0d925c34c3b5f372bb7b5c686ef86a08a1a01b71fbd35a5cd096d56656a21c9a" address="unix:///run/containerd/s/1614e95c87ce90bbfb01d284b2001b50373365e119bf3fe10f0aaf85f2dd90af" protocol=ttrpc version=3',
      fact: {
        ...started(
          'containerd',
          'connecting',
          '0d925c34c3b5f372bb7b5c686ef86a08a1a01b71fbd35a5cd096d56656a21c9a',
        ),
        stamp: logfmtStamp('2026-11-23T02:48:07.000655314Z'),
      },
    },
    {
      version: '2.1, of dockerd 28.5',
      message:
        'time="2026-11-23T02:49:48.367871126Z" level=info msg="connecting to shim b550bf3a84f2957311a47ce090f0649c0a64c96b6013e453b74af6f8162e86e2" address="unix:///run/containerd/s/ec7188c54739628214894da841e57fbe597e3da3167ee342b50d95c5f17f72a2" namespace=moby protocol=ttrpc version=3',
      fact: {
        ...started(
          'docker',
          'connecting',
          'b550bf3a84f2957311a47ce090f0649c0a64c96b6013e453b74af6f8162e86e2',
        ),
        stamp: logfmtStamp('2026-11-23T02:49:48.367871126Z'),
      },
    },
    {
      version: '1.0, of docker 17.12',
      program: 'dockerd',
      message:
        'time="2018-05-28T01:47:12-04:00" level=info msg="shim docker-containerd-shim started" address="/containerd-shim/moby/5f1e8d7c6b5a49382716f0e1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49/shim.sock" debug=false module="containerd/tasks" pid=20386',
      fact: {
        ...started(
          'docker',
          'connecting',
          '5f1e8d7c6b5a49382716f0e1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49',
        ),
        stamp: logfmtStamp('2018-05-28T01:47:12-04:00'),
      },
    },
    {
      version: '1.2, at a terminal',
      message:
        'INFO[2019-11-09T10:39:51.875853600Z] shim containerd-shim started                  address="/containerd-shim/moby/5f1e8d7c6b5a49382716f0e1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49/shim.sock" debug=false pid=314',
      fact: {
        ...started(
          'docker',
          'connecting',
          '5f1e8d7c6b5a49382716f0e1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49',
        ),
        stamp: logfmtStamp('2019-11-09T10:39:51.875853600Z'),
      },
    },
    {
      version: '1.6.20',
      message:
        'time="2026-11-23T01:58:13.106564986Z" level=info msg="starting signal loop" namespace=k8s.io path=/run/containerd/io.containerd.runtime.v2.task/k8s.io/0aa5833352ca36569801903909d0deb973bfa8d089bdaa5b88892736e30cda0a pid=7091 runtime=io.containerd.runc.v2',
      fact: {
        ...started(
          'containerd',
          'connecting',
          '0aa5833352ca36569801903909d0deb973bfa8d089bdaa5b88892736e30cda0a',
        ),
        stamp: logfmtStamp('2026-11-23T01:58:13.106564986Z'),
      },
    },
  ],
  nearMisses: [
    {
      message:
        'time="2026-11-23T02:22:04.317122276Z" level=info msg="StartContainer for \\"025e072a075094d33dbe34c9a144d94fb5c44e00368d6746b8e9115e9d3abd4b\\"',
      because: 'cut before it tells a request from its end',
    },
    {
      message:
        'time="2020-08-21T04:16:29.871693460Z" level=info msg="shim containerd-shim started" address=/containerd-shim/0b202596f315e670fb49a5900347ed02137d3d906f7c487defd4becdabdef710.sock debug=false pid=3814',
      because: 'the address is a hash, no id',
    },
    {
      message:
        'time="2024-12-27T10:38:10.549172398+08:00" level=warning msg="cleanup warnings time=\\"2024-12-27T10:38:10+08:00\\" level=info msg=\\"starting signal loop\\" namespace=moby pid=833301 runtime=io.containerd.runc.v2\\n"',
      because: 'words of the shim that cleans up, inside another message',
    },
  ],
}
