import type { ClusterStatus } from '../model/status.js'
import { joinStatus } from './cluster-status.js'
import { isCriObject, readCriObject } from './cri-object.js'
import { isDockerObject, readDockerObject } from './docker-object.js'
import { readEventObject } from './event-object.js'
import { type Fields, fieldsOf, listIn, textIn } from './fields.js'
import { readPodObject } from './pod-object.js'

/** A list of anything may hold lists, but no command prints them deeper than this. */
const MOST_LEVELS = 4

/**
 * The parsed values of a file, each read as what its content says that it is: a Pod, an Event, a list of these, a
 * container of `crictl inspect` or of `docker inspect`. Undefined where none of them is any of these.
 */
export function readObjects(values: readonly unknown[], file: string): ClusterStatus | undefined {
  const known = values.flatMap((value) => readValue(value, file, MOST_LEVELS))
  return known.length === 0 ? undefined : joinStatus(known)
}

function readValue(value: unknown, file: string, levels: number): readonly ClusterStatus[] {
  if (levels === 0) return []
  if (Array.isArray(value)) return value.flatMap((one) => readValue(one, file, levels - 1))
  const object = fieldsOf(value)
  if (textIn(object, 'kind')?.endsWith('List')) {
    return [
      joinStatus(
        listIn(object, 'items').flatMap((item) => readValue(withKind(item, object), file, levels - 1)),
      ),
    ]
  }
  if (textIn(object, 'kind') === 'Pod') return [readPodObject(object, file)]
  if (textIn(object, 'kind') === 'Event') return [readEventObject(object, file)]
  if (isCriObject(object)) return [readCriObject(object, file)]
  return isDockerObject(object) ? [readDockerObject(object, file)] : []
}

/** The API itself leaves the kind out of the items of a PodList or an EventList. */
function withKind(item: Fields, list: Fields): Fields {
  const kind = textIn(list, 'kind')?.slice(0, -'List'.length)
  return textIn(item, 'kind') === null ? { ...item, kind } : item
}
