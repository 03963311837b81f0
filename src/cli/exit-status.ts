/** The exit statuses of the output contract. */
export const EXIT = {
  /** The input was read to its end, whatever was in it. */
  ok: 0,
  /** An input could not be opened or read to its end, what could be read is printed all the same; or the output failed. */
  unread: 1,
  /** Wrong usage; nothing on standard output. */
  usage: 2,
} as const
