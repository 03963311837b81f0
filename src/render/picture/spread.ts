/** Marks closer than this, in pixels, would hide each other. */
const LEAST = 11

/**
 * How far, in pixels, each mark of a lane is moved off its place so that none hides another: ends stay where they
 * are, what led to one stands left of it, what followed right. `places` are in pixels and in order.
 */
export function spread(places: readonly number[], isEnd: readonly boolean[]): readonly number[] {
  const put = [...places]
  const last = isEnd.lastIndexOf(true)
  for (let n = last - 1; n >= 0; n--) {
    if (!isEnd[n]) put[n] = Math.min(put[n] ?? 0, (put[n + 1] ?? 0) - LEAST)
  }
  for (let n = Math.max(1, last + 1); n < put.length; n++) {
    put[n] = Math.max(put[n] ?? 0, (put[n - 1] ?? 0) + LEAST)
  }
  return put.map((place, n) => Math.round(place - (places[n] ?? 0)))
}
