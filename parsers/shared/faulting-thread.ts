import { isProcessName } from './process-name.js'

/** A thread as the kernel's fault messages name it, and what they say of it. */
export interface FaultingThread {
  readonly name: string
  /** The thread's id in the host's namespace, not its process's. */
  readonly tid: number
  /** The shape's groups behind the tid. */
  readonly says: readonly string[]
  /** The mapped file the fault happened in, as ` in libc.so.6`; empty where the line tells none. */
  readonly where: string
}

/** A listing is set in, a mail quoted. */
const BEFORE_NAME = /^[\s>]{1,40}/

const FILE = / in ([^[\n]{1,255})\[[0-9a-f]/

/**
 * Reads `<name>[<tid>]<what the shape matches>`; the first group of `shape`, a global expression, is the tid.
 *
 * A name may hold blanks, colons and brackets but no whole fault message, so the leftmost match is the kernel's.
 * `tmux: server[232]: segfault at 0 ip … in tmux[55b455280000+97000]`
 */
export function readFaultingThread(message: string, shape: RegExp): FaultingThread | undefined {
  shape.lastIndex = 0
  const m = shape.exec(message)
  if (!m || m.index < 1) return undefined
  const name = message.slice(0, m.index).replace(BEFORE_NAME, '')
  if (!isProcessName(name)) return undefined
  const [, tid, ...says] = m
  const file = FILE.exec(message.slice(shape.lastIndex))?.[1]
  return {
    name,
    tid: Number(tid),
    says,
    where: file === undefined ? '' : ` in ${file}`,
  }
}
