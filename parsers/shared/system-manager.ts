import type { Envelope } from '../../src/model/envelope.js'

/**
 * Whether a line of systemd may be the system manager's: pid 1, or no pid where the tag writes none (v219).
 *
 * A user's manager (`systemd[807]`) repeats the mount lines of the system's, so that a container would end twice; a
 * scope is one manager's alone.
 */
export function isSystemManager(envelope: Envelope): boolean {
  return envelope.pid === null || envelope.pid === 1
}
