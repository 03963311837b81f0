import type { RecordBody } from './collector-record.js'
import { programOfUnit } from './program-of-unit.js'
import { readMessage } from './syslog-tag.js'

const MARKS = ['-dataplane.systemd.', '.systemd.']

/** Node and program in the name of a Container Insights log stream: `ip-10-0-1-2.ec2.internal-dataplane.systemd.kubelet.service`. */
function readStreamName(stream: string): {
  readonly host: string | null
  readonly program: string | null
} {
  const mark = MARKS.find((candidate) => stream.includes(candidate))
  if (mark === undefined) return { host: null, program: null }
  const at = stream.indexOf(mark)
  return { host: stream.slice(0, at) || null, program: programOfUnit(stream.slice(at + mark.length)) }
}

/** The record of the agent that sent the event; it names its program itself. */
const RECORD = /^\{".*"(?:message|log)":/s

/**
 * An event of a log stream: the node and program that the stream is named after, and the message. Container Insights
 * sends what it read of the journal as a record, `{"hostname":"…","systemd_unit":"…","message":"…"}`: it is left to be
 * opened in its turn.
 */
export function readStreamEvent(
  stream: string,
  message: string,
): Partial<Omit<RecordBody, 'stamp' | 'told'>> & Pick<RecordBody, 'message'> {
  const { host, program } = readStreamName(stream)
  if (RECORD.test(message)) return { host, message }
  return program === 'kernel'
    ? { host, ...readMessage({ program, pid: null }, message) }
    : { host, program, message }
}
