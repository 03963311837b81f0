import { type Input, openInputs } from '../input/inputs.js'
import type { Problem } from '../model/problem.js'
import type { ClusterStatus } from '../model/status.js'
import { joinStatus } from '../status/cluster-status.js'
import { decodeText } from '../status/decode.js'
import { readStatus } from '../status/read-status.js'
import type { Io } from './io.js'

/** A whole cluster's pods take less; what is larger is no status. */
const MOST_BYTES = 256 * 1024 * 1024

export interface StatusFiles {
  readonly status: ClusterStatus
  readonly problems: readonly Problem[]
}

/** What the status files tell, all together; what cannot be read of them is a problem and no reason to stop. */
export async function readStatusFiles(
  paths: readonly string[],
  { stdin }: Pick<Io, 'stdin'>,
): Promise<StatusFiles> {
  const problems: Problem[] = []
  const found: ClusterStatus[] = []
  const onProblem = (problem: Problem) => problems.push(problem)
  for await (const input of openInputs(paths, { stdin, onProblem })) {
    const met = problems.length
    const bytes = await readWhole(input)
    const { status, trouble } =
      bytes === null
        ? { status: null, trouble: `is larger than ${MOST_BYTES / 1024 / 1024} MiB: too large for a status` }
        : readStatus(decodeText(bytes), input.name)
    if (status) found.push(status)
    // What was not read to its end has been told already; that its text ends too early follows from it.
    if (trouble !== null && problems.length === met) {
      onProblem({ code: 'status-unreadable', file: input.name, line: null, message: trouble })
    }
  }
  return { status: joinStatus(found), problems }
}

/** Null: more bytes than may be held at once. */
async function readWhole({ chunks }: Input): Promise<Uint8Array | null> {
  const parts: Buffer[] = []
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.length
    if (size > MOST_BYTES) return null
    parts.push(Buffer.from(chunk))
  }
  return Buffer.concat(parts)
}
