import type { ClusterStatus } from '../model/status.js'
import type { Problem } from '../model/problem.js'
import type { Reading, TerminationStream } from '../pipeline.js'
import { noteUnseen } from '../status/notes.js'
import { type BesideStatus, besideStatus } from './beside-status.js'
import { createClaimFilter } from './choose.js'
import type { Io } from './io.js'
import { frameOf } from './print.js'
import type { ReadingSettings } from './reading-settings.js'
import { readStatusFiles } from './status-files.js'

/** What the cluster says, as `--status` asks for it. */
export interface AskedStatus {
  readonly status: ClusterStatus
  readonly problems: readonly Problem[]
  /** The same terminations, the cluster's account beside each. */
  readonly beside: (stream: TerminationStream) => TerminationStream
  /** What the cluster alone tells; complete when the terminations have been taken. */
  readonly notes: (reading: Reading) => readonly string[]
}

export async function createAskedStatus(
  settings: ReadingSettings & { readonly statusFiles: readonly string[] },
  io: Io,
): Promise<AskedStatus> {
  const { status, problems } = await readStatusFiles(settings.statusFiles, io)
  let beside: BesideStatus | undefined
  return {
    status,
    problems,
    beside(stream) {
      beside = besideStatus(stream, status)
      return beside
    },
    notes(reading) {
      const isChosen = createClaimFilter(settings.choice, frameOf(reading, settings))
      return noteUnseen(beside?.unseen().filter(isChosen) ?? [], reading.coverage.nodes())
    },
  }
}
