/** How many bytes of an input are looked at before any line of it is handed on. */
export const HEAD_BYTES = 4096

const MAGIC: readonly (readonly [bytes: string, what: string])[] = [
  [
    'LPKSHHRH',
    'a systemd journal file, which journalctl turns into lines: journalctl --file FILE -o json | exitlog timeline',
  ],
  ['\x7fELF', 'a program or core dump (ELF), not a log'],
  ['\x1f\x8b', 'gzip data inside the input: unpack it once more'],
  ['\xff\xfe', 'UTF-16 text: iconv -f UTF-16 -t UTF-8 FILE | exitlog timeline'],
  ['\xfe\xff', 'UTF-16 text: iconv -f UTF-16 -t UTF-8 FILE | exitlog timeline'],
]

/**
 * What an input is that begins with these bytes and is no text, in words for a person; undefined for text.
 *
 * Without a magic number it goes by control characters. A run of NUL bytes counts once, since a crash leaves
 * long runs of them in good logs; escape (colours) does not count; bytes above 127 prove nothing.
 */
export function binaryKind(head: Uint8Array): string | undefined {
  const start = String.fromCharCode(...head.subarray(0, 8))
  const known = MAGIC.find(([magic]) => start.startsWith(magic))
  if (known) return known[1]
  const bytes = Buffer.from(head).toString('latin1').replace(/^\0+/, '')
  const control = bytes.match(CONTROL)?.length ?? 0
  const text = bytes.replaceAll('\0', '').length
  return control > 8 && control * 20 > text ? 'binary data, not a log' : undefined
}

/** What is no layout, and no escape. */
const CONTROL = /\0+|[\x01-\x07\x0e-\x1a\x1c-\x1f\x7f]/g
