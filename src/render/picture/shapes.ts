import type { MarkKind } from './mark-kind.js'

/** A mark's outline around 0,0, some 10 pixels across. Lines are stroked, areas filled: the class says which. */
export const SHAPES: Readonly<Record<MarkKind, { readonly path: string; readonly look: string }>> = {
  died: { path: 'M-4.5-4.5 4.5 4.5M4.5-4.5-4.5 4.5', look: 'line bad' },
  ended: { path: 'M-4-4H4V4H-4Z', look: 'area notice' },
  finished: { path: 'M-4.5.5-1 4 5-3.5', look: 'line good' },
  oom: { path: 'M0-6 5.5 0 0 6-5.5 0Z', look: 'area bad' },
  crash: { path: 'M1-6.5-4 1H-.5L-1 6.5 4-1H.5Z', look: 'area bad' },
  evict: { path: 'M-5-4H5L0 5Z', look: 'area notice' },
  probe: { path: 'M-4.5 0A4.5 4.5 0 1 1 4.5 0 4.5 4.5 0 1 1-4.5 0M-3 3 3-3', look: 'ring notice' },
  stop: { path: 'M-4-4H4V4H-4Z', look: 'ring notice' },
  signal: { path: 'M-4-5 5 0-4 5Z', look: 'ring notice' },
  node: { path: 'M0-5V1M-3.5-3A5 5 0 1 0 3.5-3', look: 'line notice' },
  other: { path: 'M0-4V4', look: 'line faint' },
}

/** A mark alone, for a legend. */
export function shapeMarkup(kind: MarkKind): string {
  const { path, look } = SHAPES[kind]
  return `<path class="mark ${look}" d="${path}"/>`
}
