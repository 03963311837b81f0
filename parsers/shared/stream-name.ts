import { programOfUnit } from './program-of-unit.js'

const MARKS = ['-dataplane.systemd.', '.systemd.']

/** Node and program in the name of a Container Insights log stream: `ip-10-0-1-2.ec2.internal-dataplane.systemd.kubelet.service`. */
export function readStreamName(stream: string): {
  readonly host: string | null
  readonly program: string | null
} {
  const mark = MARKS.find((candidate) => stream.includes(candidate))
  if (mark === undefined) return { host: null, program: null }
  const at = stream.indexOf(mark)
  return { host: stream.slice(0, at) || null, program: programOfUnit(stream.slice(at + mark.length)) }
}
