import type { Tone } from '../cause-tone.js'
import type { MarkKind } from './mark-kind.js'

/** A container's life as a bar. Epoch milliseconds; null: before, after what the log shows. */
export interface Life {
  readonly from: number | null
  readonly to: number | null
  /** Its beginning or its end is not in the log. */
  readonly isOpen: boolean
  readonly tone: Tone
}

/** Something that happened, in time; of the same kind at the same place as one. */
export interface Mark {
  /** The same for the same line, whatever record cites it. */
  readonly key: string
  readonly time: number
  readonly kind: MarkKind
  readonly title: string
  /** How many stand here. */
  readonly count: number
  /** The id of what tells more of it in the same document; null: nothing does. */
  readonly target: string | null
}

/** One row of the picture. Texts are unescaped. */
export interface Lane {
  readonly level: 'node' | 'pod' | 'container'
  readonly label: string
  /** What became of it, in a few words. */
  readonly note: string
  readonly lives: readonly Life[]
  readonly marks: readonly Mark[]
  /** The records it shows, by their place among all. */
  readonly records: readonly number[]
}
