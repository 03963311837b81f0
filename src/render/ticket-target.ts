/** Where a ticket's text is pasted. */
export const TARGETS = ['github', 'gitlab', 'gitea', 'jira', 'plain'] as const
export type Target = (typeof TARGETS)[number]

/** For which place a ticket is written, and how long it may be at most. */
export interface TicketSettings {
  readonly target: Target
  /** Bytes of UTF-8; null: what the place takes. */
  readonly maxBytes: number | null
}
