import { signalName } from '../model/signal.js'
import type { ClusterClaim, ClusterStatus } from '../model/status.js'
import { stripScheme } from './container-id.js'
import { type Fields, fieldsIn, has, listIn, numberIn, textIn } from './fields.js'
import { readMoment } from './moment.js'

const LISTS = ['initContainerStatuses', 'containerStatuses', 'ephemeralContainerStatuses'] as const
/** The API knows a static pod by a uid of its own; the kubelet's own is in its annotations. */
const STATIC_UIDS = ['kubernetes.io/config.mirror', 'kubernetes.io/config.hash'] as const

/** A Pod of the Kubernetes API: each container's state and last state, and what is said of the pod. */
export function readPodObject(object: Fields, file: string): ClusterStatus {
  const metadata = fieldsIn(object, 'metadata')
  const annotations = fieldsIn(metadata, 'annotations')
  const status = fieldsIn(object, 'status')
  const staticUid = STATIC_UIDS.map((name) => textIn(annotations, name)).find((uid) => uid !== null)
  const told = { source: 'pods', file } as const
  const pod = {
    namespace: textIn(metadata, 'namespace'),
    name: textIn(metadata, 'name'),
    uid: staticUid ?? textIn(metadata, 'uid'),
  }
  const disrupted = listIn(status, 'conditions').find((c) => textIn(c, 'type') === 'DisruptionTarget')
  const common = { ...told, node: textIn(fieldsIn(object, 'spec'), 'nodeName'), pod }
  return {
    containers: LISTS.flatMap((name) => listIn(status, name)).flatMap((one) => readContainer(one, common)),
    pods: [
      {
        ...told,
        pod,
        phase: textIn(status, 'phase'),
        reason: textIn(status, 'reason'),
        message: textIn(status, 'message'),
        disruption: disrupted ? textIn(disrupted, 'reason') : null,
      },
    ],
    events: [],
  }
}

type Common = Pick<ClusterClaim, 'source' | 'file' | 'node' | 'pod'>
type State = Omit<ClusterClaim, keyof Common | 'containerName' | 'restartCount' | 'oomKilled' | 'which'>

function readContainer(one: Fields, common: Common): readonly ClusterClaim[] {
  const own = {
    ...common,
    containerName: textIn(one, 'name'),
    restartCount: numberIn(one, 'restartCount'),
    oomKilled: null,
  }
  const lastState = fieldsIn(one, 'lastState')
  const state = {
    ...own,
    ...readState(fieldsIn(one, 'state'), stripScheme(textIn(one, 'containerID'))),
    which: 'state',
  } as const
  if (!has(lastState, 'terminated')) return [state]
  return [state, { ...own, ...readState(lastState, null), which: 'lastState' }]
}

/** A ContainerState. An instance that waits has no id yet: the one above it is that of the instance before. */
function readState(state: Fields, currentId: string | null): State {
  const name = (['terminated', 'running'] as const).find((one) => has(state, one)) ?? 'waiting'
  const detail = fieldsIn(state, name)
  const signal = numberIn(detail, 'signal')
  return {
    state: name,
    containerId: stripScheme(textIn(detail, 'containerID')) ?? (name === 'waiting' ? null : currentId),
    reason: textIn(detail, 'reason'),
    message: textIn(detail, 'message'),
    exitCode: numberIn(detail, 'exitCode'),
    signal: signal === null ? null : (signalName(signal) ?? null),
    startedAt: readMoment(textIn(detail, 'startedAt')),
    finishedAt: readMoment(textIn(detail, 'finishedAt')),
  }
}
