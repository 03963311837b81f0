/** Limits from here up, in kB, are what kernels since 2.6.29 print for "none". */
const UNLIMITED_KB = 2 ** 53 - 4096

const KB = /(\d{1,20})l?kB/y

/** Bytes of `<key><number>kB` in a kernel message, null where it is not there whole; `key` includes what separates it (`anon-rss:`). */
export function readKb(text: string, key: string): number | null {
  const at = text.indexOf(key)
  if (at < 0) return null
  KB.lastIndex = at + key.length
  const digits = KB.exec(text)?.[1]
  return digits === undefined ? null : Number(digits) * 1024
}

/** Whether a memory cgroup's limit in bytes stands for no limit at all. */
export function isUnlimited(bytes: number): boolean {
  return bytes >= UNLIMITED_KB * 1024
}
