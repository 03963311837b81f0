import type { Hiding, Search } from './pieces.js'
import type { Pseudonyms } from './pseudonyms.js'
import type { Secrets } from './secrets.js'

/** A UUID, whole or cut off behind its second group, and what parts its groups: dashes, underscores, systemd's `\x2d`. */
const UUIDS = [
  { shape: /[0-9a-f]{8}(?:-[0-9a-f]{1,12}){1,4}/gi, separator: /(-)/ },
  { shape: /[0-9a-f]{8}(?:_[0-9a-f]{1,12}){1,4}/gi, separator: /(_)/ },
  { shape: /[0-9a-f]{8}(?:\\{1,4}x2d[0-9a-f]{1,12}){1,4}/gi, separator: /(\\{1,4}x2d)/ },
]
const UUID_DIGITS = 32
/** Long enough to be no word and no number of something else. */
const LEAST_ID = 12
const LEAST_PART = 8
const WORD = /[0-9A-Za-z]{8,}/g
const HEX = /^[0-9a-f]+$/

/** Finds UUIDs, ids, and parts of known ones. */
export function createIdSearch(secrets: Secrets, pseudonyms: Pseudonyms): readonly Search[] {
  const { ids: known, isHidden, count } = secrets
  const isId = (kind: 'ids' | 'uids', value: string): boolean => {
    if (isHidden(kind)) count(kind, value)
    return isHidden(kind)
  }

  /** Other digits for a whole id, for its beginning or its end; undefined for what is none. */
  function hexPseudonym(hex: string): string | undefined {
    if (hex.length === UUID_DIGITS) return uidPseudonym(hex)
    const beginning = known.beginningWith(hex)
    if (beginning !== undefined) return wholePseudonym(beginning)?.slice(0, hex.length)
    const ending = known.endingWith(hex)
    if (ending !== undefined) return wholePseudonym(ending)?.slice(-hex.length)
    const hasShape = hex.length >= LEAST_ID && (hex.length > UUID_DIGITS || /[a-f]/.test(hex))
    return hasShape && isId('ids', hex) ? pseudonyms.id(hex) : undefined
  }

  function wholePseudonym(id: string): string | undefined {
    if (id.length === UUID_DIGITS) return uidPseudonym(id)
    return isId('ids', id) ? pseudonyms.id(id) : undefined
  }

  /** Which of the two has 32 digits nobody can tell. */
  function uidPseudonym(digits: string): string | undefined {
    return isId('uids', digits) || isHidden('ids') ? pseudonyms.uid(digits) : undefined
  }

  const dashedPseudonym = (digits: string) => (isId('uids', digits) ? pseudonyms.uid(digits) : undefined)

  function partPseudonym(digits: string): string | undefined {
    const whole = known.beginningWith(digits)
    return whole === undefined ? undefined : wholePseudonym(whole)?.slice(0, digits.length)
  }

  function findUuids(text: string): readonly Hiding[] {
    return UUIDS.flatMap(({ shape, separator }) =>
      [...text.matchAll(shape)].flatMap((match) => {
        const [printed] = match
        const parts = printed.split(separator)
        const digits = parts.filter(isGroup).join('').toLowerCase()
        const other = digits.length === UUID_DIGITS ? dashedPseudonym(digits) : partPseudonym(digits)
        if (other === undefined) return []
        return [{ start: match.index, end: match.index + printed.length, text: regroup(other, parts) }]
      }),
    ).sort((a, b) => a.start - b.start)
  }

  function findHex(text: string): readonly Hiding[] {
    return [...text.matchAll(WORD)].flatMap((match) => {
      const [word] = match
      const lead = leadOf(word, text[match.index - 1])
      const hex = word.slice(lead)
      if (hex.length < LEAST_PART || !HEX.test(hex)) return []
      const other = hexPseudonym(hex)
      const start = match.index + lead
      return other === undefined ? [] : [{ start, end: start + hex.length, text: other }]
    })
  }

  return isHidden('uids') || isHidden('ids') ? [findUuids, findHex] : []
}

/** How many characters in front of an id belong to something else: `pod` of a cgroup, the end of an escape. */
function leadOf(word: string, before: string | undefined): number {
  if (word.startsWith('pod')) return 3
  if (before !== '\\') return 0
  if (/^x[0-9a-f]{2}/.test(word)) return word.startsWith('pod', 3) ? 6 : 3
  return /^[nrt]/.test(word) ? 1 : 0
}

const isGroup = (_part: string, n: number): boolean => n % 2 === 0

/** The digits in groups of the same lengths, with the same separators. */
function regroup(digits: string, parts: readonly string[]): string {
  let taken = 0
  return parts
    .map((part, n) => (isGroup(part, n) ? digits.slice(taken, (taken += part.length)) : part))
    .join('')
}
