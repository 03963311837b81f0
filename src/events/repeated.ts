import type { Envelope } from '../model/envelope.js'

/** An envelope and for how many lines in a row it stands. */
export interface Repeated {
  readonly envelope: Envelope
  /** How often the message came; their own times are lost, `envelope` carries the last one's or the report's. */
  readonly times: number
}

/** Takes the printk prefix off a kernel message: a reader of parsers, which this room does not know. */
export type TakePrintk = (message: string) => Pick<Envelope, 'sinceBoot' | 'message'>

/** rsyslog puts the message into brackets as it holds it: with the blank behind the tag, cut at 800 characters. */
const WRAPPED = /^ ?message repeated (\d{1,9}) times: \[ ?/
/** syslogd, and the kernel's and BusyBox' kin: no message of its own. */
const LAST = /^last message repeated (\d{1,9}) times?\.?$/

/**
 * rsyslog's reduced repetition → the message that it repeats; undefined for any other message.
 *
 * `message repeated 5 times: [ [ 8523.347168] oom_reaper: reaped process 1452 (java)]`
 */
export function unwrapRepeated(envelope: Envelope, takePrintk: TakePrintk): Repeated | undefined {
  const head = WRAPPED.exec(envelope.message)
  if (!head) return undefined
  const inner = envelope.message.slice(head[0].length, envelope.message.endsWith(']') ? -1 : undefined)
  const { message, sinceBoot } =
    envelope.program === 'kernel' ? takePrintk(inner) : { message: inner, sinceBoot: null }
  return {
    envelope: { ...envelope, message, sinceBoot: sinceBoot ?? envelope.sinceBoot },
    times: Number(head[1]),
  }
}

/**
 * syslogd's reduced repetition → the previous line once more, at this line's time; undefined for any other message,
 * or where the previous line is not known or bears another tag.
 *
 * `last message repeated 5 times`
 */
export function repeatPrevious(envelope: Envelope, previous: Envelope | undefined): Repeated | undefined {
  const head = LAST.exec(envelope.message)
  if (!head || !previous) return undefined
  if (envelope.program !== null && envelope.program !== previous.program) return undefined
  return { envelope: { ...previous, stamp: envelope.stamp, sinceBoot: null }, times: Number(head[1]) }
}

/** More hosts than one file of a collector holds; the one that was quiet longest is forgotten first. */
const MOST_HOSTS = 1000

/** Both ways of reducing repetitions, undone line by line: it remembers the latest message of each host. */
export interface Repeats {
  readonly next: (envelope: Envelope) => Repeated
}

export function createRepeats(takePrintk: TakePrintk): Repeats {
  const latest = new Map<string | null, Envelope>()
  return {
    next(envelope) {
      const previous = latest.get(envelope.host)
      const repeated = unwrapRepeated(envelope, takePrintk) ?? repeatPrevious(envelope, previous)
      const known = repeated?.envelope ?? envelope
      latest.delete(envelope.host)
      latest.set(envelope.host, known)
      if (latest.size > MOST_HOSTS) latest.delete(latest.keys().next().value ?? null)
      return repeated ?? { envelope, times: 1 }
    },
  }
}
