import { READ_MARGIN } from '../model/read-buffer.js'
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
interface MachineExports {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number }
  readonly find: (from: number, to: number, stride: number) => number
  readonly endOf: (from: number, to: number) => number
  readonly startOf: (at: number, from: number) => number
  readonly countNewlines: (from: number, to: number) => number
}

/** All that it takes to make a machine for some needles, in this thread or in another. */
export interface Blueprint {
  /** A `WebAssembly.Module`. */
  readonly module: object
  /** What its memory begins with. */
  readonly image: Uint8Array
  readonly stride: number
  /** Where its room begins. */
  readonly base: number
}

/** What is used of it; the types of the browser, which declare it, are no part of this project. */
declare const WebAssembly: {
  readonly Module: new (code: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: unknown }
}

/** Of WebAssembly, and of the kernel. */
const PAGE = 65536
const MEMORY_PAGE = 4096
/** What the machine may read beyond the room. */
const MARGIN = 64

/** Making one takes a millisecond and a MiB, and it is busy only within one call: scanners with the same needles share it. */
const machines = new WeakMap<readonly string[], Machine>()
const blueprints = new WeakMap<readonly string[], Blueprint>()

/** A room of at least this size, for these needles; null where SIMD is missing, or for needles that need the slow way. */
export function machineFor(needles: readonly string[], roomBytes: number): Machine | null {
  const known = machines.get(needles)
  if (known && known.room.length >= roomBytes) return known
  const made = createMachine(needles, roomBytes)
  if (made) machines.set(needles, made)
  return made
}

/** Null where `machineFor` gives null. */
export function blueprintFor(needles: readonly string[]): Blueprint | null {
  const known = blueprints.get(needles)
  if (known) return known
  const tables = tablesFor(needles)
  const module = tables && compileMachine()
  if (!module) return null
  // Files are read into the room.
  const made = {
    ...tables,
    module,
    base: Math.ceil(tables.image.length / MEMORY_PAGE) * MEMORY_PAGE + READ_MARGIN,
  }
  blueprints.set(needles, made)
  return made
}

/** How much memory is to be added for a room of this size. */
export function pagesFor({ base }: Blueprint, roomBytes: number): number {
  return Math.ceil((base + roomBytes + MARGIN) / PAGE)
}

function createMachine(needles: readonly string[], roomBytes: number): Machine | null {
  const blueprint = blueprintFor(needles)
  return blueprint && assemble(blueprint, pagesFor(blueprint, roomBytes), roomBytes)
}

/** Uses nothing that stands outside of it: a thread gets its text. */
export function assemble(blueprint: Blueprint, pages: number, roomBytes: number): Machine {
  const { module, image, stride, base } = blueprint
  const exports = new WebAssembly.Instance(module).exports as MachineExports
  const { memory, find, endOf, startOf, countNewlines } = exports
  memory.grow(pages)
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
function compileMachine(): object | null {
  return typeof WebAssembly === 'undefined' ? null : compile(Buffer.from(MACHINE_CODE, 'base64'))
}

/** Asking first whether it can be compiled would compile it twice. */
function compile(code: Uint8Array): object | null {
  try {
    return new WebAssembly.Module(code)
  } catch {
    return null
  }
}
