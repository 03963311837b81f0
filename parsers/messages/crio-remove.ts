// CRI-O: a container or sandbox is removed (`Removing …` since 1.20). What is removed had ended before.
import type { FactOf } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { logfmtStamp } from '../shared/logfmt.js'
import { ID, type Phrase, readPhrase, wording } from '../shared/phrase.js'
import { CRIO } from '../shared/programs.js'

type Removed = FactOf['runtime.removed']

const PHRASES: readonly Phrase[] = [
  {
    wording: wording`Removing container: ${ID}$`,
    means: (_record, id) => removed('container', 'requested', id),
  },
  {
    wording: wording`Removed container ${ID}: `,
    means: (_record, id) => removed('container', 'removed', id),
  },
  {
    wording: wording`Removing pod sandbox: ${ID}$`,
    means: (_record, id) => removed('sandbox', 'requested', id),
  },
  {
    wording: wording`Removed pod sandbox: ${ID}$`,
    means: (_record, id) => removed('sandbox', 'removed', id),
  },
]

function removed(target: Removed['target'], phase: Removed['phase'], containerId: string): Removed {
  return { type: 'runtime.removed', runtime: 'cri-o', target, phase, forced: false, containerId }
}

export const crioRemove: MessageParser = {
  id: 'crio-remove',
  source: 'cri-o',
  reads: [
    { message: 'Removing container, pod sandbox', since: '1.20' },
    { message: 'Removed container, pod sandbox', since: '1.20' },
  ],
  programs: CRIO,
  needles: ['Removing container', 'Removed container', 'Removing pod sandbox', 'Removed pod sandbox'],
  parse: (message) => readPhrase(message, PHRASES),
  samples: [
    {
      version: '1.30',
      message:
        'time="2024-10-12 19:35:44.999261478Z" level=info msg="Removing container: c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e" id=7c6a2b1d-0f4e-4a53-9d0b-2e8f1c3a5b7d name=/runtime.v1.RuntimeService/RemoveContainer',
      fact: {
        ...removed(
          'container',
          'requested',
          'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        ),
        stamp: logfmtStamp('2024-10-12 19:35:44.999261478Z'),
      },
    },
    {
      version: '1.30',
      message:
        'time="2024-10-12 19:35:45.099261478Z" level=info msg="Removed container c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e: prod/web-0/app" id=7c6a2b1d-0f4e-4a53-9d0b-2e8f1c3a5b7d name=/runtime.v1.RuntimeService/RemoveContainer',
      fact: {
        ...removed(
          'container',
          'removed',
          'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        ),
        stamp: logfmtStamp('2024-10-12 19:35:45.099261478Z'),
      },
    },
    {
      version: '1.30',
      message:
        'time="2024-10-12 19:35:46.999261478Z" level=info msg="Removing pod sandbox: 5a9d2e1c7b3f4860a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718" id=7c6a2b1d-0f4e-4a53-9d0b-2e8f1c3a5b7d name=/runtime.v1.RuntimeService/RemovePodSandbox',
      fact: {
        ...removed(
          'sandbox',
          'requested',
          '5a9d2e1c7b3f4860a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718',
        ),
        stamp: logfmtStamp('2024-10-12 19:35:46.999261478Z'),
      },
    },
    {
      version: '1.30',
      message:
        'time="2024-10-12 19:35:47.099261478Z" level=info msg="Removed pod sandbox: 5a9d2e1c7b3f4860a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718" id=7c6a2b1d-0f4e-4a53-9d0b-2e8f1c3a5b7d name=/runtime.v1.RuntimeService/RemovePodSandbox',
      fact: {
        ...removed('sandbox', 'removed', '5a9d2e1c7b3f4860a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718'),
        stamp: logfmtStamp('2024-10-12 19:35:47.099261478Z'),
      },
    },
  ],
  nearMisses: [
    {
      message:
        'time="2024-10-12 19:35:44.999261478Z" level=info msg="Removing container: c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e',
      because: 'the id is cut short',
    },
  ],
}
