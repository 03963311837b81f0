/** A piece of a log, cut anywhere: text with its line ends, or bytes. */
export type LogPiece = string | Uint8Array

/** A web stream, such as the `body` of a response: what of it is needed, in types that no platform brings. */
export interface WebStream {
  /** Gives what its pieces are taken with. */
  getReader(): {
    /** The next piece. */
    read(): Promise<{ readonly done: boolean; readonly value?: LogPiece | undefined }>
    /** No more are wanted. */
    cancel(reason?: unknown): Promise<void>
  }
}

/** What is known of a log beside its lines. */
export interface LogNames {
  /** What `file` is in events, evidence and problems; default: `input-1`, by its place among the sources. */
  readonly name?: string | undefined
  /** When it was last written, if that is known: no line lies after it. In epoch milliseconds, where it is a number. */
  readonly modifiedAt?: Date | number | undefined
  /** The node whose lines these are, where they name none. */
  readonly node?: string | undefined
}

/** A log in memory, or in pieces that come in any way; packed or not. */
export interface LogContent extends LogNames {
  /** All of it, or its pieces one by one. */
  readonly content: LogPiece | Iterable<LogPiece> | AsyncIterable<LogPiece> | WebStream
}

/** A log line by line, as `readline` gives it. */
export interface LogLines extends LogNames {
  /** With their line ends or without. */
  readonly lines: Iterable<string> | AsyncIterable<string>
}

/**
 * Where a log comes from.
 *
 * - A string is the path of a file, a folder or an archive, and a `URL` a `file:` one: read as the command line reads
 *   it. A file is open only while it is read.
 * - A Node stream, a web stream and any other async iterable is one log, in pieces of bytes or text. It is taken once,
 *   and closed when the reading ends, however it ends.
 * - Bytes are one log.
 * - `{ content }` and `{ lines }` are one log too, with a name, a date or a node beside it; text itself is given so.
 *
 * gzip, zstd, xz, bzip2, tar and zip are known by their first bytes, wherever they come from.
 */
export type LogSource =
  | string
  | URL
  | Uint8Array
  | AsyncIterable<LogPiece>
  | WebStream
  | LogContent
  | LogLines
