// cri-dockerd, since 0.2: the CRI's face of dockerd prints little of its own; that a sandbox could not be stopped it says.
import type { MessageParser } from '../../src/model/parser.js'
import { logfmtStamp } from '../shared/logfmt.js'
import { behindColon, ID, type Phrase, readPhrase, wording } from '../shared/phrase.js'
import { CRI_DOCKERD } from '../shared/programs.js'

const PHRASES: readonly Phrase[] = [
  {
    wording: wording`Failed to stop sandbox ${ID}: `,
    means: (record, containerId) => ({
      type: 'runtime.stopped',
      runtime: 'docker',
      target: 'sandbox',
      containerId,
      outcome: 'failed',
      error: behindColon(record),
    }),
  },
]

export const criDockerdStop: MessageParser = {
  id: 'cri-dockerd-stop',
  source: 'cri-dockerd',
  reads: [{ message: 'Failed to stop sandbox', since: '0.2' }],
  programs: CRI_DOCKERD,
  needles: ['Failed to stop sandbox'],
  parse: (message) => readPhrase(message, PHRASES),
  samples: [
    {
      version: '0.3',
      message:
        'time="2024-03-04T09:17:07Z" level=error msg="Failed to stop sandbox 5a9d2e1c7b3f4860a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718: operation timeout: context deadline exceeded"',
      fact: {
        type: 'runtime.stopped',
        stamp: logfmtStamp('2024-03-04T09:17:07Z'),
        runtime: 'docker',
        target: 'sandbox',
        containerId: '5a9d2e1c7b3f4860a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718',
        outcome: 'failed',
        error: 'operation timeout: context deadline exceeded',
      },
    },
  ],
  nearMisses: [
    {
      message:
        'time="2024-03-04T09:17:07Z" level=info msg="Both sandbox container and checkpoint could not be found with id \\"5a9d2e1c7b3f4860a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718\\". Proceed without further sandbox information."',
      because: 'a sandbox removed before',
    },
  ],
}
