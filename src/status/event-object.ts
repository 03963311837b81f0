import type { ClusterStatus } from '../model/status.js'
import { NOTHING } from './cluster-status.js'
import { containerInMessage } from './event-message.js'
import { type Fields, fieldsIn, numberIn, textIn } from './fields.js'
import { readMoment } from './moment.js'

/** An Event of the Kubernetes API (`v1` or `events.k8s.io/v1`) about a pod; those about anything else give nothing. */
export function readEventObject(object: Fields, file: string): ClusterStatus {
  const about = 'regarding' in object ? fieldsIn(object, 'regarding') : fieldsIn(object, 'involvedObject')
  const reason = textIn(object, 'reason')
  if (textIn(about, 'kind') !== 'Pod' || reason === null) return NOTHING
  const message = textIn(object, 'message') ?? textIn(object, 'note')
  const series = fieldsIn(object, 'series')
  const times = [
    textIn(object, 'firstTimestamp') ?? textIn(object, 'deprecatedFirstTimestamp'),
    textIn(object, 'eventTime'),
    textIn(object, 'lastTimestamp') ?? textIn(object, 'deprecatedLastTimestamp'),
    textIn(series, 'lastObservedTime'),
  ].flatMap((text) => readMoment(text) ?? [])
  const [, named] = /^spec\.\w{1,40}\{([^{}]{1,253})\}$/.exec(textIn(about, 'fieldPath') ?? '') ?? []
  return {
    ...NOTHING,
    events: [
      {
        source: 'events',
        file,
        pod: {
          namespace: textIn(about, 'namespace'),
          name: textIn(about, 'name'),
          uid: textIn(about, 'uid'),
        },
        containerName: named ?? containerInMessage(message),
        reason,
        message,
        count:
          numberIn(series, 'count') ?? numberIn(object, 'count') ?? numberIn(object, 'deprecatedCount') ?? 1,
        firstAt: times[0] ?? null,
        lastAt: times.at(-1) ?? null,
      },
    ],
  }
}
