// CRI-O: it saw that a container or sandbox ended. At info it prints neither ends nor codes; warnings tell that the exit
// file with the code is lost (255 is what newer ones report then), debug lines the end and the code.
import type { FactOf } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { logfmtStamp } from '../shared/logfmt.js'
import { ID, type Phrase, readPhrase, wording } from '../shared/phrase.js'
import { CRIO } from '../shared/programs.js'

type Exit = FactOf['runtime.exit']

const PHRASES: readonly Phrase[] = [
  {
    wording: wording`[Ff]ailed to find container exit file for ${ID}: `,
    means: (_record, id) => exit(id, {}),
  },
  {
    wording: wording`Failed to (?:update container status from exit file for ${ID}|read exit file for ${ID} after wait)`,
    means: (_record, id, other) => exit(id || other, { exitStatus: 255, synthetic: true }),
  },
  {
    wording: wording`[Ff]ound exit code for ${ID}: (\d{1,3})$`,
    means: (_record, id, code) => exit(id, { exitStatus: Number(code) }),
  },
  {
    wording: wording`[Cc]ontainer or sandbox exited: ${ID}$`,
    means: (_record, id) => exit(id, {}),
  },
  {
    wording: wording`[Cc]ontainer exited and found: ${ID}$`,
    means: (_record, id) => exit(id, { sandbox: false }),
  },
  {
    wording: wording`[Ss]andbox (?:infra )?exited and found: ${ID}$`,
    means: (_record, id) => exit(id, { sandbox: true }),
  },
]

function exit(containerId: string, told: Partial<Pick<Exit, 'exitStatus' | 'sandbox' | 'synthetic'>>): Exit {
  return {
    type: 'runtime.exit',
    runtime: 'cri-o',
    containerId,
    execId: null,
    pid: null,
    exitStatus: null,
    exitedAt: null,
    sandbox: null,
    synthetic: false,
    ...told,
  }
}

export const crioExit: MessageParser = {
  id: 'crio-exit',
  source: 'cri-o',
  reads: [
    { message: 'Failed to find container exit file for', since: '1.20' },
    { message: 'Failed to update container status from exit file for', since: '1.36' },
    { message: 'Failed to read exit file for … after wait', since: '1.36' },
    { message: 'Found exit code for (debug)', since: '1.20' },
    { message: 'Container or sandbox exited (debug)', since: '1.16' },
    { message: 'container, sandbox exited and found (debug)', since: '1.16' },
  ],
  programs: CRIO,
  needles: ['exit file for', 'ound exit code for', 'or sandbox exited', 'exited and found'],
  parse: (message) => readPhrase(message, PHRASES),
  samples: [
    {
      version: '1.20',
      message:
        'time="2021-03-04 09:17:07.5Z" level=warning msg="failed to find container exit file for c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e: timed out waiting for the condition"',
      fact: {
        ...exit('c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e', {}),
        stamp: logfmtStamp('2021-03-04 09:17:07.5Z'),
      },
    },
    {
      version: '1.36',
      message:
        'time="2026-02-05T22:08:55.62988489Z" level=error msg="Failed to update container status from exit file for c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e: no such file or directory"',
      fact: {
        ...exit('c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e', {
          exitStatus: 255,
          synthetic: true,
        }),
        stamp: logfmtStamp('2026-02-05T22:08:55.62988489Z'),
      },
    },
    {
      version: '1.36',
      message:
        'time="2026-02-05T22:08:55.62988489Z" level=error msg="Failed to read exit file for c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e after wait: no such file or directory"',
      fact: {
        ...exit('c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e', {
          exitStatus: 255,
          synthetic: true,
        }),
        stamp: logfmtStamp('2026-02-05T22:08:55.62988489Z'),
      },
    },
    {
      version: '1.30, debug',
      message:
        'time="2024-10-12T19:34:44.999261478Z" level=debug msg="Found exit code for c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e: 137" file="oci/runtime_oci.go:1021"',
      fact: {
        ...exit('c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e', { exitStatus: 137 }),
        stamp: logfmtStamp('2024-10-12T19:34:44.999261478Z'),
      },
    },
    {
      version: '1.16, debug',
      message:
        'time="2019-11-17 22:34:46.087380192-08:00" level=debug msg="container or sandbox exited: c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e"',
      fact: {
        ...exit('c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e', {}),
        stamp: logfmtStamp('2019-11-17 22:34:46.087380192-08:00'),
      },
    },
    {
      version: '1.16, debug',
      message:
        'time="2019-11-17 22:34:46.087413457-08:00" level=debug msg="container exited and found: c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e"',
      fact: {
        ...exit('c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e', { sandbox: false }),
        stamp: logfmtStamp('2019-11-17 22:34:46.087413457-08:00'),
      },
    },
    {
      version: '1.30, debug',
      message:
        'time="2024-10-12T19:34:45.999261478Z" level=debug msg="sandbox infra exited and found: 5a9d2e1c7b3f4860a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718" file="server/server.go:790"',
      fact: {
        ...exit('5a9d2e1c7b3f4860a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718', { sandbox: true }),
        stamp: logfmtStamp('2024-10-12T19:34:45.999261478Z'),
      },
    },
  ],
  nearMisses: [
    {
      message:
        'time="2019-11-17 22:34:46.087120063-08:00" level=debug msg="container or sandbox exited: c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e.HYHHB0"',
      because: 'the exit file while conmon writes it',
    },
    {
      message:
        'time="2024-10-12T19:34:44.999261478Z" level=debug msg="Found exit code for c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e: 13',
      because: 'the code is cut short',
    },
  ],
}
