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

/** Told of whole lines as soon as they are in the buffer, and where they begin in it; true: the block is to end there. */
export type LinesCome = (lines: Uint8Array, place: number) => boolean

/**
 * Takes what comes through pipes block by block, each of whole lines where lines allow it. It uses nothing that stands
 * outside of it. `readNow`: what is there, 0 at the end, null where there may be more later.
 */
export function createPipeTaker(
  readNow: (fd: number, into: Uint8Array) => number | null,
): (wanted: Wanted, openBlock: (offset: number) => LinesCome) => Taken {
  const newline = 10
  /** To be woken by whoever writes would need the thread that must not wait: it is asked at once, then less often. */
  const eagerTries = 4
  const mostTries = 200
  const pauseMs = 0.05
  const clock = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  const pipes = new Map<number, { offset: number; carried: Buffer; isOver: boolean }>()

  function readSoon(fd: number, into: Uint8Array): number {
    for (let tries = 0; tries < mostTries; tries++) {
      const read = readNow(fd, into)
      if (read !== null) return read
      if (tries >= eagerTries) Atomics.wait(clock, 0, 0, pauseMs)
    }
    return 0
  }

  return ({ fd, buffer, length, begins }, openBlock) => {
    const known = begins === null ? pipes.get(fd) : undefined
    const pipe = known ?? { offset: begins ?? 0, carried: Buffer.alloc(0), isOver: false }
    pipes.set(fd, pipe)
    const block = Buffer.from(buffer, 0, length)
    const linesCome = openBlock(pipe.offset)
    let filled = pipe.carried.copy(block)
    let whole = 0
    let isEnough = false
    while (filled < length && !pipe.isOver && !isEnough) {
      const read = readSoon(fd, block.subarray(filled))
      const end = block.subarray(filled, filled + read).lastIndexOf(newline) + 1
      if (end > 0) {
        isEnough = linesCome(block.subarray(whole, filled + end), whole)
        whole = filled + end
      }
      filled += read
      pipe.isOver = read === 0
    }
    const end = (pipe.isOver ? 0 : whole) || filled
    pipe.carried = Buffer.from(block.subarray(end, filled))
    const { offset, isOver } = pipe
    pipe.offset += end
    return { offset, length: end, isOver }
  }
}
