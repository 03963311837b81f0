import type { MachineExports } from './machine.js'

/** What the thread begins with: a machine's blueprint, and the most bytes of one order. */
export interface SearchData {
  readonly module: object
  readonly image: Uint8Array
  readonly stride: number
  readonly base: number
  readonly pages: number
  readonly mostBytes: number
}

/** Bytes to search: the first `length`. The buffer goes to and fro; memory that both threads see is slow to copy. */
export interface SearchOrder {
  readonly slot: number
  readonly buffer: ArrayBuffer
  readonly length: number
}

/** `places`: one in each line that holds a needle, in their order; null: the bytes are not all plain text. */
export interface SearchAnswer {
  readonly slot: number
  readonly buffer: ArrayBuffer
  readonly places: Uint32Array | null
}

/** What the program asks of Node. */
interface Modules {
  readonly 'node:buffer': { readonly isUtf8: (bytes: Uint8Array) => boolean }
  readonly 'node:worker_threads': {
    readonly parentPort: {
      readonly on: (event: 'message', listener: (order: SearchOrder) => void) => void
      readonly postMessage: (answer: SearchAnswer, given: readonly ArrayBuffer[]) => void
    }
    readonly workerData: SearchData
  }
}

declare const WebAssembly: {
  readonly Instance: new (module: object) => { readonly exports: unknown }
}

/** The whole of the thread's program; started as its text, it can use nothing that stands outside of it. */
function search(require: <M extends keyof Modules>(name: M) => Modules[M]): void {
  const { isUtf8 } = require('node:buffer')
  const { parentPort, workerData } = require('node:worker_threads')
  const { module, image, stride, base, pages, mostBytes } = workerData
  const { memory, find, endOf } = new WebAssembly.Instance(module).exports as MachineExports
  memory.grow(pages)
  new Uint8Array(memory.buffer).set(image)
  const room = Buffer.from(memory.buffer, base, mostBytes)
  const replacement = Buffer.from('\ufffd')
  parentPort.on('message', ({ slot, buffer, length }) => {
    room.set(new Uint8Array(buffer, 0, length))
    const bytes = room.subarray(0, length)
    const isPlain = isUtf8(bytes) && !bytes.includes(0) && !bytes.includes(replacement)
    parentPort.postMessage({ slot, buffer, places: isPlain ? placesIn(base + length) : null }, [buffer])
  })

  function placesIn(end: number): Uint32Array {
    const places: number[] = []
    for (let at = base; at < end; at++) {
      at = find(at, end, stride)
      if (at < end) places.push(at - base)
      at = endOf(at, end)
    }
    return Uint32Array.from(places)
  }
}

export const SEARCH_PROGRAM = `(${search.toString()})(require)`
