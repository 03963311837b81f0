/** The page in which a server of files lists a folder. */
const LISTING = /^(?:<!doctype html>\s*(?:<meta [^>]*>\s*)?)?<pre>/i
/** What begins with less may still be one. */
export const LISTING_BYTES = 128

/** Whether an answer of which this is the beginning lists a folder instead. */
export function isListing(head: string): boolean {
  return LISTING.test(head)
}

/** The names in a listing; a folder's ends in `/`. */
export function namesIn(listing: string): readonly string[] {
  return [...listing.matchAll(/<a href="(?:\.\/)?([^"]{1,1000})">/g)].map(([, name = '']) => decoded(name))
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
