/** The exit statuses of the output contract. */
export const EXIT = {
  /** The input was read to its end, whatever was in it. */
  ok: 0,
  /** An input could not be opened or read to its end, what could be read is printed all the same; or the output failed. */
  unread: 1,
  /** Wrong usage; nothing on standard output. */
  usage: 2,
  /** A death that `--fail-on` asks for is among what was printed. */
  found: 3,
} as const

/** What the help, the manual and the README say of them. Of several at once 2 counts before 130 and 143, these before 3, 3 before 1. */
export const EXIT_STATUSES: readonly (readonly [status: string, says: string])[] = [
  ['0', 'the input was read to its end, also when nothing terminated and when its content is damaged'],
  [
    '1',
    'an input could not be opened, read or decompressed to its end; what could be read is printed all the same',
  ],
  ['2', 'wrong usage; nothing is printed on standard output'],
  ['3', '--fail-on: a death of such a cause was found'],
  ['130, 143', 'ended by SIGINT, by SIGTERM'],
]
