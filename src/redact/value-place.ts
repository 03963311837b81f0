/** What stands in front of a value: a sign, or the word for what it is. */
const LEADS =
  /(?:[=:(/'"`,@_[]|[=:]\s?\\{0,4}["']?|[cC]ontainer |[pP]od |[pP]rocess |[nN]amespace |[iI]mage |[kK]illed |called by |[sS]topping )$/
/** What stands behind the name of a process. */
const FOLLOWS = /^(?: \(pid |\[\d| invoked oom-killer|: segfault| \(\d)/
/** `oom_memcg=`: the word is part of a key. */
const KEY = /^[\w.-]{0,20}=/
/** A row of a table of processes ends with a name. */
const ROW_END = /\d\s{1,20}$/
const LONGEST_LEAD = 24
const LONGEST_TAG = 64
/** In front of it stands a time, or the priority and version of a line. */
const STAMP_END = /(?:\d|Z|>\d?) $/
/** Behind a host stands the program that wrote the line. */
const PROGRAM = /^ [\w./()-]{1,48}(?:\[\d{1,10}\])?:? /

/** Whether a word that means something by itself is a name at this place. */
export function isValuePlace(text: string, start: number, end: number, isHost: boolean): boolean {
  const before = text.slice(Math.max(0, start - LONGEST_LEAD), start)
  if (KEY.test(text.slice(end, end + LONGEST_LEAD)) && /[, ]$/.test(before)) return false
  if (LEADS.test(before) || FOLLOWS.test(text.slice(end, end + LONGEST_LEAD))) return true
  if (isHost && start > 0 && PROGRAM.test(text.slice(end, end + LONGEST_TAG)) && STAMP_END.test(before))
    return true
  return text.slice(end).trim() === '' && ROW_END.test(before)
}
