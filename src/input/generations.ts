const PACKED = /\.(?:gz|bz2|xz|zst|lz4|Z)$/
/** `syslog.2`: how often it was put aside since. */
const NUMBER = /\.(\d{1,3})$/
/** `messages-20240303`, `kubelet.log-20240304-1709543827`, and in `kubelet-2024-03-04T09-17-07.123.log` before the end. */
const DATE = /[-._]((?:19|20)\d\d-?[01]\d-?[0-3]\d(?:[-_.T]?[\d.-]{1,30})?)$/
/** `system@0006…-0000000000000001-0006127f….journal`: the last number is the time of its first entry. */
const JOURNAL = /^(.{1,200})@(?:[0-9a-f]{32}-[0-9a-f]{16}-)?([0-9a-f]{16})(?:-[0-9a-f]{16})?(\.journal)~?$/

/** Which part of a log that is put aside from time to time a file is. */
interface Generation {
  /** The path of the newest part. */
  readonly log: string
  readonly age: readonly [kind: number, value: string | number]
}

/** From older to newer: those with a date, by date; those with a number, the highest first; the newest. */
const AGE = { dated: 0, numbered: 1, newest: 2 }

/** For `sort`: parts of one log by age, the oldest first, else by name. It depends on the names alone. */
export function byGeneration(a: string, b: string): number {
  const one = generationOf(a)
  const other = generationOf(b)
  return (
    compare(one.log, other.log) ||
    compare(one.age[0], other.age[0]) ||
    compare(one.age[1], other.age[1]) ||
    compare(a, b)
  )
}

/** Whether one path is of a newer part of the same log than another. */
export function isNextGeneration(older: string, newer: string): boolean {
  return generationOf(older).log === generationOf(newer).log && byGeneration(older, newer) < 0
}

/** By code unit, so that no locale has a say. */
function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function generationOf(path: string): Generation {
  const plain = path.replace(PACKED, '')
  const number = NUMBER.exec(plain)
  if (number) return { log: plain.slice(0, number.index), age: [AGE.numbered, -Number(number[1])] }
  const name = plain.slice(plain.lastIndexOf('/') + 1)
  const journal = JOURNAL.exec(name)
  if (journal) {
    const log = plain.slice(0, -name.length) + journal[1] + journal[3]
    return { log, age: [AGE.dated, String(journal[2])] }
  }
  const extension = plain.endsWith('.log') ? '.log' : ''
  const stem = plain.slice(0, plain.length - extension.length)
  const date = DATE.exec(stem)
  if (!date) return { log: plain, age: [AGE.newest, 0] }
  return {
    log: stem.slice(0, date.index) + extension,
    age: [AGE.dated, String(date[1]).replaceAll(/\D/g, '')],
  }
}
