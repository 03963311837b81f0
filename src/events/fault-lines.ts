import type { Envelope } from '../model/envelope.js'

/**
 * Joins the two lines in which an s390 kernel tells of a process that died of a fault: `User process fault: …` says how,
 * `CPU: 3 PID: 56744 Comm: …`, some lines further, who.
 *
 * All lines pass. With the second one comes a record that stands where the first stood and has both lines in its message.
 */
export interface FaultJoiner<T extends Enveloped> {
  readonly next: (record: T) => readonly T[]
  /** Nothing is to be done: `next` would give the record alone. Nearly all records are such. */
  readonly passes: (envelope: Envelope) => boolean
  /** The second line is awaited, and holds no needle: all lines must come. */
  readonly open: boolean
}

interface Enveloped {
  readonly envelope: Envelope
}

const FAULT = 'User process fault: '
/** The kernels before 3.9 name the process in a line of its own. */
const PROCESS = /^(?:CPU: \d{1,5} (?:UID: \d{1,10} )?PID: |Process .{1,64} \(pid: )/
/** What stands between the two: the address, how memory was looked up, and what other processors print. */
const MOST_BETWEEN = 20

export function createFaultJoiner<T extends Enveloped>(): FaultJoiner<T> {
  /** By node: the first line, and how many lines of the kernel came since. */
  const faults = new Map<string | null, { readonly first: T; seen: number }>()

  return {
    next(record) {
      const { host, program, message } = record.envelope
      const fault = faults.get(host)
      if (message.startsWith(FAULT)) faults.set(host, { first: record, seen: 0 })
      if (!fault || (program !== null && program !== 'kernel')) return [record]
      const isProcess = PROCESS.test(message)
      if (isProcess || ++fault.seen > MOST_BETWEEN) faults.delete(host)
      if (!isProcess) return [record]
      const { first } = fault
      return [
        { ...first, envelope: { ...first.envelope, message: `${first.envelope.message}\n${message}` } },
        record,
      ]
    },
    passes: ({ message }) => faults.size === 0 && !message.startsWith(FAULT),
    get open() {
      return faults.size > 0
    },
  }
}
