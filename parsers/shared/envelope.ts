import type { Envelope } from '../../src/model/envelope.js'
import type { Stamp } from '../../src/model/stamp.js'

type Found = Partial<Omit<Envelope, 'id' | 'repeated' | 'told' | 'sinceBefore'>> & {
  readonly message: string
  readonly sinceBefore?: number | null
  readonly repeated?: number | null
  readonly told?: Stamp | null
}

/**
 * An envelope with what was found; everything else is null. Written out: to copy an object of any shape takes many times
 * longer, and each line that is opened has one.
 */
export function envelopeOf(id: string, found: Found, stamp = found.stamp ?? null): Envelope {
  const { host = null, program = null, pid = null, sinceBoot = null, message } = found
  const repeated = found.repeated ?? null
  const told = found.told ?? null
  if (repeated !== null) {
    const folded = { id, stamp, host, program, pid, sinceBoot, message, repeated }
    return told ? { ...folded, told } : folded
  }
  const sinceBefore = found.sinceBefore ?? null
  if (sinceBefore !== null) {
    return { id, stamp, host, program, pid, sinceBoot, message, sinceBefore, ...(told && { told }) }
  }
  if (told) return { id, stamp, host, program, pid, sinceBoot, message, told }
  return { id, stamp, host, program, pid, sinceBoot, message }
}
