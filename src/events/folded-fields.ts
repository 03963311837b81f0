import type { Line } from '../model/line.js'
import { type Assembly, BETWEEN } from './assembly.js'
import { isGlued } from './glued.js'

/** How somebody folds a record of fields that is too long for a page. */
interface Fold {
  /** The line is such a record, and goes on in the next one. */
  readonly goesOn: (text: string) => boolean
  /** What sets the next line in, or quotes it, before the fields that go on there. */
  readonly indent: RegExp
  readonly between: string
}

/** Some of the fields may be left out. */
const COMMA = /,(?:\.{3})? ?$/
const AUDITED = /\btype=(?:ANOM_ABEND|SECCOMP|1701|1326) (?:msg=)?audit\([^)]{1,64}\) ?:/

const KILL: Fold = {
  goesOn: (text) => text.includes('oom-kill:constraint=') && COMMA.test(text),
  indent: /^[\s>]{0,40}(?=(?:nodemask|cpuset|mems_allowed|oom_memcg|task_memcg|task|pid|uid)=|global_oom,)/,
  between: '',
}
const AUDIT: Fold = {
  goesOn: (text) => text.includes('audit(') && AUDITED.test(text) && !text.includes(' sig='),
  indent: /^[\s>]{0,40}(?=(?:a?uid|gid|ses|subj|pid|comm|exe|reason|sig|arch|syscall|compat|ip|code)=)/,
  between: ' ',
}
/** The kernel ends the sizes of a victim in none of these, but those before 2.6.30, which print none. */
const MORE_SIZES = /(?:\)|kB,|UID:\d{1,10}|pgtables:\d{1,12}kB)(?:\.{3})? ?$/
const SIZES: Fold = {
  goesOn: (text) => text.includes('illed process ') && MORE_SIZES.test(text) && !isGlued(text),
  indent:
    /^[\s>]{0,40}(?=(?:(?:total-vm|(?:anon|file|shmem)-rss|pgtables):\d{1,15}kB|UID:\d|oom_score_adj:))/,
  between: ' ',
}
/** What stands at the end of a line that goes on and is none of the record's. */
const FOLD = /(?:\.{3})? ?$/
const MOST_CHARACTERS = 4096

/** Asked of every line. */
function foldOf(text: string): Fold | undefined {
  if (KILL.goesOn(text)) return KILL
  if (AUDIT.goesOn(text)) return AUDIT
  return SIZES.goesOn(text) ? SIZES : undefined
}

/** Whether a line's record may go on in the next one. */
export function isFolded(text: string): boolean {
  return foldOf(text) !== undefined
}

/** The lines of a record that somebody folded between its fields → the whole one, where it began. */
export function createFoldedAssembly<T extends Line>(): Assembly<T> {
  let held: { readonly whole: T; readonly fold: Fold } | undefined

  return {
    next(line) {
      if (!held) {
        const fold = foldOf(line.text)
        if (!fold) return undefined
        held = { whole: line, fold }
        return []
      }
      const { whole, fold } = held
      const indent = fold.indent.exec(line.text)
      if (!indent || whole.text.length > MOST_CHARACTERS) return undefined
      const text = whole.text.replace(FOLD, '') + fold.between + line.text.slice(indent[0].length)
      held = isFolded(text) ? { whole: { ...whole, text }, fold } : undefined
      return held ? [] : [{ ...whole, text }]
    },
    get open() {
      return held !== undefined
    },
    get standing() {
      return held ? { ...BETWEEN, record: held.whole.number } : BETWEEN
    },
    end: () => (held ? [held.whole] : []),
  }
}
