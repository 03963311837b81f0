// containerd's CRI plugin, since 1.2: a container or sandbox is asked to stop, the signals it is sent, and how that
// ended. `Kill container` follows when the grace period is over, at once where it is 0.
import type { FactOf } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { goSignal } from '../shared/go-signal.js'
import { fieldOf, logfmtStamp } from '../shared/logfmt.js'
import { type Phrase, QUOTED_ID, readPhrase, wording } from '../shared/phrase.js'
import { CONTAINERD } from '../shared/programs.js'

type Requested = FactOf['runtime.stop_requested']
type Stopped = FactOf['runtime.stopped']

const PHRASES: readonly Phrase[] = [
  {
    wording: wording`StopContainer for ${QUOTED_ID} with timeout (-?\d{1,15}) \(s\)`,
    means: (_record, id, seconds) => requested('container', id, Number(seconds)),
  },
  {
    wording: wording`StopContainer for ${QUOTED_ID} returns successfully`,
    means: (_record, id) => stopped('container', id, 'stopped', null),
  },
  {
    wording: wording`StopContainer for ${QUOTED_ID} failed`,
    means: (record, id) => stopped('container', id, 'failed', fieldOf(record, 'error')),
  },
  {
    wording: wording`StopPodSandbox for ${QUOTED_ID}$`,
    means: (_record, id) => requested('sandbox', id, null),
  },
  {
    wording: wording`StopPodSandbox for ${QUOTED_ID} returns successfully`,
    means: (_record, id) => stopped('sandbox', id, 'stopped', null),
  },
  {
    wording: wording`StopPodSandbox for ${QUOTED_ID} failed`,
    means: (record, id) => stopped('sandbox', id, 'failed', fieldOf(record, 'error')),
  },
  {
    wording: wording`Forcibly stopping (container|sandbox) ${QUOTED_ID}`,
    means: (_record, target, id) => requested(target === 'sandbox' ? target : 'container', id, null),
  },
  {
    wording: wording`Container to stop ${QUOTED_ID} must be in running or unknown state, current state \\*"CONTAINER_EXITED\\*"`,
    means: (_record, id) => stopped('container', id, 'not-running', null),
  },
  {
    wording: wording`Stop container ${QUOTED_ID} with signal (.{1,40})$`,
    means(_record, containerId, words) {
      const signal = goSignal(words)
      // `… with signal terminated timed out` says that the one sent before had no effect.
      if (signal === null) return undefined
      return { type: 'runtime.kill_sent', runtime: 'containerd', containerId, signal, escalated: false }
    },
  },
  {
    wording: wording`Kill container ${QUOTED_ID}`,
    means: (_record, containerId) => ({
      type: 'runtime.kill_sent',
      runtime: 'containerd',
      containerId,
      signal: 'SIGKILL',
      escalated: true,
    }),
  },
]

function requested(
  target: Requested['target'],
  containerId: string,
  timeoutSeconds: number | null,
): Requested {
  return { type: 'runtime.stop_requested', runtime: 'containerd', target, containerId, timeoutSeconds }
}

function stopped(
  target: Stopped['target'],
  containerId: string,
  outcome: Stopped['outcome'],
  error: string | null | undefined,
): Stopped {
  return {
    type: 'runtime.stopped',
    runtime: 'containerd',
    target,
    containerId,
    outcome,
    error: error ?? null,
  }
}

export const containerdStop: MessageParser = {
  id: 'containerd-stop',
  source: 'containerd',
  reads: [
    { message: 'StopContainer for … with timeout', since: '1.2' },
    { message: 'StopContainer for … returns successfully, failed', since: '1.2' },
    { message: 'Stop container … with signal', since: '1.2' },
    { message: 'Kill container', since: '1.2' },
    { message: 'Container to stop … must be in running or unknown state', since: '1.2' },
    { message: 'StopPodSandbox for', since: '1.2' },
    { message: 'Forcibly stopping container, sandbox', since: '1.4' },
  ],
  programs: CONTAINERD,
  needles: [
    'StopContainer for',
    'StopPodSandbox for',
    'Stop container',
    'Kill container',
    'Container to stop',
    'Forcibly stopping',
  ],
  parse: (message) => readPhrase(message, PHRASES),
  samples: [
    {
      version: '1.6.20',
      message:
        'time="2026-11-23T02:03:04.090810008Z" level=info msg="StopContainer for \\"156421d6ec036a2d0570fa4f11391893b1dbc723773ddbb16f2a6aee97dc9ef7\\" with timeout 5 (s)"',
      fact: {
        ...requested('container', '156421d6ec036a2d0570fa4f11391893b1dbc723773ddbb16f2a6aee97dc9ef7', 5),
        stamp: logfmtStamp('2026-11-23T02:03:04.090810008Z'),
      },
    },
    {
      version: '1.6, backslashes stripped',
      message:
        'time="2023-05-16T21:51:56.327171210+08:00" level=info msg="StopContainer for "c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e" with timeout 30 (s)"',
      fact: {
        ...requested('container', 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e', 30),
        stamp: logfmtStamp('2023-05-16T21:51:56.327171210+08:00'),
      },
    },
    {
      version: '1.7',
      message:
        'time="2024-11-29T18:20:18.243705450Z" level=info msg="Stop container \\"c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e\\" with signal quit"',
      fact: {
        type: 'runtime.kill_sent',
        stamp: logfmtStamp('2024-11-29T18:20:18.243705450Z'),
        runtime: 'containerd',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        signal: 'SIGQUIT',
        escalated: false,
      },
    },
    {
      version: '1.6.20',
      message:
        'time="2026-11-23T02:03:11.613752233Z" level=info msg="Kill container \\"2906003eedda86b7299c797cf3c2d24fb4ead02eebccdc23a745ba84870edf53\\""',
      fact: {
        type: 'runtime.kill_sent',
        stamp: logfmtStamp('2026-11-23T02:03:11.613752233Z'),
        runtime: 'containerd',
        containerId: '2906003eedda86b7299c797cf3c2d24fb4ead02eebccdc23a745ba84870edf53',
        signal: 'SIGKILL',
        escalated: true,
      },
    },
    {
      version: '1.7',
      message:
        'time="2024-11-29T18:20:18.345761705Z" level=info msg="StopContainer for \\"c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e\\" returns successfully"',
      fact: {
        ...stopped(
          'container',
          'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
          'stopped',
          null,
        ),
        stamp: logfmtStamp('2024-11-29T18:20:18.345761705Z'),
      },
    },
    {
      version: '1.5',
      message:
        'time="2022-06-01T14:04:05.371006269Z" level=error msg="StopContainer for \\"c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e\\" failed" error="rpc error: code = DeadlineExceeded desc = an error occurs during waiting for container \\"c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e\\" to be killed"',
      fact: {
        ...stopped(
          'container',
          'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
          'failed',
          'rpc error: code = DeadlineExceeded desc = an error occurs during waiting for container "c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e" to be killed',
        ),
        stamp: logfmtStamp('2022-06-01T14:04:05.371006269Z'),
      },
    },
    {
      version: '1.7, the closing quote lost',
      message:
        'time="2025-03-05T08:20:51.820209660Z" level=info msg="Container to stop \\"c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e\\" must be in running or unknown state, current state \\"CONTAINER_EXITED\\"',
      fact: {
        ...stopped(
          'container',
          'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
          'not-running',
          null,
        ),
        stamp: logfmtStamp('2025-03-05T08:20:51.820209660Z'),
      },
    },
    {
      version: '1.7.24',
      message:
        'time="2026-11-23T02:22:10.821125313Z" level=info msg="StopPodSandbox for \\"19901c38760730e3544ec98de67289d09fc0f5ac1aea82dcec66b4e1a674475f\\""',
      fact: {
        ...requested('sandbox', '19901c38760730e3544ec98de67289d09fc0f5ac1aea82dcec66b4e1a674475f', null),
        stamp: logfmtStamp('2026-11-23T02:22:10.821125313Z'),
      },
    },
    {
      version: '1.7.24',
      message:
        'time="2026-11-23T02:22:03.309008999Z" level=info msg="StopPodSandbox for \\"0a2f054404221771067d0ce7699213ff823d9b528c4797d987d3cac6844b4f02\\" returns successfully"',
      fact: {
        ...stopped(
          'sandbox',
          '0a2f054404221771067d0ce7699213ff823d9b528c4797d987d3cac6844b4f02',
          'stopped',
          null,
        ),
        stamp: logfmtStamp('2026-11-23T02:22:03.309008999Z'),
      },
    },
    {
      version: '1.6.20',
      message:
        'time="2026-11-23T02:03:25.812698393Z" level=error msg="StopPodSandbox for \\"062a6f3557f1a49c9b51d614f457e2e67831c3e05eccb822babb0e637ae39627\\" failed" error="rpc error: code = NotFound desc = an error occurred when try to find sandbox \\"062a6f3557f1a49c9b51d614f457e2e67831c3e05eccb822babb0e637ae39627\\": not found"',
      fact: {
        ...stopped(
          'sandbox',
          '062a6f3557f1a49c9b51d614f457e2e67831c3e05eccb822babb0e637ae39627',
          'failed',
          'rpc error: code = NotFound desc = an error occurred when try to find sandbox "062a6f3557f1a49c9b51d614f457e2e67831c3e05eccb822babb0e637ae39627": not found',
        ),
        stamp: logfmtStamp('2026-11-23T02:03:25.812698393Z'),
      },
    },
    {
      version: '1.7.24',
      message:
        'time="2026-11-23T02:22:10.878465144Z" level=info msg="Forcibly stopping sandbox \\"19901c38760730e3544ec98de67289d09fc0f5ac1aea82dcec66b4e1a674475f\\""',
      fact: {
        ...requested('sandbox', '19901c38760730e3544ec98de67289d09fc0f5ac1aea82dcec66b4e1a674475f', null),
        stamp: logfmtStamp('2026-11-23T02:22:10.878465144Z'),
      },
    },
    {
      version: '1.6, its id shortened',
      message:
        'time="2023-10-12T19:34:15.009261478Z" level=info msg="StopContainer for \\"b2c3d4e5f607...\\" with timeout 30 (s)"',
      fact: {
        type: 'runtime.stop_requested',
        stamp: logfmtStamp('2023-10-12T19:34:15.009261478Z'),
        runtime: 'containerd',
        target: 'container',
        containerId: 'b2c3d4e5f607',
        timeoutSeconds: 30,
      },
    },
    {
      version: '1.6, its id as crictl shows it',
      message: 'time="2023-10-12T19:34:45.009261478Z" level=info msg="Kill container \\"b2c3d4e5f6071\\""',
      fact: {
        type: 'runtime.kill_sent',
        stamp: logfmtStamp('2023-10-12T19:34:45.009261478Z'),
        runtime: 'containerd',
        containerId: 'b2c3d4e5f6071',
        signal: 'SIGKILL',
        escalated: true,
      },
    },
  ],
  nearMisses: [
    {
      message:
        'time="2026-11-23T02:03:11.466551180Z" level=info msg="Skipping the sending of signal terminated to container \\"3b7565900c182457753982edd2eda701de25c30da4c28fb34e815bb4411b1565\\" because a prior stop with timeout>0 request already sent the signal"',
      because: 'no signal is sent',
    },
    {
      message:
        'time="2026-11-23T02:03:11.613734233Z" level=debug msg="Stop container \\"2906003eedda86b7299c797cf3c2d24fb4ead02eebccdc23a745ba84870edf53\\" with signal terminated timed out"',
      because: 'that signal was sent before',
    },
    {
      message:
        'time="2025-03-05T08:20:51.820209660Z" level=info msg="Container to stop \\"c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e\\" must be in running or unknown state, current state \\"CONTAINER_CREATED\\""',
      because: 'it never ran, so it has not ended',
    },
    {
      message:
        'time="2026-11-23T02:22:10.872125548Z" level=info msg="TearDown network for sandbox \\"19901c38760730e3544ec98de67289d09fc0f5ac1aea82dcec66b4e1a674475f\\" successfully"',
      because: 'a step of a stop that is reported itself',
    },
    {
      message:
        'time="2026-11-23T02:22:10.821125313Z" level=info msg="StopPodSandbox for \\"19901c38760730e3544ec98de67289d09fc0f5ac1aea82dcec66b4e1a674475f\\"',
      because: 'cut before it tells a request from its end',
    },
  ],
}
