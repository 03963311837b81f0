// conmon, the monitor of each container of CRI-O and podman, since 2.0: its container's end, where the code is not 0.
// To syslog it names the container by the first 20 digits of its id; on standard error (`[conmon:i]:`) not at all.
import type { MessageParser } from '../../src/model/parser.js'
import { unmarked } from '../shared/page-marks.js'
import { CONMON } from '../shared/programs.js'

/** What is formatted has a blank behind it. */
const EXITED = /^conmon ([0-9a-f]{20}) <n?info>: container (\d{1,10}) exited with status (\S{1,40})(?: |$)/
const STATUS = /^\d{1,3}$/

export const conmonExit: MessageParser = {
  id: 'conmon-exit',
  source: 'conmon',
  reads: [{ message: 'container … exited with status', since: '2.0' }],
  programs: CONMON,
  needles: ['exited with status'],
  parse(message) {
    const [, containerId, pid, printed = ''] = EXITED.exec(message) ?? []
    const status = unmarked(printed)
    if (containerId === undefined || !STATUS.test(status)) return undefined
    return {
      type: 'runtime.exit',
      runtime: 'conmon',
      containerId,
      execId: null,
      pid: Number(pid),
      exitStatus: Number(status),
      exitedAt: null,
      sandbox: null,
      synthetic: false,
    }
  },
  samples: [
    {
      version: '2.1.13',
      message: 'conmon 028c59b292de85ed055b <ninfo>: container 11871 exited with status 137 ',
      fact: {
        type: 'runtime.exit',
        runtime: 'conmon',
        containerId: '028c59b292de85ed055b',
        execId: null,
        pid: 11871,
        exitStatus: 137,
        exitedAt: null,
        sandbox: null,
        synthetic: false,
      },
    },
    {
      version: '2.0, trimmed',
      message: 'conmon c41d8b7f0a92e36514f8 <ninfo>: container 258213 exited with status 139',
      fact: {
        type: 'runtime.exit',
        runtime: 'conmon',
        containerId: 'c41d8b7f0a92e36514f8',
        execId: null,
        pid: 258213,
        exitStatus: 139,
        exitedAt: null,
        sandbox: null,
        synthetic: false,
      },
    },
    {
      version: '2.1, with the bold marks of a page',
      message: 'conmon c41d8b7f0a92e36514f8 <ninfo>: container 258213 exited with status **137**',
      fact: {
        type: 'runtime.exit',
        runtime: 'conmon',
        containerId: 'c41d8b7f0a92e36514f8',
        execId: null,
        pid: 258213,
        exitStatus: 137,
        exitedAt: null,
        sandbox: null,
        synthetic: false,
      },
    },
    {
      version: '2.1, at the end of a sentence',
      message: 'conmon c41d8b7f0a92e36514f8 <ninfo>: container 258213 exited with status 1.',
      fact: {
        type: 'runtime.exit',
        runtime: 'conmon',
        containerId: 'c41d8b7f0a92e36514f8',
        execId: null,
        pid: 258213,
        exitStatus: 1,
        exitedAt: null,
        sandbox: null,
        synthetic: false,
      },
    },
  ],
  nearMisses: [
    {
      message: '[conmon:i]: container 12345 exited with status 137',
      because: 'names no container',
    },
    {
      message: 'conmon 028c59b292de85ed055b <error>: Failed to create container: exit status 1',
      because: 'a container that never was',
    },
    {
      message: 'conmon c41d8b7f0a92e36514f8 <ninfo>: container 258213 exited with status 13...',
      because: 'the code is cut short',
    },
  ],
}
