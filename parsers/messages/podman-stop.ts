// podman's own log, since 1.8: a container is stopped or sent a signal, at level debug; that its grace period is over, as a
// warning, which calls it by its name alone.
import type { MessageParser } from '../../src/model/parser.js'
import { goSignal } from '../shared/go-signal.js'
import { logfmtStamp } from '../shared/logfmt.js'
import { ID, type Phrase, readPhrase, wording } from '../shared/phrase.js'
import { PODMAN } from '../shared/programs.js'

const PHRASES: readonly Phrase[] = [
  {
    wording: wording`Stopping ctr ${ID} (?:with timeout (\d{1,10})|\(timeout (\d{1,10})\))$`,
    means: (_record, containerId, older, newer) => ({
      type: 'runtime.stop_requested',
      runtime: 'podman',
      target: 'container',
      containerId,
      timeoutSeconds: Number(older || newer),
    }),
  },
  {
    wording: wording`Sending signal (\d{1,2}) to container ${ID}$`,
    means: (_record, signal, containerId) => ({
      type: 'runtime.kill_sent',
      runtime: 'podman',
      containerId,
      signal: goSignal(signal),
      escalated: signal === '9',
    }),
  },
  {
    wording: wording`StopSignal \(?(?:SIG[A-Z0-9+-]{1,12}|\d{1,2})\)? failed to stop container ([\w.-]{1,253}) in \d{1,10} seconds, resorting to SIGKILL$`,
    means: (_record, name) => ({
      type: 'runtime.kill_sent',
      runtime: 'podman',
      containerId: null,
      name,
      signal: 'SIGKILL',
      escalated: true,
    }),
  },
]

export const podmanStop: MessageParser = {
  id: 'podman-stop',
  source: 'podman',
  reads: [
    { message: 'Stopping ctr (debug)', since: '1.8' },
    { message: 'Sending signal … to container (debug)', since: '4.0' },
    { message: 'StopSignal … failed to stop container …, resorting to SIGKILL', since: '1.8' },
  ],
  programs: PODMAN,
  needles: ['Stopping ctr', 'Sending signal', 'resorting to SIGKILL'],
  parse: (message) => readPhrase(message, PHRASES),
  samples: [
    {
      version: '4.4',
      message:
        'time="2023-04-12T13:04:13-07:00" level=debug msg="Stopping ctr c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e (timeout 10)"',
      fact: {
        type: 'runtime.stop_requested',
        stamp: logfmtStamp('2023-04-12T13:04:13-07:00'),
        runtime: 'podman',
        target: 'container',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        timeoutSeconds: 10,
      },
    },
    {
      version: '1.8',
      message:
        'time="2020-03-18T13:04:13-07:00" level=debug msg="Stopping ctr c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e with timeout 0"',
      fact: {
        type: 'runtime.stop_requested',
        stamp: logfmtStamp('2020-03-18T13:04:13-07:00'),
        runtime: 'podman',
        target: 'container',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        timeoutSeconds: 0,
      },
    },
    {
      version: '4.4',
      message:
        'time="2023-04-12T13:04:23-07:00" level=debug msg="Sending signal 9 to container c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e"',
      fact: {
        type: 'runtime.kill_sent',
        stamp: logfmtStamp('2023-04-12T13:04:23-07:00'),
        runtime: 'podman',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        signal: 'SIGKILL',
        escalated: true,
      },
    },
    {
      version: '4.4',
      message:
        'time="2023-04-12T13:04:23-07:00" level=warning msg="StopSignal SIGTERM failed to stop container web in 10 seconds, resorting to SIGKILL"',
      fact: {
        type: 'runtime.kill_sent',
        stamp: logfmtStamp('2023-04-12T13:04:23-07:00'),
        runtime: 'podman',
        containerId: null,
        name: 'web',
        signal: 'SIGKILL',
        escalated: true,
      },
    },
  ],
  nearMisses: [
    {
      message: 'time="2023-04-12T13:04:23-07:00" level=warning msg="the script is resorting to SIGKILL"',
      because: 'prose',
    },
    {
      message:
        'time="2026-11-23T02:52:24Z" level=info msg="Received shutdown.Stop(), terminating!" PID=11361',
      because: 'podman itself ends',
    },
  ],
}
