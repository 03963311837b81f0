/**
 * What an exit code, a signal, a reason or a cause means: built-in knowledge, in plain sentences.
 *
 * It says nothing of any log that was read, and holds nothing of the question: its text is safe to print.
 */
export interface Explanation {
  /** The best answer first; more than one where a word names several things (`Unknown`, `error`). */
  readonly topics: readonly [Topic, ...Topic[]]
}

/** What sort of thing a word names. */
export type TopicKind =
  | 'exit-code'
  | 'signal'
  | 'container-reason'
  | 'waiting-reason'
  | 'pod-reason'
  | 'cause'

/** What one thing means, and what it does not. */
export interface Topic {
  readonly kind: TopicKind
  /** `Exit code 137 (128 + 9, SIGKILL)`, `Reason OOMKilled`. */
  readonly title: string
  readonly setBy: string
  readonly means: string
  /** Conclusions that are often drawn from it and do not follow. */
  readonly doesNotMean: readonly string[]
  readonly causes: readonly string[]
  readonly lookFor: readonly Clue[]
  /** Further questions that have an answer: `SIGKILL`, `OOMKilled`. */
  readonly seeAlso: readonly string[]
}

/** Something to search the node's log for. */
export interface Clue {
  /** Words of the line as it is printed; `…` stands for what differs. */
  readonly line: string
  readonly proves: string
}
