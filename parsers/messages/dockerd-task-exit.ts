// dockerd in swarm mode: a task failed with its container's exit code, which no other line tells at the default level. The
// task has an id of its own; a task that exits with 0 is no failure.
import type { MessageParser } from '../../src/model/parser.js'
import { fieldOf, logfmtStamp } from '../shared/logfmt.js'
import { type Phrase, readPhrase, wording } from '../shared/phrase.js'
import { DOCKERD } from '../shared/programs.js'

const EXITED = /^task: non-zero exit \((\d{1,3})\)(?:: (.{1,200}))?$/
const UNHEALTHY = 'dockerexec: unhealthy container'

const PHRASES: readonly Phrase[] = [
  {
    wording: wording`fatal task error$`,
    means(record) {
      const [, code, why] = EXITED.exec(fieldOf(record, 'error') ?? '') ?? []
      if (code === undefined || Number(code) > 255) return undefined
      const unhealthy = why === UNHEALTHY
      return { type: 'runtime.task_exit', runtime: 'docker', exitStatus: Number(code), unhealthy }
    },
  },
]

export const dockerdTaskExit: MessageParser = {
  id: 'dockerd-task-exit',
  source: 'dockerd',
  reads: [{ message: 'fatal task error: non-zero exit, of swarm mode', since: '1.12' }],
  programs: DOCKERD,
  needles: ['fatal task error'],
  parse: (message) => readPhrase(message, PHRASES),
  samples: [
    {
      version: '19.03',
      message:
        'time="2020-06-10T08:09:10.323456789Z" level=error msg="fatal task error" error="task: non-zero exit (137)" module=node/agent/taskmanager node.id=ri8z1k2m3n4p5q6r7s8t9u0v1 service.id=k1l2m3n4o5p6q7r8s9t0u1v2w task.id=zyx1wvu2tsr3qpo4nml5kji6h',
      fact: {
        type: 'runtime.task_exit',
        stamp: logfmtStamp('2020-06-10T08:09:10.323456789Z'),
        runtime: 'docker',
        exitStatus: 137,
        unhealthy: false,
      },
    },
    {
      version: '17.06',
      message:
        'time="2017-08-10T10:57:16.921259185+08:00" level=error msg="fatal task error" error="task: non-zero exit (143): dockerexec: unhealthy container" module="node/agent/taskmanager" node.id=ri8z1k2m3n4p5q6r7s8t9u0v1 service.id=k1l2m3n4o5p6q7r8s9t0u1v2w task.id=zyx1wvu2tsr3qpo4nml5kji6h',
      fact: {
        type: 'runtime.task_exit',
        stamp: logfmtStamp('2017-08-10T10:57:16.921259185+08:00'),
        runtime: 'docker',
        exitStatus: 143,
        unhealthy: true,
      },
    },
  ],
  nearMisses: [
    {
      message:
        'time="2020-06-10T08:09:10.323456789Z" level=error msg="fatal task error" error="starting container failed: Address already in use" module=node/agent/taskmanager node.id=ri8z1k2m3n4p5q6r7s8t9u0v1 task.id=zyx1wvu2tsr3qpo4nml5kji6h',
      because: 'nothing ran',
    },
  ],
}
