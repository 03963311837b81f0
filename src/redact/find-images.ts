import { IMAGE, NO_REGISTRY } from './patterns.js'
import type { Search } from './pieces.js'
import type { Secrets } from './secrets.js'

/** Finds images by the host of their registry. */
export function createImageSearch(secrets: Secrets): Search {
  return (text) =>
    [...text.matchAll(IMAGE)].flatMap((match) => {
      const [image] = match
      const registry = image.slice(0, image.indexOf('/'))
      if (/[\w/]/.test(text[match.index - 1] ?? '') || NO_REGISTRY.test(registry)) return []
      const pseudonym = secrets.pseudonymOf('images', image)
      return pseudonym === undefined
        ? []
        : [{ start: match.index, end: match.index + image.length, text: pseudonym }]
    })
}
