import { once } from '../model/once.js'
import type { Termination } from '../model/termination.js'

/** Words without which a sentence says the same. */
const FILLERS = ['the', 'a', 'an', 'it', 'its', 'was', 'is', 'of', 'by', 'in']
/** Who OOM-kills. */
const IMPLIED_BY_OOM = ['kernel']

/** The steps of the argument without those that only repeat what the headline says. */
export function argumentOf({ headline, why }: Pick<Termination, 'headline' | 'why'>): readonly string[] {
  const headwords = wordsOf(headline)
  const said = new Set([...headwords, ...FILLERS, ...(headwords.includes('oom') ? IMPLIED_BY_OOM : [])])
  return why.filter((step) => wordsOf(step).some((word) => !said.has(word)))
}

/** `OOM-killed … (pid 4321)` → `oom`, `killed`, `pid`, `4321` */
function wordsOf(text: string): readonly string[] {
  const lower = text.toLowerCase()
  return lower.match(ASCII.test(lower) ? /[a-z\d]+/g : word()) ?? []
}

const ASCII = /^[\0-\x7f]*$/
/** In any language, for which V8 takes its time. */
const word = once(() => /[\p{L}\p{N}]+/gu)
