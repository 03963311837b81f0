/** How the author of a page makes a word of a pasted line stand out: `**`, a backtick, `<b>`. */
const BEFORE = /^(?:\*{1,2}|`|<[a-z]{1,10}>){1,3}/
/** The same behind it, and the end of the sentence that the line is part of; more points than one stand for what was cut off. */
const BEHIND = /(?:\*{1,2}|`|<\/[a-z]{1,10}>){0,3}[).]?$/

/** A word without a page's marks around it: `**137**` → `137`. */
export function unmarked(word: string): string {
  const end = word.endsWith('..') ? word.length : BEHIND.exec(word)?.index
  return word.slice(0, end).replace(BEFORE, '')
}
