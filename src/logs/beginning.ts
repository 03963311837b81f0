import type { CoverageLog, LogCoverage } from '../events/coverage.js'
import type { Input } from '../input/inputs.js'
import { createScanner } from '../scan/scan.js'
import { look } from './direction.js'
import { clockFor, type LogFindings, readerFor } from './read-log.js'

/** What the first lines of a log tell before it is read. */
export interface Beginning {
  /** The time of the first line that has one, in epoch milliseconds; null: none tells it. */
  readonly startsAt: number | null
  /** The hosts that lines name. */
  readonly hosts: readonly string[]
  /** A line that tells something names none. */
  readonly isNameless: boolean
}

/** Bytes from the beginning in which lines must tell it, and how many are looked at in one go. */
const HEAD_BYTES = 64 * 1024
const PIECE_BYTES = 4096

/** Looks into the first lines of a log, no further than they suffice. */
export async function beginningOf(
  first: Input,
  reading: LogFindings,
  suffices: (beginning: Beginning) => boolean,
): Promise<Beginning> {
  const { needles } = reading
  const hosts: string[] = []
  let startsAt: number | null = null
  let isNameless = false
  const soFar = (): Beginning => ({ startsAt, hosts, isNameless })
  const { chunks, direction } = await look(first.chunks, reading)
  const reader = readerFor(first, reading, {
    layout: { log: null, isTurned: false },
    clock: clockFor(() => first, reading),
    naming: { hear: (host) => void hosts.push(host), nodeOf: (host) => host, isPatient: false },
    coverage: watchingNodes((node) => (isNameless ||= node === null)),
    emit: () => undefined,
    onPlaced(_node, { time }) {
      // One that is newest first begins with its last lines.
      if (!direction.isNewestFirst) startsAt ??= time
    },
    onProblem: () => undefined,
  })
  const scanner = createScanner({ file: first.name, needles })
  let read = 0
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length && read < HEAD_BYTES && !suffices(soFar()); at += PIECE_BYTES) {
      const piece = chunk.subarray(at, at + PIECE_BYTES)
      read += piece.length
      scanner.write(piece, reader)
    }
    if (read >= HEAD_BYTES || suffices(soFar())) return soFar()
  }
  // It may end before it is clear whether it is text.
  scanner.end(reader)
  reader.end()
  return soFar()
}

function watchingNodes(watch: (node: string | null) => void): Pick<CoverageLog, 'open'> {
  const seen: LogCoverage = { see: (node) => watch(node), note: () => undefined }
  return { open: () => seen }
}
