const FLAGS = [
  // By itself V8 lets the heap grow to many times what is alive before it collects it, and gives 32 MiB to what is young
  // alone: more than all that we hold on a node's shell. Here the one may grow by half, and the other by nothing more.
  '--heap-growing-percent=50',
  '--semi-space-growth-factor=1',
  // Most runs are over before a function that holds many others pays for its compiling.
  '--max-inlined-bytecode-size-cumulative=120',
  // Nor do most functions pay for it that are called as often as V8 counts by itself: half as many are called twice that.
  '--interrupt-budget=132000',
]

/** Not before all code is loaded: what V8 compiled at the build, and Node at its own, holds for their flags alone. */
export function setV8Flags(): void {
  const { setFlagsFromString } = process.getBuiltinModule('node:v8')
  for (const flag of FLAGS) setFlagsFromString(flag)
}
