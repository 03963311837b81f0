// CRI-O itself starts, since 1.14. Containers run on without it.
import type { MessageParser } from '../../src/model/parser.js'
import { logfmtStamp } from '../shared/logfmt.js'
import { type Phrase, readPhrase, wording } from '../shared/phrase.js'
import { CRIO } from '../shared/programs.js'

const PHRASES: readonly Phrase[] = [
  {
    wording: wording`Starting CRI-O, version: ([^\s,]{1,80})(?:,.*)?$`,
    means: (_record, version) => ({ type: 'runtime.daemon', runtime: 'cri-o', phase: 'starting', version }),
  },
]

export const crioDaemon: MessageParser = {
  id: 'crio-daemon',
  source: 'cri-o',
  reads: [{ message: 'Starting CRI-O, version', since: '1.14' }],
  programs: CRIO,
  needles: ['Starting CRI-O'],
  parse: (message) => readPhrase(message, PHRASES),
  samples: [
    {
      version: '1.30.5',
      message:
        'time="2024-09-04T11:27:18.691313588Z" level=info msg="Starting CRI-O, version: 1.30.5, git: df27b8f8eb49a13c522aca56ee4ec27bc7482fad(clean)"',
      fact: {
        type: 'runtime.daemon',
        stamp: logfmtStamp('2024-09-04T11:27:18.691313588Z'),
        runtime: 'cri-o',
        phase: 'starting',
        version: '1.30.5',
      },
    },
    {
      version: '1.26.3',
      message: 'time="2023-05-27 13:26:52.686526487Z" level=info msg="Starting CRI-O, version: 1.26.3"',
      fact: {
        type: 'runtime.daemon',
        stamp: logfmtStamp('2023-05-27 13:26:52.686526487Z'),
        runtime: 'cri-o',
        phase: 'starting',
        version: '1.26.3',
      },
    },
  ],
  nearMisses: [
    {
      message: 'time="2023-05-27 13:26:52.686526487Z" level=info msg="Starting CRI-O, version: 1.2',
      because: 'the version is cut short',
    },
    {
      message: 'Starting Container Runtime Interface for OCI (CRI-O)...',
      because: 'systemd says so, not CRI-O',
    },
  ],
}
