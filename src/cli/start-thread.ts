import type { StartThread } from '../scan/search.js'

/** A thread of Node's own, for which the program does not stay. What few runs need is loaded by those. */
export const startThread: StartThread = (program, workerData, { onStart, onMessage, onFailure }) => {
  const { Worker } = process.getBuiltinModule('node:worker_threads')
  const worker = new Worker(program, { eval: true, workerData, resourceLimits: SMALL })
  worker.once('online', onStart)
  worker.on('message', onMessage)
  worker.once('error', onFailure)
  worker.once('exit', onFailure)
  return { post: (message, given) => worker.postMessage(message, given), stop: () => void worker.terminate() }
}

/** What it holds stands in buffers, not in the heap. */
const SMALL = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 32 }

/** How many can run at once. */
export function countProcessors(): number {
  return process.getBuiltinModule('node:os').availableParallelism()
}
