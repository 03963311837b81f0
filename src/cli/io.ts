import type { Readable, Writable } from 'node:stream'
import type { StartThread } from '../scan/search.js'

/** Everything of the outside world that the command line touches. */
export interface Io {
  readonly stdin: Readable
  readonly stdout: Writable
  /** Writes to standard output past its stream, as much as the other end takes at once; gives the number of bytes. */
  readonly writeNow?: (bytes: Uint8Array) => number
  /** Standard output is a file, which takes all at once. */
  readonly isFile?: boolean
  readonly stderr: { readonly write: (text: string) => unknown }
  readonly env: Readonly<Record<string, string | undefined>>
  /** Which ends are a terminal. */
  readonly isTTY: { readonly stdin: boolean; readonly stdout: boolean; readonly stderr?: boolean }
  /** The terminal's width; undefined where standard output is none. */
  readonly columns: number | undefined
  /** SIGINT or SIGTERM came: what is known is to be told now, and the status is that of the signal. */
  readonly ended?: AbortSignal
  /** Told once that much is read, which is to take little memory, and then time and again; code is all loaded by then. */
  readonly memory?: { readonly isMuch: () => void; readonly isMore: () => void }
  /** Resolves after so many milliseconds of the wall clock, or when the signal is given. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>
  /** Starts threads, and tells how many can run at once. */
  readonly threads?: { readonly start: StartThread; readonly count: () => number }
  /** Epoch milliseconds of the wall clock. */
  readonly now: () => number
  /** The page of `exitlog page`, which is built beside the program. */
  readonly readPage: () => Promise<string>
}
