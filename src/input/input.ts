import type { ReadableFile, ReadablePipe } from '../model/readable-file.js'
import type { LogKind } from './bundles/layouts.js'

/**
 * Reads an open file or pipe from an offset on as far as it likes; gives where it left off. What it yields is passed on as
 * it is.
 */
export type TakeOver = (
  source: ReadableFile | ReadablePipe,
  offset: number,
) => AsyncGenerator<Uint8Array, number>

/** One named source of lines. */
export interface Input {
  /** As the user gave it; `-` is standard input; what an archive holds is `bundle.tar.gz!path/in/it`. */
  readonly name: string
  /** When it was last written, in epoch milliseconds, as its file system or its archive says; null: neither does. */
  readonly modifiedAt: number | null
  /**
   * Its bytes, unpacked, to be read as `access` says; a chunk may be written over when the next one is asked for. Where reading fails they end after what could be read, and a problem is told. Leaving the
   * loop stops the reading.
   */
  readonly chunks: AsyncIterable<Uint8Array>
  /**
   * The node whose lines it holds, as the layout of its bundle names it: for lines that name no host. Lines may give
   * the same node a longer or a shorter name (`node-a.example.com`). Null: no layout says.
   */
  readonly node?: string | null
  /**
   * What it lies in beside others that are of the same node, unless their lines say otherwise: its bundle, that bundle's
   * folder of its node, else its folder; empty: none. To be asked when all inputs are known. Absent: it may not be looked
   * into before it is read.
   */
  readonly home?: () => string
  /** Whose lines it holds, as the layout of its bundle says; null: it does not. */
  readonly kind?: LogKind | null
  /**
   * When its bytes may be read. `now`, if not given: once, before the next input is asked for, as what an archive
   * holds. `later`: once, at any time, as a stream. `again`: at any time and from the beginning each time, as a file;
   * it is open only while it is read.
   */
  readonly access?: 'now' | 'later' | 'again'
  /**
   * The same bytes, or what somebody else makes of them who may take over the reading of the file or pipe: asked now and
   * then. Absent where they are not its own.
   */
  readonly readWith?: (takeOver: TakeOver) => AsyncIterable<Uint8Array>
  /** The first `bytes` of them in blocks, the last block first. Absent where they can only be read forward. */
  readonly fromEnd?: (bytes: number) => AsyncIterable<Uint8Array>
  /**
   * The files that take its name when it is put aside while it is followed; each to be read to its end before the next
   * is asked for.
   */
  readonly successors?: AsyncIterable<Input>
  /** Its chunks go on for as long as more may be written: an empty one says that there is nothing more for now. */
  readonly isFollowed?: boolean
}
