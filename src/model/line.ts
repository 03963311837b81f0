/** One physical line of an input and where it stands. */
export interface Line {
  /** The input's name as the user gave it; `-` is standard input. */
  readonly file: string
  /** 1-based number of the line in its input. */
  readonly number: number
  /** Byte offset of the line's first byte in its input. */
  readonly offset: number
  /** The text without its line end; invalid UTF-8 arrives as U+FFFD. */
  readonly text: string
}
