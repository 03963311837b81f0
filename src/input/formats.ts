import type { Member } from './archives/member.js'
import { SECTION_MAGIC } from './archives/section-head.js'
import type { ByteReader } from './byte-reader.js'
import { gunzip } from './packed/gzip.js'
import { utf16Text } from './packed/utf16.js'

/** What bytes are that are not lines; told by how they begin, whatever their name. */
export type Format =
  /** `what`, here and below, is what its damage is told of. */
  | {
      readonly kind: 'packed'
      readonly what: string
      readonly unpack: (reader: ByteReader) => AsyncIterable<Uint8Array>
    }
  | {
      readonly kind: 'archive'
      readonly what: string
      readonly members: (reader: ByteReader) => AsyncIterable<Member>
    }
  /** The lines of several inputs, one behind the other. */
  | { readonly kind: 'sections'; readonly what: string }
  /** A binary journal of systemd. */
  | { readonly kind: 'journal' }
  /** Only known by sight; the command unpacks it to standard output. */
  | { readonly kind: 'foreign'; readonly what: string; readonly command: string }

const GZIP = packed('gzip data', gunzip)
const BZIP2 = packed(
  'bzip2 data',
  late(async () => (await import('./packed/bzip2.js')).bunzip2),
)
const XZ = packed(
  'xz data',
  late(async () => (await import('./packed/xz.js')).unxz),
)
const ZSTD = packed(
  'zstd data',
  late(async () => (await import('./packed/zstd.js')).unzstd),
)
const UTF16LE = packed('UTF-16 text', utf16Text('utf-16le'))
const UTF16BE = packed('UTF-16 text', utf16Text('utf-16be'))
const YAML = packed(
  'YAML of gcloud',
  late(async () => (await import('./packed/gcloud-yaml.js')).entriesOfYaml),
)
const ZIP = archive(
  'zip archive',
  late(async () => (await import('./archives/zip.js')).zipMembers),
)
const TAR = archive(
  'tar archive',
  late(async () => (await import('./archives/tar.js')).tarMembers),
)

const MAGIC: readonly (readonly [start: string, format: Format])[] = [
  ['\x1f\x8b\x08', GZIP],
  ['\xfd7zXZ\0', XZ],
  ['\x28\xb5\x2f\xfd', ZSTD],
  ...Array.from({ length: 16 }, (_, i) => [`${String.fromCharCode(0x50 + i)}\x2a\x4d\x18`, ZSTD] as const),
  ...Array.from({ length: 9 }, (_, i) => [`BZh${i + 1}1AY&SY`, BZIP2] as const),
  ...Array.from({ length: 9 }, (_, i) => [`BZh${i + 1}\x17\x72\x45\x38\x50\x90`, BZIP2] as const),
  ['PK\x03\x04', ZIP],
  ['PK\x05\x06', ZIP],
  ['\xff\xfe', UTF16LE],
  ['\xfe\xff', UTF16BE],
  ['---\ninsertId: ', YAML],
  ['---\r\ninsertId: ', YAML],
  [SECTION_MAGIC, { kind: 'sections', what: 'extract' }],
  ['LPKSHHRH', { kind: 'journal' }],
  ['\x04\x22\x4d\x18', { kind: 'foreign', what: 'lz4', command: 'lz4 -dc' }],
  ['\x1f\x9d', { kind: 'foreign', what: 'compress', command: 'gzip -dc' }],
  ['7z\xbc\xaf\x27\x1c', { kind: 'foreign', what: '7-Zip', command: '7z x -so' }],
]
/** As much as the header of a tar archive takes, and more than any other. */
const HEADER_BYTES = 512
const USTAR = /^ustar(?:\0| {2}\0)/

function packed(what: string, unpack: (reader: ByteReader) => AsyncIterable<Uint8Array>): Format {
  return { kind: 'packed', what, unpack }
}

function archive(what: string, members: (reader: ByteReader) => AsyncIterable<Member>): Format {
  return { kind: 'archive', what, members }
}

/** It is loaded when it is needed: it takes its time, and most runs need none. */
function late<T>(load: () => Promise<(reader: ByteReader) => AsyncIterable<T>>) {
  return async function* loaded(reader: ByteReader): AsyncGenerator<T> {
    const read = await load()
    yield* read(reader)
  }
}

/** Null: lines, as far as one can see. It waits for no more bytes than it takes to see it. */
export async function recognize(reader: ByteReader): Promise<Format | null> {
  for (let least = 1; ; ) {
    const head = await reader.fill(least)
    const start = head.toString('latin1', 0, HEADER_BYTES)
    const known = MAGIC.find(([magic]) => start.startsWith(magic))
    if (known) return known[1]
    if (await isTar(head)) return TAR
    const isOpen =
      MAGIC.some(([magic]) => magic.startsWith(start)) ||
      (head.length < HEADER_BYTES && !start.includes('\n'))
    if (!isOpen || head.length < least) return null
    least = head.length + 1
  }
}

async function isTar(head: Buffer): Promise<boolean> {
  const block = head.subarray(0, HEADER_BYTES)
  // What fields do not fill stands at zero, in each dialect.
  if (block.length < HEADER_BYTES || block[0] === 0 || !block.includes(0)) return false
  if (USTAR.test(block.toString('latin1', 257, 265))) return true
  const { readTarHeader } = await import('./archives/tar-header.js')
  return readTarHeader(block) !== null
}
