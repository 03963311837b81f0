import { randomUUID } from 'node:crypto'
import { accessSync, constants, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Termination } from '../model/termination.js'
import type { Reading } from '../pipeline.js'
import { createMetrics, type ReadCounts } from '../render/prometheus.js'
import { OutputError } from './outlet.js'
import type { Printing, Ways } from './print.js'
import type { ReadingSettings } from './reading-settings.js'
import { UserError } from './user-error.js'
import { version } from './version.js'

/**
 * Counts of what is printed, in a file that is whole whenever it is read. It is written at the end, and from time to
 * time while inputs are written.
 */
export interface MetricsFile {
  /** The same printing, counted. */
  readonly counted: (printing: Printing<Termination>) => Printing<Termination>
  /** Writes what was counted, where all was read and somebody read on; throws OutputError. */
  readonly finish: () => void
  /** Ends what waits. */
  readonly close: () => void
}

/** Throws UserError where no file can be written. */
export function openMetricsFile(
  path: string,
  { choice, isFollowing, lingerMs }: ReadingSettings,
  { io, outlet }: Pick<Ways, 'io' | 'outlet'>,
): MetricsFile {
  const metrics = createMetrics(version)
  const over = new AbortController()
  let isLive = isFollowing
  let final: ReadCounts | null = null
  const write = writerOf(path)

  async function keepWriting(reading: () => Reading): Promise<void> {
    while (io.sleep && !over.signal.aborted) {
      await io.sleep(lingerMs, over.signal)
      // Of a log that is only read the counts are known at its end.
      if (over.signal.aborted || !isLive) continue
      const { counts, problems } = reading()
      // What is in the way now may be gone by the next time; if not, the end tells.
      attempt(() => write(metrics.text({ ...counts, problems: problems.length })))
    }
  }

  function counted({ open, format, ...others }: Printing<Termination>): Printing<Termination> {
    return {
      ...others,
      open(inputs, learn, how) {
        const { waitForLull } = how
        const noticing = async (signal: AbortSignal) => {
          await waitForLull?.(signal)
          isLive ||= !signal.aborted
        }
        const stream = open(inputs, learn, waitForLull ? { ...how, waitForLull: noticing } : how)
        void keepWriting(stream.reading)
        return stream
      },
      format: {
        ...format,
        async create(look) {
          const renderer = await format.create(look)
          return {
            begin: renderer.begin,
            next(termination) {
              if (!termination.container.sandbox || choice.all) metrics.next(termination)
              return renderer.next(termination)
            },
            end(ending) {
              if (!outlet.isClosed()) final = ending.counts
              return renderer.end(ending)
            },
          }
        },
      },
    }
  }

  function finish(): void {
    const counts = final
    const trouble = counts && attempt(() => write(metrics.text(counts)))
    if (trouble !== null) throw new OutputError(`the metrics could not be written: ${trouble}`)
  }

  return { counted, finish, close: () => over.abort() }
}

/** Writes the file anew, whole: under a name beside it that no collector reads, which then takes its place. */
function writerOf(path: string): (text: string) => void {
  const folder = dirname(path)
  const trouble = attempt(() => accessSync(folder, constants.W_OK))
  if (trouble !== null) throw new UserError(`--metrics cannot write ${path}: ${trouble}`)
  const temporary = join(folder, `.${basename(path)}.${randomUUID()}`)
  return (text) => {
    try {
      writeFileSync(temporary, text)
      renameSync(temporary, path)
    } catch (error) {
      rmSync(temporary, { force: true })
      throw error
    }
  }
}

/** What went wrong, in the system's words; null: nothing. */
function attempt(act: () => void): string | null {
  try {
    act()
    return null
  } catch (error) {
    if (error instanceof Error && 'code' in error) return error.message
    throw error
  }
}
