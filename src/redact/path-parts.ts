/** What a part of a path may end with that tells only what it is. */
const ENDING =
  /(?:\.(?:service|slice|scope|mount|socket|sock|log|syslog|gz|xz|zst|bz2|json|ndjson|jsonl|txt|so|tar|tgz|zip|csv|journal|d|pid|\d{1,10})){1,4}$/
const KUBEPODS = /-(?=kubepods)/

/** A part of a path without what only tells its kind, and that: `billing.service` → `billing`, `.service`. */
export function splitPart(part: string): readonly [name: string, ending: string] {
  const ending = ENDING.exec(part)?.[0] ?? ''
  return [part.slice(0, part.length - ending.length), ending]
}

/** What hides one part of a path, where it must; what every machine has and the last part's ending stay. */
export function hidePart(
  part: string,
  isPublic: (part: string) => boolean,
  pseudonymOf: (name: string) => string,
): string {
  const [name, ending] = splitPart(part)
  if (isPublic(part) || isPublic(name)) return part
  const [outer = '', inner] = name.split(KUBEPODS)
  if (inner !== undefined && isPublic(inner)) return `${pseudonymOf(outer)}-${inner}${ending}`
  return `${pseudonymOf(name)}${ending}`
}
