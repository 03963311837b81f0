import type { Search } from './pieces.js'
import type { Secrets } from './secrets.js'

const PATH = /(?:\/[^\s"'\\/:,;()[\]{}<>|=&?#]{1,255})+/g

/** Finds absolute paths, cgroups among them. */
export function createPathSearch(secrets: Secrets): Search {
  return (text) =>
    [...text.matchAll(PATH)].flatMap((match) => {
      const [path] = match
      if (/[\w.)-]/.test(text[match.index - 1] ?? '')) return []
      const pseudonym = secrets.pseudonymOf('paths', path)
      return pseudonym === undefined || pseudonym === path
        ? []
        : [{ start: match.index, end: match.index + path.length, text: pseudonym }]
    })
}
