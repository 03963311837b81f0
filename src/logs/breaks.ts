import type { Opener } from '../events/open.js'

/** How the lines of a log were broken. */
export interface Breaks {
  /** The line is none of a broken one's rest. */
  readonly begins: (line: string) => boolean
  /** The line is what is left of one that was broken behind `last`. */
  readonly goesOn: (last: string, rest: string) => boolean
  /** What was read of a broken line, up to `last`, with what is left of it. */
  readonly join: (whole: string, last: string, rest: string) => string
}

/** The envelope of a line that begins with a time; null: it may be the rest of another. */
export function startOf(line: string, opener: Opener): string | null {
  const { id, stamp, sinceBoot } = opener.open(line)
  return stamp === null && sinceBoot === null ? null : id
}

/** What journalctl, tail and grep put between lines is of none, nor is what systemd writes to a console: `[  OK  ] Started …`. */
const MARK = /^(?:-- |--$|==> |\[(?: {2}OK {2}|FAILED|DEPEND| INFO | WARN )\] | {9}[A-Z][a-z]{2,20}ing )/

export function mayBeRest(line: string): boolean {
  return line.trim() !== '' && !MARK.test(line)
}
