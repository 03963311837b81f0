import { type Report, reportOf, type Task } from './report-of.js'

/** What the worker says of its task; `ready` comes first, without one. */
type Message =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'failure'; readonly says: string }

/** What of a worker's own world is used; the types of the page are another's. */
interface WorkerScope {
  addEventListener: (type: 'message', listener: (event: MessageEvent<Task>) => void) => void
  postMessage: (message: Message) => void
}

/** A word for each is no use to anybody. */
const PROGRESS_MS = 100

/** The worker's side: takes a task at a time. */
export function serve(scope: WorkerScope): void {
  scope.addEventListener('message', async ({ data }) => {
    let told = 0
    const onProgress = (share: number): void => {
      if (Date.now() - told < PROGRESS_MS) return
      told = Date.now()
      scope.postMessage({ kind: 'progress', share })
    }
    try {
      scope.postMessage({ kind: 'report', report: await reportOf(data, onProgress) })
    } catch (error) {
      scope.postMessage({ kind: 'failure', says: error instanceof Error ? error.message : String(error) })
    }
  })
  scope.postMessage({ kind: 'ready' })
}

/** The page's side: reads in a worker that is made of the page's own script, or here where the browser makes none. */
export async function readApart(
  program: string,
  task: Task,
  onProgress: (share: number) => void,
): Promise<Report> {
  const url = URL.createObjectURL(new Blob([program], { type: 'text/javascript' }))
  const worker = await start(url)
  URL.revokeObjectURL(url)
  if (worker === null) return reportOf(task, onProgress)
  try {
    return await new Promise((resolve, reject) => {
      worker.addEventListener('error', ({ message }) => reject(new Error(message)))
      worker.addEventListener('message', ({ data }: MessageEvent<Message>) => {
        if (data.kind === 'progress') onProgress(data.share)
        else if (data.kind === 'report') resolve(data.report)
        else if (data.kind === 'failure') reject(new Error(data.says))
      })
      worker.postMessage(task)
    })
  } finally {
    worker.terminate()
  }
}

/** Null: the browser makes none of such text. */
function start(url: string): Promise<Worker | null> {
  return new Promise((resolve) => {
    try {
      const worker = new Worker(url)
      worker.addEventListener('message', () => resolve(worker), { once: true })
      worker.addEventListener('error', () => resolve(null), { once: true })
    } catch {
      resolve(null)
    }
  })
}
