/** An open file that is read at any place. */
export interface ReadableFile {
  readonly fd: number
  /** When it was opened, in bytes. */
  readonly size: number
  readonly readAt: ReadAt
  /** Told how far somebody else has come who reads it. */
  readonly onReached: (offset: number) => void
}

/** An open pipe, of which nobody else reads meanwhile. */
export interface ReadablePipe {
  readonly fd: number
  readonly size: null
}

/** How many bytes there are from a position on, as far as there is room for them. */
export type ReadAt = (fd: number, into: Uint8Array, position: number) => number
