// conmon, since 2.0: the kernel told it of an OOM in its container's cgroup, and it leaves a file for CRI-O or podman.
// With cgroup v1 `OOM event received` stands before it. With v2, to 2.1, an OOM without a kill may be told so, too.
import type { MessageParser } from '../../src/model/parser.js'
import { CONMON } from '../shared/programs.js'

const RECEIVED = /^conmon ([0-9a-f]{20}) <n?info>: OOM received ?$/

export const conmonOom: MessageParser = {
  id: 'conmon-oom',
  source: 'conmon',
  reads: [{ message: 'OOM received', since: '2.0' }],
  programs: CONMON,
  needles: ['OOM received'],
  parse(message) {
    const containerId = RECEIVED.exec(message)?.[1]
    return containerId === undefined ? undefined : { type: 'runtime.oom', runtime: 'conmon', containerId }
  },
  samples: [
    {
      version: '2.1.13',
      message: 'conmon 028c59b292de85ed055b <ninfo>: OOM received',
      fact: { type: 'runtime.oom', runtime: 'conmon', containerId: '028c59b292de85ed055b' },
    },
  ],
  nearMisses: [
    {
      message: 'conmon 028c59b292de85ed055b <ninfo>: OOM event received',
      because: 'of one notification: `OOM received` follows',
    },
    {
      message: 'conmon 028c59b292de85ed055b <nwarn>: Failed to write oom file',
      because: 'says nothing new',
    },
    { message: '[conmon:i]: OOM received', because: 'names no container' },
  ],
}
