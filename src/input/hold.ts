import type { OpenScratch, Scratch } from './scratch.js'

/** One row of items, from when they come until they are asked for. */
export interface Held<T> {
  readonly add: (items: readonly T[]) => void
  /** No more are added. */
  readonly end: () => void
  /** In the order in which they were added. */
  readonly read: () => AsyncGenerator<readonly T[]>
}

/** Holds what can be read at one time only, or not be given on before all of it is there. */
export interface Hold<T> {
  /** For one row; those before it have ended. */
  readonly open: () => Held<T>
  readonly close: () => Promise<void>
}

export interface HoldSettings<T> {
  /** Undefined: all is held in memory. */
  readonly openScratch: OpenScratch | undefined
  /** About what an item takes, since nobody measures objects. */
  readonly weigh: (item: T) => number
  /** So much is held in memory, of all rows together. */
  readonly heldWeight: number
  /** So much is read back at a time. */
  readonly pieceWeight: number
}

/** Where the items of a piece stand in the scratch file. */
interface Piece {
  readonly at: number
  readonly length: number
}

/**
 * A few items, which are data as JSON knows it, are held in memory, the others in a scratch file: memory is bounded
 * however many there are. Where the system refuses that file (a read-only machine, a full disk), all are held in memory.
 */
export function createHold<T>({ openScratch, weigh, heldWeight, pieceWeight }: HoldSettings<T>): Hold<T> {
  let scratch: Scratch | undefined
  let weightInMemory = 0
  let canSpill = openScratch !== undefined

  /** Undefined: the system takes no more. */
  function put(items: readonly T[]): Piece | undefined {
    const bytes = Buffer.from(JSON.stringify(items))
    try {
      scratch ??= openScratch?.()
      const at = scratch?.append(bytes)
      return at === undefined ? undefined : { at, length: bytes.length }
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error
      return undefined
    }
  }

  async function take({ at, length }: Piece): Promise<readonly T[]> {
    const bytes = await scratch?.read(at, length)
    return JSON.parse(String(bytes)) as readonly T[]
  }

  /** How many items, and of what weight, make the next piece. */
  function measurePiece(items: readonly T[]): readonly [count: number, weight: number] {
    let weight = 0
    for (const [n, item] of items.entries()) {
      weight += weigh(item)
      if (weight >= pieceWeight) return [n + 1, weight]
    }
    return [items.length, weight]
  }

  function open(): Held<T> {
    const pieces: Piece[] = []
    /** Those behind the pieces. */
    let rest: T[] = []
    let restWeight = 0

    function spill(leastWeight: number): void {
      while (canSpill && weightInMemory > heldWeight && restWeight >= leastWeight && rest.length > 0) {
        const [count, weight] = measurePiece(rest)
        const piece = put(rest.slice(0, count))
        canSpill = piece !== undefined
        if (piece === undefined) return
        pieces.push(piece)
        rest = rest.slice(count)
        restWeight -= weight
        weightInMemory -= weight
      }
    }

    return {
      add(items) {
        for (const item of items) {
          const weight = weigh(item)
          rest.push(item)
          restWeight += weight
          weightInMemory += weight
        }
        spill(pieceWeight)
      },
      end: () => spill(0),
      async *read() {
        for (const piece of pieces) yield await take(piece)
        if (rest.length > 0) yield rest
      },
    }
  }

  return { open, close: async () => scratch?.close() }
}
