/** What is wanted of a pipe: as much as the buffer holds, or as comes meanwhile. */
export interface Wanted {
  readonly fd: number
  readonly buffer: ArrayBuffer
  readonly length: number
  /** Where its next byte stands in the input: told once, before the first block of several. */
  readonly begins: number | null
}

export interface Taken {
  /** Where the bytes stand in the input, and how many they are. */
  readonly offset: number
  readonly length: number
  /** Nothing more came for a while: it may be over, and whoever is told of the next bytes is to wait for them. */
  readonly isOver: boolean
}

/**
 * Takes what comes through pipes block by block, each of whole lines where lines allow it. It uses nothing that stands
 * outside of it. `readNow`: what is there, 0 at the end, null where there may be more later.
 */
export function createPipeTaker(
  readNow: (fd: number, into: Uint8Array) => number | null,
): (wanted: Wanted) => Taken {
  const newline = 10
  /** A writer fills a pipe about so fast; to be woken by it would need the thread that must not wait. */
  const pauseMs = 0.05
  const mostPauses = 200
  const clock = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  const pipes = new Map<number, { offset: number; carried: Buffer; isOver: boolean }>()

  function readSoon(fd: number, into: Uint8Array): number {
    for (let pauses = 0; pauses < mostPauses; pauses++) {
      const read = readNow(fd, into)
      if (read !== null) return read
      Atomics.wait(clock, 0, 0, pauseMs)
    }
    return 0
  }

  return ({ fd, buffer, length, begins }) => {
    const known = begins === null ? pipes.get(fd) : undefined
    const pipe = known ?? { offset: begins ?? 0, carried: Buffer.alloc(0), isOver: false }
    pipes.set(fd, pipe)
    const block = Buffer.from(buffer, 0, length)
    let filled = pipe.carried.copy(block)
    while (filled < length && !pipe.isOver) {
      const read = readSoon(fd, block.subarray(filled))
      filled += read
      pipe.isOver = read === 0
    }
    const end = (pipe.isOver ? 0 : block.subarray(0, filled).lastIndexOf(newline) + 1) || filled
    pipe.carried = Buffer.from(block.subarray(end, filled))
    const { offset, isOver } = pipe
    pipe.offset += end
    return { offset, length: end, isOver }
  }
}
