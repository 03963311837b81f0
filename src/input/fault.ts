/** What is wrong with bytes of a format: a predicate, such as `ends too early`, which the format's name precedes. */
export class Damage extends Error {
  override readonly name = 'Damage'
  readonly loss: string

  constructor(predicate: string, loss = 'only what stands before was read') {
    super(predicate)
    this.loss = loss
  }
}

/** Why an input is read no further, in words for a person. Any other error is a bug. */
export class Fault extends Error {
  override readonly name = 'Fault'
  readonly file: string

  constructor(file: string, message: string, cause?: unknown) {
    super(message, { cause })
    this.file = file
  }
}

/** Node's own errors, which are bugs, have a `_`. */
const SYSTEM_ERROR = /^E[A-Z0-9]+$/
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'is a directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
}

/** The same error as a fault of `file`: what the system refused, or damage to `what` it is read as; a bug stays one. */
export function faultOf(error: unknown, file: string, what: string): unknown {
  if (error instanceof Fault || !(error instanceof Error)) return error
  if (error instanceof Damage) {
    return new Fault(file, `the ${what} ${error.message}: ${error.loss}`, error)
  }
  const code = 'code' in error ? String(error.code) : ''
  return SYSTEM_ERROR.test(code) ? new Fault(file, REASONS[code] ?? error.message, error) : error
}

/** The same items, but what ends them early is a fault of `file`. */
export async function* withFaults<T>(items: AsyncIterable<T>, file: string, what: string): AsyncGenerator<T> {
  try {
    yield* items
  } catch (error) {
    throw faultOf(error, file, what)
  }
}
