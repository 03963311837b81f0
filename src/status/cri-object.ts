import type { ClusterStatus } from '../model/status.js'
import { NOTHING } from './cluster-status.js'
import { stripScheme } from './container-id.js'
import { type Fields, fieldsIn, numberIn, textIn } from './fields.js'
import { readMoment } from './moment.js'
import { podInLabels } from './pod-labels.js'

const STATES: ReadonlyMap<string, 'running' | 'terminated'> = new Map([
  ['CONTAINER_RUNNING', 'running'],
  ['CONTAINER_EXITED', 'terminated'],
])

/** What `crictl inspect` prints of one container. An attempt is a restart of the one before it. */
export function readCriObject(object: Fields, file: string): ClusterStatus {
  const status = fieldsIn(object, 'status')
  const metadata = fieldsIn(status, 'metadata')
  const { pod, containerName } = podInLabels(fieldsIn(status, 'labels'))
  const state = STATES.get(textIn(status, 'state') ?? '') ?? 'waiting'
  const ended = state === 'terminated'
  return {
    ...NOTHING,
    containers: [
      {
        source: 'crictl',
        file,
        node: null,
        pod,
        containerName: containerName ?? textIn(metadata, 'name'),
        containerId: stripScheme(textIn(status, 'id')),
        state,
        which: 'state',
        reason: textIn(status, 'reason'),
        exitCode: ended ? numberIn(status, 'exitCode') : null,
        signal: null,
        startedAt: readMoment(textIn(status, 'startedAt')),
        finishedAt: ended ? readMoment(textIn(status, 'finishedAt')) : null,
        restartCount: numberIn(metadata, 'attempt'),
        message: textIn(status, 'message'),
        oomKilled: null,
      },
    ],
  }
}

/** A container as `crictl inspect` prints it, by what only the CRI writes. */
export function isCriObject(object: Fields): boolean {
  const state = textIn(fieldsIn(object, 'status'), 'state')
  return state?.startsWith('CONTAINER_') ?? false
}
