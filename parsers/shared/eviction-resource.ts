/** Resource that the kubelet reclaims for each signal. */
const RESOURCE_OF_SIGNAL: ReadonlyMap<string, string> = new Map([
  ['memory.available', 'memory'],
  ['allocatableMemory.available', 'memory'],
  ['nodefs.available', 'ephemeral-storage'],
  ['imagefs.available', 'ephemeral-storage'],
  ['containerfs.available', 'ephemeral-storage'],
  ['nodefs.inodesFree', 'inodes'],
  ['imagefs.inodesFree', 'inodes'],
  ['containerfs.inodesFree', 'inodes'],
  ['pid.available', 'pids'],
])

/** The resource of `… signal=memory.available, …`, in the kubelet's own word for it. */
export function resourceOfSignal(text: string): string | null {
  const signal = /signal=([\w.]{1,40})/.exec(text)?.[1]
  return RESOURCE_OF_SIGNAL.get(signal ?? '') ?? null
}

/** The resource that an eviction's message names: `The node was low on resource: memory. Threshold quantity: …`. */
export function resourceOfMessage(message: string): string | null {
  const node = /^The node was low on resource: ([a-z0-9./-]{1,60}?)\. /.exec(`${message} `)?.[1]
  if (node) return node
  return /^(?:Container \S{1,63} exceeded its local ephemeral storage|Pod ephemeral local storage usage exceeds)/.test(
    message,
  )
    ? 'ephemeral-storage'
    : null
}
