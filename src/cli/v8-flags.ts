const FLAGS = [
  // By itself V8 lets the heap grow to many times what is alive before it collects it: here by half.
  '--heap-growing-percent=50',
  // To share so little between threads takes longer than to collect it.
  '--no-parallel-scavenge',
  // Most runs are over before a function that holds many others pays for its compiling.
  '--max-inlined-bytecode-size-cumulative=120',
  // Nor before what is compiled for a loop's first turn alone pays for it.
  '--no-turbo-loop-peeling',
  // Nor do most functions pay for it that are called as often as V8 counts by itself: half as many are called twice that.
  '--interrupt-budget=132000',
]

/**
 * V8 gives 32 MiB to what is young alone, more than all that we hold on a node's shell. The half of this is free at a time:
 * with less, more of what is soon of no use is old by then.
 */
const YOUNG_BYTES = 14 * 1024 * 1024

/** By how many times V8 lets grow at once what is young: to the whole of it, then no more. */
let growth = 0

/** Not before all code is loaded: what V8 compiled at the build, and Node at its own, holds for their flags alone. */
export function setV8Flags(): void {
  const { setFlagsFromString } = process.getBuiltinModule('node:v8')
  for (const flag of FLAGS) setFlagsFromString(flag)
  growth = 0
  limitYoung()
}

/** To be called often once the flags are set: V8 cannot be told where to stop, only when. */
export function limitYoung(): void {
  if (growth === 1) return
  const { getHeapSpaceStatistics, setFlagsFromString } = process.getBuiltinModule('node:v8')
  const bytes = getHeapSpaceStatistics().find(isYoung)?.space_size ?? YOUNG_BYTES
  const wanted = Math.max(1, Math.floor(YOUNG_BYTES / bytes))
  if (wanted === growth) return
  growth = wanted
  setFlagsFromString(`--semi-space-growth-factor=${growth}`)
}

function isYoung({ space_name }: { readonly space_name: string }): boolean {
  return space_name === 'new_space'
}
