import type { ClusterStatus } from '../model/status.js'
import { NOTHING } from './cluster-status.js'
import { readDescription } from './describe-text.js'
import { type Documents, readJson, readYaml } from './documents.js'
import { readObjects } from './objects.js'

/** What a file tells, and what is wrong with it; both where it is damaged behind something good. */
export interface StatusReading {
  readonly status: ClusterStatus
  readonly trouble: string | null
}

const UNKNOWN =
  'holds no status that exitlog knows: that of kubectl get pods or events (-o json or yaml), kubectl describe pod, crictl inspect or docker inspect'

/**
 * Reads a status file by what is in it, never by its name: objects of `kubectl get pods` and `kubectl get events` in
 * JSON or YAML, the text of `kubectl describe pod`, and what `crictl inspect` and `docker inspect` print.
 *
 * Never throws for what is in the file: that is hostile, as logs are.
 */
export function readStatus(text: string, file: string): StatusReading {
  if (text.trim() === '') return { status: NOTHING, trouble: 'is empty' }
  const described = readDescription(text, file)
  if (described) return { status: described, trouble: null }
  return (
    fromDocuments(readJson(text), file) ??
    fromDocuments(readYaml(text), file) ?? { status: NOTHING, trouble: UNKNOWN }
  )
}

/** Undefined where the documents are whole and nothing that is known here. */
function fromDocuments(documents: Documents | undefined, file: string): StatusReading | undefined {
  if (!documents) return undefined
  const { values, trouble } = documents
  const status = readObjects(values, file)
  if (!status && trouble === null) return undefined
  return { status: status ?? NOTHING, trouble }
}
