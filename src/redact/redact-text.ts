import { createAddressSearch } from './find-addresses.js'
import { createIdSearch } from './find-ids.js'
import { createPatternSearch } from './find-patterns.js'
import { createPathSearch } from './find-paths.js'
import { createImageSearch } from './find-images.js'
import { hide, type Search } from './pieces.js'
import type { Pseudonyms } from './pseudonyms.js'
import type { PublicWords } from './public-words.js'
import type { Secrets } from './secrets.js'
import { isValuePlace } from './value-place.js'

/**
 * Free text, a line or a sentence, with everything hidden that a field told and everything that has the shape of
 * a secret: addresses, ids, images, paths, what stands behind the words for names.
 */
export function createTextRedaction(
  secrets: Secrets,
  pseudonyms: Pseudonyms,
  words: PublicWords,
): (text: string) => string {
  const searches: readonly Search[] = [
    ...createIdSearch(secrets, pseudonyms),
    ...(secrets.isHidden('images') ? [createImageSearch(secrets)] : []),
    createNameSearch(secrets, words),
    ...createPatternSearch(secrets, words),
    ...(secrets.isHidden('ips')
      ? createAddressSearch(pseudonyms, (value) => secrets.count('ips', value))
      : []),
    ...(secrets.isHidden('paths') ? [createPathSearch(secrets)] : []),
  ]
  return (text) => hide(text, searches)
}

const SHORTEST = 3
const NO_LETTER = /^[^A-Za-z]*$/

/** Names that fields told. One that is also a word, or nearly nothing, counts only where a value must stand. */
function createNameSearch(secrets: Secrets, words: PublicWords): Search {
  const needsPlace = (name: string): boolean =>
    name.length < SHORTEST || NO_LETTER.test(name) || words.isOrdinary(name)
  return (text, before) =>
    secrets.names.find(
      text,
      (name, start) =>
        needsPlace(name) && !isValuePlace(text, start, start + name.length, secrets.isHost(name))
          ? undefined
          : secrets.pseudonymOfName(name),
      before,
    )
}
