import type { ClusterClaim, ClusterStatus } from '../model/status.js'
import { NOTHING } from './cluster-status.js'
import { stripScheme } from './container-id.js'
import { type Fields, fieldsIn, flagIn, numberIn, textIn } from './fields.js'
import { readMoment } from './moment.js'
import { podInLabels } from './pod-labels.js'

/** The states in which the container has ended; `restarting` is between two lives. */
const ENDED = ['exited', 'dead', 'restarting', 'stopped']

/**
 * What `docker inspect` (or podman's) prints of one container. It keeps its id from life to life, and while it runs
 * the time at which the life before ended, but neither that one's exit code nor its OOMKilled.
 */
export function readDockerObject(object: Fields, file: string): ClusterStatus {
  const state = fieldsIn(object, 'State')
  const { pod, containerName } = podInLabels(fieldsIn(fieldsIn(object, 'Config'), 'Labels'))
  const startedAt = readMoment(textIn(state, 'StartedAt'))
  const finishedAt = readMoment(textIn(state, 'FinishedAt'))
  const own = {
    source: 'docker',
    file,
    node: null,
    pod,
    containerName: containerName ?? textIn(object, 'Name')?.replace(/^\//, '') ?? null,
    containerId: stripScheme(textIn(object, 'Id')),
    reason: null,
    signal: null,
    restartCount: numberIn(object, 'RestartCount'),
  } as const
  const empty = { exitCode: null, finishedAt: null, message: null, oomKilled: null }
  const isRunning = flagIn(state, 'Running') === true && textIn(state, 'Status') !== 'restarting'
  if (!isRunning && !ENDED.includes(textIn(state, 'Status') ?? '')) {
    return {
      ...NOTHING,
      containers: [{ ...own, ...empty, state: 'waiting', which: 'state', startedAt: null }],
    }
  }
  if (!isRunning) {
    const ended: ClusterClaim = {
      ...own,
      state: 'terminated',
      which: 'state',
      exitCode: numberIn(state, 'ExitCode'),
      startedAt,
      finishedAt,
      message: textIn(state, 'Error'),
      oomKilled: flagIn(state, 'OOMKilled'),
    }
    return { ...NOTHING, containers: [ended] }
  }
  const running: ClusterClaim = { ...own, ...empty, state: 'running', which: 'state', startedAt }
  const before: ClusterClaim = {
    ...own,
    ...empty,
    state: 'terminated',
    which: 'lastState',
    startedAt: null,
    finishedAt,
  }
  return { ...NOTHING, containers: finishedAt === null ? [running] : [running, before] }
}

export function isDockerObject(object: Fields): boolean {
  return textIn(object, 'Id') !== null && textIn(fieldsIn(object, 'State'), 'Status') !== null
}
