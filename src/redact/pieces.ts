/** A stretch of a text: what is hidden already is not looked at again. */
export interface Piece {
  readonly text: string
  readonly isHidden: boolean
}

/** What stands in place of the characters from `start` to `end`. Those of one search are in order and apart. */
export interface Hiding {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Looks for what is to be hidden in what is left to look at; `before` is the character in front of it. */
export type Search = (text: string, before: string) => readonly Hiding[]

/** The text with all that the searches find hidden; of two that overlap the earlier search has it. */
export function hide(text: string, searches: readonly Search[]): string {
  let pieces: readonly Piece[] = [{ text, isHidden: false }]
  for (const search of searches) {
    pieces = pieces.flatMap((piece, n) =>
      piece.isHidden || piece.text === ''
        ? [piece]
        : split(piece.text, search(piece.text, pieces[n - 1]?.text.at(-1) ?? '')),
    )
  }
  return pieces.map((piece) => piece.text).join('')
}

function split(text: string, hidings: readonly Hiding[]): readonly Piece[] {
  const pieces: Piece[] = []
  let done = 0
  for (const { start, end, text: pseudonym } of hidings) {
    pieces.push({ text: text.slice(done, start), isHidden: false }, { text: pseudonym, isHidden: true })
    done = end
  }
  return [...pieces, { text: text.slice(done), isHidden: false }]
}
