import type { Input, TakeOver } from './input.js'
import type { Progress } from './progress.js'

export type TellProgress = ((progress: Progress) => void) | undefined

/** A file or a stream that is open, and the inputs that it turns out to be. */
export interface Opened {
  readonly inputs: AsyncGenerator<Input>
  readonly close: () => unknown
}

/** Null: it cannot be opened. `takeOver`: who may read on in a file. */
type Open = (tellProgress: TellProgress, takeOver?: TakeOver) => Promise<Opened | null>

/**
 * The inputs in what `open` opens, each to be read as its access says.
 *
 * What is one file by itself is closed again as soon as that is known, and opened whenever it is read.
 */
export async function* inputsOf(open: Open, onProgress: TellProgress): AsyncGenerator<Input> {
  const progress = holdBack(onProgress)
  const opened = await open(progress.tell)
  if (opened === null) return
  let isLeft = false
  try {
    for (let next = await opened.inputs.next(); !next.done; next = await opened.inputs.next()) {
      const input = next.value
      if (input.access === 'again') {
        isLeft = true
        await close(opened)
        const chunks = { [Symbol.asyncIterator]: () => contentOf(open, onProgress) }
        const readWith = (takeOver: TakeOver) => contentOf(open, onProgress, takeOver)
        yield input.fromEnd ? { ...input, chunks, readWith } : { ...input, chunks }
        return
      }
      progress.release()
      if (input.access === 'later') {
        const { readWith } = input
        yield {
          ...input,
          chunks: closingAfter(opened, input.chunks),
          ...(readWith && { readWith: (takeOver) => closingAfter(opened, readWith(takeOver)) }),
        }
        isLeft = true
        return
      }
      yield input
    }
  } finally {
    if (!isLeft) await close(opened)
  }
}

/** The bytes of all that `open` opens, when they are asked for. */
export async function* contentOf(
  open: Open,
  onProgress: TellProgress,
  takeOver?: TakeOver,
): AsyncGenerator<Uint8Array> {
  const opened = await open(onProgress, takeOver)
  if (opened === null) return
  try {
    for await (const { chunks } of opened.inputs) yield* chunks
  } finally {
    await opened.close()
  }
}

async function* closingAfter(opened: Opened, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks
  } finally {
    await close(opened)
  }
}

async function close({ inputs, close: closeFile }: Opened): Promise<void> {
  await inputs.return(undefined)
  await closeFile()
}

/** To look what is in a file is no progress, unless reading goes on from there. */
function holdBack(onProgress: TellProgress) {
  const held: Progress[] = []
  let isHeld = true
  return {
    tell: (progress: Progress): void => {
      if (isHeld) held.push(progress)
      else onProgress?.(progress)
    },
    release(): void {
      isHeld = false
      for (const progress of held.splice(0)) onProgress?.(progress)
    },
  }
}
