import type { Input, InputSettings } from '../input/inputs.js'
import { missingFrom } from '../kubectl/missing.js'
import { openNodeLogs } from '../kubectl/node-logs.js'
import type { Reading } from '../pipeline.js'
import type { Io } from './io.js'

/** The logs of nodes, and what is to be said of them once they were read. */
export interface AskedNodes {
  readonly names: readonly string[]
  readonly openInputs: (ways: InputSettings) => AsyncIterable<Input>
  /** What they do not show, and what to enable. */
  readonly advice: (reading: Reading) => readonly string[]
}

/** `names` as kubectl takes them: `node/node-7`, or `node-7` alone. */
export function createAskedNodes(
  names: readonly string[],
  kubectlOptions: readonly string[],
  { env }: Pick<Io, 'env'>,
): AskedNodes {
  const nodes = names.map((name) => name.replace(/^(?:no|nodes?)\//, ''))
  const kubectl = { options: kubectlOptions, env }
  let logs: ReturnType<typeof openNodeLogs> | undefined
  return {
    names: nodes,
    openInputs({ onProblem, onProgress, signal }) {
      logs = openNodeLogs(nodes, { kubectl, onProblem, onProgress, signal })
      return logs.inputs
    },
    advice: ({ coverage }) => missingFrom(logs?.found ?? [], coverage.nodes()),
  }
}
