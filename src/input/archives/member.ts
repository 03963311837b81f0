/** A file in an archive. */
export interface Member {
  /** As the archive names it: any text at all, and never a place on this machine. */
  readonly path: string
  /** Epoch milliseconds; null where the archive does not say. */
  readonly modifiedAt: number | null
  /** To be read before the next member is asked for; what is left of it then is skipped. */
  readonly chunks: AsyncIterable<Uint8Array>
}

/** Archives made to be the same each time date their members into the years before there was Kubernetes. */
const EARLIEST = Date.UTC(2000, 0, 1)

/** A date that an archive gives, if it can be that of a log. */
export function believable(time: number | null): number | null {
  return time !== null && time >= EARLIEST && time <= 8.64e15 ? time : null
}

/** The same items, but leaving the loop over them leaves the rest to be taken. */
export function lend<T>(items: AsyncGenerator<T>): AsyncIterable<T> {
  return { [Symbol.asyncIterator]: () => ({ next: () => items.next() }) }
}

/** Takes what nobody wanted. */
export async function exhaust(items: AsyncGenerator): Promise<void> {
  for await (const _ of items);
}
