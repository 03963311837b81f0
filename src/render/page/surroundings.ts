import { momentOfDeath } from '../../model/moment-of-death.js'
import type { ClockNote, Termination } from '../../model/termination.js'
import { createPlaceLabel } from '../place.js'
import type { Meta } from '../renderer.js'
import { short, shortId } from '../sayings.js'
import { offsetOfNode, wallClock, wallDate, wallDay } from '../wall-time.js'
import type { Surroundings } from './card.js'

/** What cards say of places, processes and times, the same on the whole page. */
export function surroundings(
  terminations: readonly Termination[],
  meta: Meta,
  clocks: readonly ClockNote[],
  hasMark: (id: string) => boolean,
): Surroundings {
  const owners = new Map<string, string>()
  for (const one of terminations) {
    const { initPid, name, id } = one.container
    const owner = name ?? (id === null ? null : shortId(id))
    if (initPid !== null && owner !== null) owners.set(`${one.node ?? ''} ${initPid}`, short(owner))
  }
  const days = new Set(
    terminations.map((one) =>
      wallDay(momentOfDeath(one)?.time ?? Number.NaN, offsetOfNode(clocks, one.node)),
    ),
  )
  return {
    placeOf: createPlaceLabel(meta.files, 200),
    ownerOf: (node, pid) => owners.get(`${node ?? ''} ${pid}`) ?? null,
    clockOf(node, time) {
      if (time === null) return 'no time'
      const offset = offsetOfNode(clocks, node)
      const clock = wallClock(time, offset, false)
      return days.size > 1 ? `${wallDate(time, offset)} ${clock}` : clock
    },
    hasMark,
  }
}
