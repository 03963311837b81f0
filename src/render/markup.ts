/**
 * How a place writes the blocks that a ticket is made of. Texts come unescaped and each is set so that it is read as
 * it stands, whatever it holds; a block ends without a line feed.
 */
export interface Markup {
  readonly heading: (level: 2 | 3, text: string) => string
  readonly paragraph: (parts: readonly Part[]) => string
  readonly list: (items: readonly (readonly Part[])[]) => string
  readonly table: (head: readonly string[], rows: readonly (readonly string[])[]) => string
  /** A row as `table` sets it, to know its length. */
  readonly row: (cells: readonly string[]) => string
  /** Lines as they stand, of a log or of a shell. */
  readonly verbatim: (lines: readonly string[]) => string
  /** Blocks behind one line that opens them, where the place can do so. */
  readonly folded: (summary: string, blocks: readonly string[]) => string
  /** A Mermaid chart; only of places that draw it. */
  readonly chart: (source: string) => string
}

/** A stretch of a sentence: plain, or set apart from it. */
export type Part = string | { readonly strong: string } | { readonly code: string }

export function setParts(
  parts: readonly Part[],
  set: { readonly text: Setter; readonly strong: Setter; readonly code: Setter },
): string {
  return parts
    .map((part) => {
      if (typeof part === 'string') return set.text(part)
      return 'strong' in part ? set.strong(part.strong) : set.code(part.code)
    })
    .join('')
}

type Setter = (text: string) => string
