// containerd, the CRI plugin's and dockerd's alike: its connection to the shim of a container or sandbox ended. A normal
// end does it too; where containerd prints no exits, it is all there is of one. `shim reaped` is runtime v1 (to 1.4).
import type { Fact, FactOf } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { readChoppedId } from '../shared/container-id.js'
import { runtimeOfNamespace } from '../shared/containerd-namespace.js'
import { fieldOf, isClosed, type LogfmtRecord, logfmtStamp } from '../shared/logfmt.js'
import { type Phrase, readPhrase, wording } from '../shared/phrase.js'
import { CONTAINERD } from '../shared/programs.js'

type Says = FactOf['runtime.shim_gone']['says']

const PHRASES: readonly Phrase[] = [
  { wording: wording`shim disconnected$`, means: (record) => gone(record, 'disconnected') },
  {
    wording: wording`(?:cleaning up after shim (?:disconnected|dead)|cleaning leaked shim process)$`,
    means: (record) => gone(record, 'cleaning-up'),
  },
  { wording: wording`shim reaped$`, means: (record) => gone(record, 'reaped') },
]

function gone(record: LogfmtRecord, says: Says): Fact | undefined {
  const containerId = readChoppedId(fieldOf(record, 'id'), isClosed(record, 'id'))
  if (containerId === null) return undefined
  // To 1.6 `shim disconnected` and `shim reaped` do not tell the namespace.
  const runtime = runtimeOfNamespace(fieldOf(record, 'namespace'))
  return { type: 'runtime.shim_gone', runtime, containerId, says }
}

export const containerdShim: MessageParser = {
  id: 'containerd-shim',
  source: 'containerd',
  reads: [
    { message: 'shim reaped', since: '1.0' },
    { message: 'cleaning up after shim dead', since: '1.0' },
    { message: 'shim disconnected', since: '1.4' },
    { message: 'cleaning up after shim disconnected', since: '1.4' },
    { message: 'cleaning leaked shim process', since: '1.6' },
  ],
  programs: CONTAINERD,
  needles: ['shim disconnected', 'shim reaped', 'cleaning up after shim', 'cleaning leaked shim'],
  parse: (message) => readPhrase(message, PHRASES),
  samples: [
    {
      version: '1.0',
      program: 'containerd',
      message:
        'time="2018-12-27T21:38:06.441456597+01:00" level=info msg="shim reaped" id=5f1e8d7c6b5a49382716f0e1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49',
      fact: {
        type: 'runtime.shim_gone',
        stamp: logfmtStamp('2018-12-27T21:38:06.441456597+01:00'),
        runtime: 'containerd',
        containerId: '5f1e8d7c6b5a49382716f0e1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49',
        says: 'reaped',
      },
    },
    {
      version: '1.2, in a pager',
      program: 'balenad',
      message:
        'time="2022-08-19T19:00:15.074224040Z" level=info msg="shim reaped" id=5f1e8d7c6b5a49382716f0e>',
      fact: {
        type: 'runtime.shim_gone',
        stamp: logfmtStamp('2022-08-19T19:00:15.074224040Z'),
        runtime: 'containerd',
        containerId: '5f1e8d7c6b5a49382716f0e',
        says: 'reaped',
      },
    },
    {
      version: '1.0, as `systemctl status` shows long lines',
      program: 'dockerd',
      message:
        'time="2018-04-02T11:54:27Z" level=info msg="shim reaped" id=5f1e8d7c6b5a49382716f0e1d2c3b4a59...d/tasks"',
      fact: {
        type: 'runtime.shim_gone',
        stamp: logfmtStamp('2018-04-02T11:54:27Z'),
        runtime: 'containerd',
        containerId: '5f1e8d7c6b5a49382716f0e1d2c3b4a59',
        says: 'reaped',
      },
    },
    {
      version: '1.7, the id shortened by a person',
      message: 'INFO[2026-02-21T20:04:43.073Z] shim disconnected  id=5f1e8d7c6b5a namespace=moby',
      fact: {
        type: 'runtime.shim_gone',
        stamp: logfmtStamp('2026-02-21T20:04:43.073Z'),
        runtime: 'docker',
        containerId: '5f1e8d7c6b5a',
        says: 'disconnected',
      },
    },
    {
      version: '1.2, at a terminal',
      message:
        'INFO[2019-05-22T14:02:31.910676430+02:00] shim reaped                                   id=5f1e8d7c6b5a49382716f0e1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49',
      fact: {
        type: 'runtime.shim_gone',
        stamp: logfmtStamp('2019-05-22T14:02:31.910676430+02:00'),
        runtime: 'containerd',
        containerId: '5f1e8d7c6b5a49382716f0e1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49',
        says: 'reaped',
      },
    },
    {
      version: '1.6.20',
      message:
        'time="2026-11-23T02:01:13.345056169Z" level=info msg="shim disconnected" id=88949148831739d592b78249be4f185a25329cf9e1414124b679d3667b3a537b',
      fact: {
        type: 'runtime.shim_gone',
        stamp: logfmtStamp('2026-11-23T02:01:13.345056169Z'),
        runtime: 'containerd',
        containerId: '88949148831739d592b78249be4f185a25329cf9e1414124b679d3667b3a537b',
        says: 'disconnected',
      },
    },
    {
      version: '1.7.24',
      message:
        'time="2026-11-23T02:22:10.463097637Z" level=warning msg="cleaning up after shim disconnected" id=025e072a075094d33dbe34c9a144d94fb5c44e00368d6746b8e9115e9d3abd4b namespace=k8s.io',
      fact: {
        type: 'runtime.shim_gone',
        stamp: logfmtStamp('2026-11-23T02:22:10.463097637Z'),
        runtime: 'containerd',
        containerId: '025e072a075094d33dbe34c9a144d94fb5c44e00368d6746b8e9115e9d3abd4b',
        says: 'cleaning-up',
      },
    },
    {
      version: '1.7.24, a container that died while containerd was down',
      message:
        'time="2026-11-23T02:22:01.706052320Z" level=info msg="cleaning leaked shim process" id=4c6fe05025b486e20539a120ddeccb17db178f4882e3fc463408ca5ce5c15f6d namespace=k8s.io',
      fact: {
        type: 'runtime.shim_gone',
        stamp: logfmtStamp('2026-11-23T02:22:01.706052320Z'),
        runtime: 'containerd',
        containerId: '4c6fe05025b486e20539a120ddeccb17db178f4882e3fc463408ca5ce5c15f6d',
        says: 'cleaning-up',
      },
    },
    {
      version: '2.1, of dockerd 28.5',
      message:
        'time="2026-11-23T02:49:50.939461276Z" level=info msg="shim disconnected" id=b550bf3a84f2957311a47ce090f0649c0a64c96b6013e453b74af6f8162e86e2 namespace=moby',
      fact: {
        type: 'runtime.shim_gone',
        stamp: logfmtStamp('2026-11-23T02:49:50.939461276Z'),
        runtime: 'docker',
        containerId: 'b550bf3a84f2957311a47ce090f0649c0a64c96b6013e453b74af6f8162e86e2',
        says: 'disconnected',
      },
    },
    {
      version: '1.2, of balenaEngine 18.9',
      program: 'balenad',
      message:
        'time="2019-11-05T08:31:44.907215638Z" level=info msg="shim reaped" id=6a5f4e3d2c1b0a9f8e7d6c5b4a3928170f6e5d4c3b2a19087f6e5d4c3b2a1908',
      fact: {
        type: 'runtime.shim_gone',
        stamp: logfmtStamp('2019-11-05T08:31:44.907215638Z'),
        runtime: 'containerd',
        containerId: '6a5f4e3d2c1b0a9f8e7d6c5b4a3928170f6e5d4c3b2a19087f6e5d4c3b2a1908',
        says: 'reaped',
      },
    },
  ],
  nearMisses: [
    {
      message:
        'time="2025-05-16T18:02:43.772965922Z" level=info msg="cleaning up dead shim" namespace=k8s.io',
      because: 'names no container',
    },
    {
      message:
        'time="2026-11-23T02:01:13.345056169Z" level=info msg="shim disconnected" id=88949148831739d592b78249be4f18',
      because: 'the id is cut short',
    },
    {
      message:
        'time="2024-03-04T09:17:07.1Z" level=warning msg="failed to clean up after shim disconnected" error="context deadline exceeded" id=88949148831739d592b78249be4f185a25329cf9e1414124b679d3667b3a537b namespace=k8s.io',
      because: 'the clean-up failed, which says nothing more of the container',
    },
  ],
}
