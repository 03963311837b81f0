import { spawn } from 'node:child_process'

/** How kubectl is called: with which options of its own, and in which environment. */
export interface Kubectl {
  readonly options: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Why there is no answer, or no more of it, in kubectl's own words. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}

const MOST_WORDS = 500

/** What the API server answers to a GET of `path`, as it comes. Throws a Refusal; leaving the loop ends kubectl. */
export async function* getRaw(path: string, { options, env }: Kubectl): AsyncGenerator<Uint8Array> {
  const kubectl = spawn('kubectl', ['get', '--raw', path, ...options], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let words = ''
  kubectl.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-MOST_WORDS)
  })
  const refusal = new Promise<Refusal | null>((resolve) => {
    kubectl.on('error', (error) => resolve(refusalOf(error)))
    kubectl.on('close', (status) => {
      const said = words.trim().split('\n').at(-1) ?? ''
      resolve(status === 0 ? null : new Refusal(said === '' ? `kubectl ended with ${status}` : said))
    })
  })
  try {
    for await (const chunk of kubectl.stdout) yield chunk as Uint8Array
    const error = await refusal
    if (error !== null) throw error
  } finally {
    kubectl.kill()
  }
}

function refusalOf(error: NodeJS.ErrnoException): Refusal {
  const message = error.code === 'ENOENT' ? 'kubectl is not on the PATH' : `kubectl: ${error.message}`
  return new Refusal(message, { cause: error })
}
