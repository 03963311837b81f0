import { Fault } from '../input/fault.js'
import { untilSignal } from '../input/follow.js'
import type { Input } from '../input/input.js'
import type { Progress } from '../input/progress.js'
import { createTeller } from '../input/teller.js'
import type { Problem } from '../model/problem.js'
import { getRaw, type Kubectl, Refusal } from './get-raw.js'
import { isListing, LISTING_BYTES, namesIn } from './listing.js'

/** What a node keeps, and what its kubelet answers, as far as it was asked. */
export interface NodeLogs {
  readonly node: string
  /** The files that were read, by name. */
  readonly files: string[]
  /** Whether the kubelet answers queries; where it does not, it lists its folder of logs instead. Null: never asked. */
  answersQueries: boolean | null
}

export interface NodeLogSettings {
  readonly kubectl: Kubectl
  readonly onProblem: (problem: Problem) => void
  readonly onProgress?: ((progress: Progress) => void) | undefined
  /** Ends the reading. */
  readonly signal?: AbortSignal | undefined
}

/** Where syslog daemons write what the kernel says, with all else or by itself. */
export const FILES = ['syslog', 'messages', 'kern.log']
/** The units whose lines the journal has; it answers for no others than units, so that the kernel's are not among them. */
const QUERY = '?query=kubelet&query=containerd'
/** What the answer to that is called. */
const JOURNAL = 'journal'
const MOST_LISTING_BYTES = 4 * 1024 * 1024

/**
 * The logs of these nodes, as their kubelets serve them through the API server: the files that there are, then what the
 * journal has of kubelet and containerd. Where both tell a line it counts once. `found` is what was met on the way.
 */
export function openNodeLogs(
  nodes: readonly string[],
  { kubectl, onProblem, onProgress, signal }: NodeLogSettings,
): { readonly inputs: AsyncIterable<Input>; readonly found: readonly NodeLogs[] } {
  const found: NodeLogs[] = []
  // What is left in the middle seems to be cut.
  const { tell } = createTeller((problem) => (signal?.aborted ? undefined : onProblem(problem)))
  return { inputs: inputs(), found }

  async function* inputs(): AsyncGenerator<Input> {
    for (const node of new Set(nodes)) {
      const logs: NodeLogs = { node, files: [], answersQueries: null }
      const listed = await listLogs(node)
      if (listed === null) continue
      found.push(logs)
      for (const file of FILES.filter((name) => listed.includes(name))) {
        logs.files.push(file)
        yield inputOf(node, file, answer(node, file, `${node}/${file}`))
      }
      yield inputOf(node, JOURNAL, answerToQuery(logs))
    }
  }

  function inputOf(node: string, file: string, chunks: AsyncIterable<Uint8Array>): Input {
    return { name: `${node}/${file}`, node, modifiedAt: null, access: 'later', chunks }
  }

  /** Null: it is refused, which is told. */
  async function listLogs(node: string): Promise<readonly string[] | null> {
    let hasFailed = false
    let listing = ''
    for await (const chunk of answer(node, '', node, () => (hasFailed = true))) {
      listing += Buffer.from(chunk).toString()
      if (listing.length > MOST_LISTING_BYTES) break
    }
    return hasFailed ? null : namesIn(listing)
  }

  async function* answerToQuery(logs: NodeLogs): AsyncGenerator<Uint8Array> {
    const name = `${logs.node}/${JOURNAL}`
    let head: Buffer | null = Buffer.alloc(0)
    const isOther = () => head !== null && isListing(head.toString())
    for await (const chunk of answer(logs.node, QUERY, name)) {
      if (head === null) {
        yield chunk
        continue
      }
      head = Buffer.concat([head, chunk])
      if (head.length < LISTING_BYTES) continue
      if (isOther()) break
      yield head
      head = null
    }
    logs.answersQueries = !isOther()
    if (logs.answersQueries && head !== null) yield head
  }

  /** What the kubelet of `node` answers to a GET of `path` among its logs; where it refuses, that is told of `name`. */
  async function* answer(
    node: string,
    path: string,
    name: string,
    onFailure?: () => void,
  ): AsyncGenerator<Uint8Array> {
    let bytesRead = 0
    try {
      const url = `/api/v1/nodes/${encodeURIComponent(node)}/proxy/logs/${path}`
      for await (const chunk of untilSignal(getRaw(url, kubectl), signal)) {
        bytesRead += chunk.length
        onProgress?.({ name, bytesRead, bytesTotal: null })
        yield chunk
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      onFailure?.()
      tell(new Fault(name, error.message, error))
    }
  }
}
