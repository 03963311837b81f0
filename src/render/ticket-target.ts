/** Where a ticket's text is pasted. */
export const TARGETS = ['github', 'gitlab', 'gitea', 'jira', 'plain'] as const
/** A place that a ticket is pasted into. */
export type Target = (typeof TARGETS)[number]

/** For which place a ticket is written, and how long it may be at most. */
export interface TicketSettings {
  readonly target: Target
  /** Bytes of UTF-8; null: what the place takes. */
  readonly maxBytes: number | null
}

/** Less has no room for what any ticket must say. */
export const LEAST_TICKET_BYTES = 4_000
