/** Shorter ids are shared by too many containers to name one. */
const LEAST_DIGITS = 10

/** `containerd://4296b9e2…` → `4296b9e2…`; null for an empty one. */
export function stripScheme(id: string | null): string | null {
  const bare = id === null ? '' : id.slice(id.indexOf('://') < 0 ? 0 : id.indexOf('://') + 3)
  return bare === '' ? null : bare.toLowerCase()
}

/** Whether both are known and name one container; either may be shortened, as logs and `crictl ps` do. */
export function isSameId(a: string | null, b: string | null): boolean {
  if (a === null || b === null || Math.min(a.length, b.length) < LEAST_DIGITS) return false
  return a.startsWith(b) || b.startsWith(a)
}

/** Whether both are known and name two containers. */
export function isOtherId(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && !isSameId(a, b)
}
