import { PassThrough, Readable } from 'node:stream'
import type { Io } from '../src/cli/io.js'
import type { Library } from '../src/cli/library.js'
import { main } from '../src/cli/main.js'

export interface CliResult {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/**
 * Drives the command line in process: what it printed on either stream, and its exit status. `around` replaces parts of
 * its world, `library` what it reads with.
 */
export async function runCli(
  argv: readonly string[],
  stdin = '',
  around: Partial<Io> = {},
  library?: Library,
): Promise<CliResult> {
  const stdout = capture()
  const stderr = capture()
  const io = {
    stdin: Readable.from(stdin === '' ? [] : [Buffer.from(stdin)]),
    stdout: stdout.stream,
    stderr: stderr.stream,
    env: {},
    isTTY: { stdin: false, stdout: false },
    columns: undefined,
    now: () => Date.UTC(2026, 10, 24),
    readPage: () => Promise.reject(new Error('the page is read from the built program alone')),
    ...around,
  }
  const status = await main(argv, io, library)
  return { status, stdout: stdout.text(), stderr: stderr.text() }
}

function capture() {
  const chunks: Buffer[] = []
  const stream = new PassThrough()
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  return { stream, text: () => Buffer.concat(chunks).toString() }
}
