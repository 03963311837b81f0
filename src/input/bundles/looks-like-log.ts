import type { ByteReader } from '../byte-reader.js'

const LOOK_BYTES = 4096

/** A time of day, seconds since boot, the same as /dev/kmsg has them, or since 1970 with any digits after them. */
const TIME = /\d\d:\d\d:\d\d|\[ {0,5}\d{1,8}\.\d{6}\]|\d,\d{1,19},\d{1,19},[-c+]|\b1\d{9}/

/** Whether bytes begin like a text that tells times. They stay with the reader. */
export async function looksLikeLog(reader: ByteReader): Promise<boolean> {
  const start = (await reader.fill(LOOK_BYTES)).subarray(0, LOOK_BYTES)
  return !start.includes(0) && TIME.test(start.toString('latin1'))
}
