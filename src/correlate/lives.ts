import type { Runtime } from '../model/place.js'
import { reportsEnd } from './end.js'
import type { Ordered } from './order.js'

/** Docker and podman start the same container again under the same id; the CRI never does. */
const RESTARTS_UNDER_ONE_ID: readonly (Runtime | null)[] = ['docker', 'podman', 'conmon']

/** Reports of one end stand this close together. */
const ONE_END_MS = 3_000
/** A runtime that was restarted reaches for the shims of all its containers, those of dead ones too. */
const TAKING_UP_MS = 10_000

/**
 * Splits the lines that name one container into its lives, each ending with a death (the last perhaps without).
 *
 * A new life begins with a start that follows an end, or with an end that comes long after another one.
 */
export function splitLives(
  own: readonly Ordered[],
  runtime: Runtime | null,
  daemonStarts: readonly number[],
): readonly (readonly Ordered[])[] {
  if (!RESTARTS_UNDER_ONE_ID.includes(runtime)) return [own]
  const lives: Ordered[][] = []
  let life: Ordered[] = []
  let endedAt: number | null = null
  for (const ordered of own) {
    const { event, at } = ordered
    const takenUpAgain = daemonStarts.some((start) => at >= start && at - start <= TAKING_UP_MS)
    const anew =
      endedAt !== null &&
      !takenUpAgain &&
      (starts(ordered) || (isDeath(ordered) && at - endedAt > ONE_END_MS))
    if (anew) {
      lives.push(life)
      life = []
      endedAt = null
    }
    life.push(ordered)
    if (isDeath(ordered) || (endedAt === null && reportsEnd(event))) endedAt ??= at
  }
  if (life.length > 0) lives.push(life)
  return lives
}

function starts({ event }: Ordered): boolean {
  return (
    event.type === 'runtime.container_started' ||
    event.type === 'systemd.scope_started' ||
    (event.type === 'kubelet.pleg' && event.change === 'ContainerStarted')
  )
}

/** An end that is not merely its aftermath (a shim cleaned up, a scope gone). */
function isDeath({ event }: Ordered): boolean {
  return (event.type === 'runtime.exit' || event.type === 'runtime.shim_gone') && reportsEnd(event)
}
