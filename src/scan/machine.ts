import { MACHINE_CODE } from './machine-code.js'
import { tablesFor } from './machine-tables.js'

/**
 * The scan's inner loops in WebAssembly, over bytes that the caller puts into its room. All places are indices of
 * the room; `to` is the first that is not looked at.
 */
export interface Machine {
  readonly room: Buffer
  /** A place within the first line that holds a needle, or `to`. There must be no NUL between. */
  readonly find: (from: number, to: number) => number
  /** The first `\n` or NUL, or `to`. */
  readonly endOf: (from: number, to: number) => number
  /** Behind the last `\n` before `at`, or `from`. */
  readonly startOf: (at: number, from: number) => number
  readonly countNewlines: (from: number, to: number) => number
}

/** What machine.as exports; all addresses are of its memory. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number }
  readonly find: (from: number, to: number, stride: number) => number
  readonly endOf: (from: number, to: number) => number
  readonly startOf: (at: number, from: number) => number
  readonly countNewlines: (from: number, to: number) => number
}

/** What is used of it; the types of the browser, which declare it, are no part of this project. */
declare const WebAssembly: {
  readonly Module: new (code: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: unknown }
}

const PAGE = 65536
/** What the machine may read beyond the room. */
const MARGIN = 64

/** Making one takes a millisecond and a MiB, and it is busy only within one call: scanners with the same needles share it. */
const machines = new WeakMap<readonly string[], Machine>()

/** A room of at least this size, for these needles; null where SIMD is missing, or for needles that need the slow way. */
export function machineFor(needles: readonly string[], roomBytes: number): Machine | null {
  const known = machines.get(needles)
  if (known && known.room.length >= roomBytes) return known
  const made = createMachine(needles, roomBytes)
  if (made) machines.set(needles, made)
  return made
}

function createMachine(needles: readonly string[], roomBytes: number): Machine | null {
  const tables = tablesFor(needles)
  const exports = instantiate()
  if (tables === null || exports === null) return null

  const { memory, find, endOf, startOf, countNewlines } = exports
  const { image, stride } = tables
  const base = Math.ceil(image.length / MARGIN) * MARGIN
  memory.grow(Math.ceil((base + roomBytes + MARGIN) / PAGE))
  new Uint8Array(memory.buffer).set(image)
  return {
    room: Buffer.from(memory.buffer, base, roomBytes),
    find: (from, to) => find(base + from, base + to, stride) - base,
    endOf: (from, to) => endOf(base + from, base + to) - base,
    startOf: (at, from) => startOf(base + at, base + from) - base,
    countNewlines: (from, to) => countNewlines(base + from, base + to),
  }
}

/** Null where the runtime knows no WebAssembly with SIMD. */
function instantiate(): Exports | null {
  if (typeof WebAssembly === 'undefined') return null
  const module = compile(Buffer.from(MACHINE_CODE, 'base64'))
  return module && (new WebAssembly.Instance(module).exports as Exports)
}

/** Asking first whether it can be compiled would compile it twice. */
function compile(code: Uint8Array): object | null {
  try {
    return new WebAssembly.Module(code)
  } catch {
    return null
  }
}
