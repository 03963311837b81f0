import type { Stamp } from './stamp.js'

/**
 * What surrounds a message on its line: who wrote it, where and when.
 *
 * `message` is what the program printed: the printk prefix of kernel lines is taken off (its value is
 * `sinceBoot`), nothing else is rewritten.
 */
export interface Envelope {
  /** The id of the envelope reader: `rfc3164`, `rfc3339`, … */
  readonly id: string
  readonly stamp: Stamp | null
  readonly host: string | null
  /** The syslog tag without its pid: `kernel`, `containerd`, `kubelet`; null where the line names none. */
  readonly program: string | null
  readonly pid: number | null
  /** Seconds since boot, from a printk prefix or a journal's monotonic stamp. */
  readonly sinceBoot: number | null
  readonly message: string
  /** Seconds since the line before, where the line tells no more of its time; absent: it tells more, or nothing. */
  readonly sinceBefore?: number
  /** How often the message came, where a writer folded repetitions into this line; absent: once. */
  readonly repeated?: number
  /** The time that the message itself begins with, where it writes year and zone: `time="2024-03-04T09:17:07.3Z"`. */
  readonly told?: Stamp
}
