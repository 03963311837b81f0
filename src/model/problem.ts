/**
 * Trouble in the input, told beside the records: never thrown, never a reason to lose good output.
 * A bug throws; a user's mistake is a `UserError`.
 */
export interface Problem {
  readonly code: ProblemCode
  readonly file: string
  /** 1-based, or null where the trouble is the whole input's. */
  readonly line: number | null
  readonly message: string
}

/** What sort of trouble it is. */
export type ProblemCode =
  | 'input-unreadable'
  | 'line-too-long'
  | 'line-unterminated'
  | 'nul-bytes'
  | 'invalid-utf8'
  | 'binary-file'
  | 'oom-report-unfinished'
  | 'late-line'
  | 'too-many-open'
  | 'out-of-order'
  | 'node-unknown'
  | 'record-damaged'
  | 'status-unreadable'
  | 'extract-differs'

/** The codes that mean an input was not read to its end: they alone make the exit status 1. */
export function isReadFailure(problem: Problem): boolean {
  return problem.code === 'input-unreadable' || problem.code === 'status-unreadable'
}
