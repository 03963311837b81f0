// containerd's CRI plugin, since 1.2: the shim saw an OOM kill in the cgroup of a container or of a sandbox. Printed
// once a notification, whichever process of it died.
import type { MessageParser } from '../../src/model/parser.js'
import { readContainerId } from '../shared/container-id.js'
import { logfmtStamp } from '../shared/logfmt.js'
import { type Phrase, readPhrase, wording } from '../shared/phrase.js'
import { readPrintedMessage } from '../shared/printed-message.js'
import { CONTAINERD } from '../shared/programs.js'

const PHRASES: readonly Phrase[] = [
  {
    wording: wording`(TaskOOM event )[&a-z]`,
    means(record, front) {
      const containerId = readContainerId(readPrintedMessage(record, front.length)?.text('container_id'))
      return containerId === null ? undefined : { type: 'runtime.oom', runtime: 'containerd', containerId }
    },
  },
]

export const containerdOom: MessageParser = {
  id: 'containerd-oom',
  source: 'containerd',
  reads: [{ message: 'TaskOOM event', since: '1.2' }],
  programs: CONTAINERD,
  needles: ['TaskOOM event'],
  parse: (message) => readPhrase(message, PHRASES),
  samples: [
    {
      version: '1.6.20',
      message:
        'time="2026-11-23T02:03:03.993698202Z" level=info msg="TaskOOM event &TaskOOM{ContainerID:1818a2b1637e0b282b77bfc76de500a988f1eb4a8ec6cf1556c8b118fa12be8f,XXX_unrecognized:[],}"',
      fact: {
        type: 'runtime.oom',
        stamp: logfmtStamp('2026-11-23T02:03:03.993698202Z'),
        runtime: 'containerd',
        containerId: '1818a2b1637e0b282b77bfc76de500a988f1eb4a8ec6cf1556c8b118fa12be8f',
      },
    },
    {
      version: '1.7',
      message:
        'time="2023-10-12T19:00:20.879932879Z" level=info msg="TaskOOM event container_id:\\"25a38b5b8d556d7983d975577f5ac75ebbcfb4b269e6deaa0a0440c1ffc969ca\\""',
      fact: {
        type: 'runtime.oom',
        stamp: logfmtStamp('2023-10-12T19:00:20.879932879Z'),
        runtime: 'containerd',
        containerId: '25a38b5b8d556d7983d975577f5ac75ebbcfb4b269e6deaa0a0440c1ffc969ca',
      },
    },
    {
      version: '1.7, logging JSON',
      message:
        '{"level":"info","msg":"TaskOOM event container_id:\\"c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e\\"","time":"2024-10-12T19:34:44.999261478Z"}',
      fact: {
        type: 'runtime.oom',
        stamp: logfmtStamp('2024-10-12T19:34:44.999261478Z'),
        runtime: 'containerd',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
      },
    },
    {
      version: '1.7, under k0s',
      program: 'k0s',
      message:
        'time="2023-10-12 19:00:20" level=info msg="time=\\"2023-10-12T19:00:20.879932879Z\\" level=info msg=\\"TaskOOM event container_id:\\\\\\"25a38b5b8d556d7983d975577f5ac75ebbcfb4b269e6deaa0a0440c1ffc969ca\\\\\\"\\"" component=containerd stream=stderr',
      fact: {
        type: 'runtime.oom',
        stamp: logfmtStamp('2023-10-12T19:00:20.879932879Z'),
        runtime: 'containerd',
        containerId: '25a38b5b8d556d7983d975577f5ac75ebbcfb4b269e6deaa0a0440c1ffc969ca',
      },
    },
  ],
  nearMisses: [
    {
      message:
        'time="2023-10-12T19:00:20.879932879Z" level=info msg="TaskOOM event container_id:\\"25a38b5b8d556d7983d975577f5ac75ebbcfb4',
      because: 'the id is cut short',
    },
    {
      message:
        'time="2026-11-23T02:22:01.917282189Z" level=error msg="publish OOM event" error="context deadline exceeded"',
      because: 'names no container',
    },
    {
      message:
        'time="2026-11-23T02:03:03.993936933Z" level=debug msg="event forwarded" ns=k8s.io topic=/tasks/oom type=containerd.events.TaskOOM',
      because: 'names no container',
    },
  ],
}
