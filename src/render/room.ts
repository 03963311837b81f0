/** Space for text that runs out: whoever takes it first has it. */
export interface Room {
  /** Whether a block fits, with the blank line behind it; if so, it has its space. */
  readonly take: (block: string) => boolean
  /** Space that must be kept, whether or not there is enough. */
  readonly keep: (block: string) => void
  /** A room inside this one, of at most this part of what is left. */
  readonly part: (fraction: number) => Room
}

const BLANK_LINE = 2

/** Room for so many UTF-16 units and bytes of UTF-8, where there is a bound. */
export function createRoom(mostCharacters: number, mostBytes: number | null): Room {
  const encoder = new TextEncoder()
  let characters = mostCharacters
  let bytes = mostBytes ?? Number.POSITIVE_INFINITY

  function costOf(block: string): { readonly characters: number; readonly bytes: number } {
    const own = block.length + BLANK_LINE
    return { characters: own, bytes: mostBytes === null ? own : encoder.encode(block).length + BLANK_LINE }
  }

  function spend(cost: { readonly characters: number; readonly bytes: number }): void {
    characters -= cost.characters
    bytes -= cost.bytes
  }

  return {
    take(block) {
      const cost = costOf(block)
      if (cost.characters > characters || cost.bytes > bytes) return false
      spend(cost)
      return true
    },
    keep: (block) => spend(costOf(block)),
    part(fraction) {
      const inner = createRoom(
        Math.floor(characters * fraction),
        mostBytes === null ? null : Math.floor(bytes * fraction),
      )
      return {
        ...inner,
        take(block) {
          if (!inner.take(block)) return false
          spend(costOf(block))
          return true
        },
      }
    },
  }
}
