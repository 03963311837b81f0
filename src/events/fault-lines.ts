import type { Envelope } from '../model/envelope.js'

/**
 * Joins the two lines in which a kernel tells of a process that died: `User process fault: …` (s390) or
 * `potentially unexpected fatal signal 11.` says how, `CPU: 3 PID: 56744 Comm: …`, some lines further, who.
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

/** How each begins or ends, and what stands between it and the dump: addresses, and what other processors print. */
const FAULT = 'User process fault: '
const MOST_BETWEEN = 20
/** The dump begins right behind it; a file and a name may stand before it. */
const SIGNAL = /(?:^|: )potentially unexpected fatal signal \d{1,2}\.$/
const SIGNAL_WORDS = 'unexpected fatal signal '
const MOST_BEFORE_DUMP = 5
/** The kernels before 3.9 name the process in a line of its own. */
const PROCESS = /^(?:CPU: \d{1,5} (?:UID: \d{1,10} )?PID: |Process .{1,64} \(pid: )/

/** How many lines of the kernel may follow before the one that says who; 0: it tells of no fault. */
function patience(message: string): number {
  if (message.startsWith(FAULT)) return MOST_BETWEEN
  const mayTell = message.endsWith('.') && message.includes(SIGNAL_WORDS)
  return mayTell && SIGNAL.test(message) ? MOST_BEFORE_DUMP : 0
}

export function createFaultJoiner<T extends Enveloped>(): FaultJoiner<T> {
  /** By node: the first line, and how many lines of the kernel may come yet. */
  const faults = new Map<string | null, { readonly first: T; left: number }>()

  return {
    next(record) {
      const { host, program, message } = record.envelope
      const fault = faults.get(host)
      const left = patience(message)
      // Of two that were told at a time nobody can say which process is whose.
      if (fault && left > 0 && fault.first.envelope.message !== message) faults.delete(host)
      else if (left > 0) faults.set(host, { first: record, left })
      if (!fault || left > 0 || (program !== null && program !== 'kernel')) return [record]
      const isProcess = PROCESS.test(message)
      if (isProcess || --fault.left < 0) faults.delete(host)
      if (!isProcess) return [record]
      const { first } = fault
      return [
        { ...first, envelope: { ...first.envelope, message: `${first.envelope.message}\n${message}` } },
        record,
      ]
    },
    passes: ({ message }) => faults.size === 0 && patience(message) === 0,
    get open() {
      return faults.size > 0
    },
  }
}
