/** So many deaths in a row are a loop. */
export const LOOP_DEATHS = 3
/** The kubelet waits up to 5 minutes with a restart, and forgets its back-off when the container ran for 10. */
const SOON_MS = 15 * 60_000

/** Deaths of one container in a row, each soon after the one before. */
export interface DeathRow {
  last: number | null
  length: number
  longest: number
}

export function beginRow(time: number | null): DeathRow {
  return { last: time, length: 1, longest: 1 }
}

/** The next death; `time` in epoch milliseconds. */
export function extendRow(row: DeathRow, time: number | null): void {
  const isSoon = time === null || row.last === null || time - row.last <= SOON_MS
  row.length = isSoon ? row.length + 1 : 1
  row.longest = Math.max(row.longest, row.length)
  row.last = time ?? row.last
}
