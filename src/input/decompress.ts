import { createGunzip } from 'node:zlib'

type Chunks = AsyncIterable<Uint8Array>

interface Format {
  readonly name: string
  readonly magic: string
  /** Gives the unpacked bytes; throws where the packed ones are damaged. Absent: only recognised. */
  readonly unpack?: (chunks: Chunks) => Chunks
  /** The command that unpacks it to standard output. */
  readonly command: string
}

const FORMATS: readonly Format[] = [
  { name: 'gzip', magic: '\x1f\x8b\x08', unpack: gunzip, command: 'gzip -dc' },
  { name: 'zstd', magic: '\x28\xb5\x2f\xfd', command: 'zstd -dc' },
  { name: 'xz', magic: '\xfd7zXZ\0', command: 'xz -dc' },
  ...'123456789'
    .split('')
    .map((level) => ({ name: 'bzip2', magic: `BZh${level}1AY&SY`, command: 'bzip2 -dc' })),
  { name: 'lz4', magic: '\x04\x22\x4d\x18', command: 'lz4 -dc' },
  { name: 'zip', magic: 'PK\x03\x04', command: 'unzip -p' },
]
const MAGIC_BYTES = Math.max(...FORMATS.map((format) => format.magic.length))
const OUTPUT_BYTES = 1024 * 1024

/**
 * Bytes as they are, or unpacked where they begin with a known magic number, whatever the input's name.
 *
 * Damaged or cut packed bytes give what could be unpacked before (all of it where they are cut), then one report.
 */
export async function* decompress(
  chunks: Chunks,
  report: (message: string) => void,
): AsyncGenerator<Uint8Array> {
  const source = chunks[Symbol.asyncIterator]()
  const head = await readHead(source)
  const whole = prepend(head, source)
  const start = head.toString('latin1', 0, MAGIC_BYTES)
  const format = FORMATS.find(({ magic }) => start.startsWith(magic))
  if (!format) {
    yield* whole
  } else if (!format.unpack) {
    await source.return?.()
    report(`packed with ${format.name}: ${format.command} FILE | exitlog timeline`)
  } else {
    try {
      yield* format.unpack(whole)
    } catch (error) {
      if (!isZlibError(error)) throw error
      const isCut = error.code === 'Z_BUF_ERROR'
      report(
        `the ${format.name} data ${isCut ? 'ends too early' : `is damaged (${error.message})`}: only what stands before was read`,
      )
    }
  }
}

/**
 * Members in a row are one text, as for gzip itself.
 *
 * A failing stream drops what it has put out and nobody has read. So it may put out nothing before the last
 * output was taken (readableHighWaterMark), and is told its end only when all else was.
 */
async function* gunzip(chunks: Chunks): AsyncGenerator<Uint8Array> {
  const settings = { chunkSize: OUTPUT_BYTES, readableHighWaterMark: 1 }
  const stream = createGunzip(settings)
  const feed = async () => {
    for await (const chunk of chunks) {
      await new Promise<void>((resolve, reject) => {
        stream.write(chunk, (error) => (error ? reject(error) : resolve()))
      })
    }
    stream.end()
  }
  feed().catch((error: Error) => stream.destroy(error))
  yield* stream as Chunks
}

async function readHead(source: AsyncIterator<Uint8Array>): Promise<Buffer> {
  let head: Buffer = Buffer.alloc(0)
  while (head.length < MAGIC_BYTES) {
    const next = await source.next()
    if (next.done) break
    head = Buffer.concat([head, next.value])
  }
  return head
}

async function* prepend(head: Uint8Array, source: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head
    for (let next = await source.next(); !next.done; next = await source.next()) yield next.value
  } finally {
    await source.return?.()
  }
}

function isZlibError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
}
