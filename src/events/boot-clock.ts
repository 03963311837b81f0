/** Seconds since boot → instants, by lines that carry both. */
export interface BootClock {
  readonly observeBoot: (sinceBoot: number, time: number) => void
  /** null before the first line that carries both. The kernel's clock drifts: the closest such line is asked. */
  readonly placeBoot: (sinceBoot: number) => number | null
}

/** A clock that falls by more than what writers overtake each other is another boot's. */
const NEW_BOOT_SECONDS = 60
/** Two anchors closer than this tell the same. */
const APART_SECONDS = 60

export function createBootClock(): BootClock {
  /** Of the boot at hand, ascending. */
  let anchors: { readonly sinceBoot: number; readonly time: number }[] = []
  return {
    observeBoot(sinceBoot, time) {
      const last = anchors.at(-1)
      if (last && sinceBoot < last.sinceBoot - NEW_BOOT_SECONDS) anchors = []
      else if (last && sinceBoot < last.sinceBoot + APART_SECONDS) return
      anchors.push({ sinceBoot, time })
    },
    placeBoot(sinceBoot) {
      const away = (anchor: { sinceBoot: number }): number => Math.abs(anchor.sinceBoot - sinceBoot)
      let nearest = anchors[0]
      for (const anchor of anchors) if (nearest && away(anchor) < away(nearest)) nearest = anchor
      return nearest ? nearest.time + (sinceBoot - nearest.sinceBoot) * 1000 : null
    },
  }
}
