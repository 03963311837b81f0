import type { Cause, Confidence } from '../../src/model/termination.js'

/** What a person knows of one death, and which rule is to find it. */
export interface Death {
  readonly cause: Cause
  readonly confidence: Confidence
  readonly rule: string
  readonly exitCode: number | null
  /** Further fields of the record that the case is about, as the output contract names them. */
  readonly and?: object
}

/** A short log with the deaths in it, by their containers' ids (`a` is `aaaa…`), each in the order of its deaths. */
export interface RuleCase {
  readonly title: string
  readonly log: readonly string[]
  readonly deaths: Readonly<Record<string, Death | readonly Death[]>>
  /** The rule that all but fires here. */
  readonly misses?: string
}
