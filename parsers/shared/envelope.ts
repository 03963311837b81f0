import type { Envelope } from '../../src/model/envelope.js'

/** An envelope with what was found; everything else is null. */
export function envelopeOf(id: string, found: Partial<Envelope> & { readonly message: string }): Envelope {
  return { id, stamp: null, host: null, program: null, pid: null, sinceBoot: null, ...found }
}
