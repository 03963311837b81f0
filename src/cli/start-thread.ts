import type { StartThread } from '../scan/search.js'
import { setV8Flags } from './v8-flags.js'

/** What a thread holds stands in buffers, not in the heap. */
const SMALL = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 32 }

/**
 * A thread of Node's own, which answers each order with a message. What few runs need is loaded by those; only its
 * beginning, and an answer that is waited for, keep the program from ending.
 */
export const startThread: StartThread = (program, workerData, { onStart, onMessage, onFailure }) => {
  const { Worker } = process.getBuiltinModule('node:worker_threads')
  const worker = new Worker(program, { eval: true, workerData, resourceLimits: SMALL })
  let waiting = 0
  // What needs a thread has the heap grow at once, and the thread's own heap puts back the growth of all that is young.
  setV8Flags()
  worker.once('online', () => {
    setV8Flags()
    worker.unref()
    onStart()
  })
  worker.on('message', (message: unknown) => {
    if (--waiting === 0) worker.unref()
    onMessage(message)
  })
  worker.once('error', onFailure)
  worker.once('exit', onFailure)
  return {
    post(orders, given) {
      if (waiting === 0) worker.ref()
      waiting += orders.length
      worker.postMessage(orders, given)
    },
    stop: () => void worker.terminate(),
  }
}

/** How many can run at once. */
export function countProcessors(): number {
  return process.getBuiltinModule('node:os').availableParallelism()
}
