// containerd itself starts and stops, since 1.0 (`Stop CRI service`: 1.2). Containers run on without it; what ends
// meanwhile leaves no exit line.
import type { MessageParser } from '../../src/model/parser.js'
import { fieldOf, logfmtStamp } from '../shared/logfmt.js'
import { type Phrase, readPhrase, wording } from '../shared/phrase.js'
import { CONTAINERD } from '../shared/programs.js'

const PHRASES: readonly Phrase[] = [
  {
    wording: wording`starting containerd$`,
    means: (record) => ({
      type: 'runtime.daemon',
      runtime: 'containerd',
      phase: 'starting',
      version: fieldOf(record, 'version') || null,
    }),
  },
  {
    wording: wording`containerd successfully booted in `,
    means: () => ({ type: 'runtime.daemon', runtime: 'containerd', phase: 'ready', version: null }),
  },
  {
    wording: wording`Stop CRI service$`,
    means: () => ({ type: 'runtime.daemon', runtime: 'containerd', phase: 'stopping', version: null }),
  },
]

export const containerdDaemon: MessageParser = {
  id: 'containerd-daemon',
  source: 'containerd',
  reads: [
    { message: 'starting containerd', since: '1.0' },
    { message: 'containerd successfully booted', since: '1.0' },
    { message: 'Stop CRI service', since: '1.2' },
  ],
  programs: CONTAINERD,
  needles: ['starting containerd', 'containerd successfully booted', 'Stop CRI service'],
  parse: (message) => readPhrase(message, PHRASES),
  samples: [
    {
      version: '1.7.24',
      message:
        'time="2026-11-23T02:22:05.436112544Z" level=info msg="starting containerd" revision="1.7.24~ds1-6+deb13u1" version="1.7.24~ds1"',
      fact: {
        type: 'runtime.daemon',
        stamp: logfmtStamp('2026-11-23T02:22:05.436112544Z'),
        runtime: 'containerd',
        phase: 'starting',
        version: '1.7.24~ds1',
      },
    },
    {
      version: '2.1.9',
      message:
        'time="2026-11-23T02:48:10.970237538Z" level=info msg="starting containerd" revision= version=2.1.9+unknown',
      fact: {
        type: 'runtime.daemon',
        stamp: logfmtStamp('2026-11-23T02:48:10.970237538Z'),
        runtime: 'containerd',
        phase: 'starting',
        version: '2.1.9+unknown',
      },
    },
    {
      version: '1.7.24',
      message:
        'time="2026-11-23T02:22:05.484921571Z" level=info msg="containerd successfully booted in 0.049195s"',
      fact: {
        type: 'runtime.daemon',
        stamp: logfmtStamp('2026-11-23T02:22:05.484921571Z'),
        runtime: 'containerd',
        phase: 'ready',
        version: null,
      },
    },
    {
      version: '2.1.9',
      message: 'time="2026-11-23T02:48:07.432081781Z" level=info msg="Stop CRI service"',
      fact: {
        type: 'runtime.daemon',
        stamp: logfmtStamp('2026-11-23T02:48:07.432081781Z'),
        runtime: 'containerd',
        phase: 'stopping',
        version: null,
      },
    },
  ],
  nearMisses: [
    {
      message: 'time="2026-11-23T02:50:25.399862499Z" level=info msg="starting containerd-shim" id=1',
      because: 'a shim',
    },
    {
      message: 'Nov 23 systemd[1]: Starting containerd container runtime...',
      because: 'systemd says so, not containerd',
    },
  ],
}
