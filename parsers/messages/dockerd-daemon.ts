// dockerd itself starts and stops. Unless live-restore is set, a stopping dockerd stops all containers.
import type { MessageParser } from '../../src/model/parser.js'
import { fieldOf, logfmtStamp } from '../shared/logfmt.js'
import { type Phrase, readPhrase, wording } from '../shared/phrase.js'
import { DOCKERD } from '../shared/programs.js'

const PHRASES: readonly Phrase[] = [
  {
    wording: wording`Docker daemon$`,
    means: (record) => ({
      type: 'runtime.daemon',
      runtime: 'docker',
      phase: 'starting',
      version: fieldOf(record, 'version') || null,
    }),
  },
  {
    wording: wording`Daemon has completed initialization$`,
    means: () => ({ type: 'runtime.daemon', runtime: 'docker', phase: 'ready', version: null }),
  },
  {
    wording: wording`(?:Processing signal '[\w ]{1,40}'|Daemon shutdown complete)$`,
    means: () => ({ type: 'runtime.daemon', runtime: 'docker', phase: 'stopping', version: null }),
  },
]

export const dockerdDaemon: MessageParser = {
  id: 'dockerd-daemon',
  source: 'dockerd',
  reads: [
    { message: 'Docker daemon, with version', since: '18.09' },
    { message: 'Daemon has completed initialization', since: '18.09' },
    { message: "Processing signal 'terminated'", since: '18.09' },
    { message: 'Daemon shutdown complete', since: '18.09' },
  ],
  programs: DOCKERD,
  needles: ['Docker daemon', 'Daemon has completed', 'Processing signal', 'Daemon shutdown complete'],
  parse: (message) => readPhrase(message, PHRASES),
  samples: [
    {
      version: '28.5.2',
      message:
        'time="2026-11-23T02:50:25.452442246Z" level=info msg="Docker daemon" commit=3ef3c07c883be49a2e8097bcf6d2952fce1d70eb containerd-snapshotter=false storage-driver=overlay2 version=28.5.2+dfsg4',
      fact: {
        type: 'runtime.daemon',
        stamp: logfmtStamp('2026-11-23T02:50:25.452442246Z'),
        runtime: 'docker',
        phase: 'starting',
        version: '28.5.2+dfsg4',
      },
    },
    {
      version: '28.5.2',
      message: 'time="2026-11-23T02:50:25.464433667Z" level=info msg="Daemon has completed initialization"',
      fact: {
        type: 'runtime.daemon',
        stamp: logfmtStamp('2026-11-23T02:50:25.464433667Z'),
        runtime: 'docker',
        phase: 'ready',
        version: null,
      },
    },
    {
      version: '28.5.2',
      message: `time="2026-11-23T02:50:17.764222422Z" level=info msg="Processing signal 'terminated'"`,
      fact: {
        type: 'runtime.daemon',
        stamp: logfmtStamp('2026-11-23T02:50:17.764222422Z'),
        runtime: 'docker',
        phase: 'stopping',
        version: null,
      },
    },
    {
      version: '28.5.2',
      message: 'time="2026-11-23T02:50:19.832486416Z" level=info msg="Daemon shutdown complete"',
      fact: {
        type: 'runtime.daemon',
        stamp: logfmtStamp('2026-11-23T02:50:19.832486416Z'),
        runtime: 'docker',
        phase: 'stopping',
        version: null,
      },
    },
  ],
  nearMisses: [
    {
      message: 'time="2026-11-23T02:50:25.399862499Z" level=info msg="Starting up"',
      because: 'words that any program might use',
    },
    {
      message:
        'time="2026-11-23T02:50:19.831742942Z" level=info msg="stopping event stream following graceful shutdown" error="<nil>" module=libcontainerd namespace=moby',
      because: 'one of its parts',
    },
  ],
}
