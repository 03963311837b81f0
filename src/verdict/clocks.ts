import type { Case } from '../model/case.js'
import type { Event } from '../model/event.js'
import { formatSeconds } from '../model/quantity.js'

/** Two clocks of one node may differ by this much without a word. */
const AGREE_MS = 2_000
const ZONE_STEP_MS = 15 * 60_000

/** A program's clock that disagrees with the clock of the lines. */
export interface ClockDispute {
  readonly event: Event
  /** `kubelet 18:00:44` */
  readonly reading: string
  /** Milliseconds by which it runs ahead of the lines' clock; negative: behind. */
  readonly aheadMs: number
}

/** Clocks that the case's own lines show to disagree, the first line of each source. */
export function findDisputes(one: Case): readonly ClockDispute[] {
  const disputes: ClockDispute[] = []
  const add = (dispute: ClockDispute) => {
    if (!disputes.some((known) => sourceOf(known) === sourceOf(dispute))) disputes.push(dispute)
  }
  for (const event of one.own) {
    const ofLine = ownStamp(event)
    if (ofLine) add(ofLine)
    const ofExit = exitStamp(event)
    if (ofExit) add(ofExit)
  }
  return disputes
}

const sourceOf = (dispute: ClockDispute) => dispute.reading.slice(0, dispute.reading.lastIndexOf(' '))

/** The message's own stamp against the line's time: whole quarters of an hour are a zone, the rest is skew. */
function ownStamp(event: Event): ClockDispute | undefined {
  const { stamp, time } = event
  if (!stamp || time === null) return undefined
  const isWhole = stamp.yearWritten && stamp.offsetMinutes !== null
  const ahead = isWhole ? stamp.wallMs - stamp.offsetMinutes * 60_000 - time : besideZone(stamp.wallMs - time)
  if (ahead > 0 ? ahead < event.stepMs + AGREE_MS : -ahead < AGREE_MS) return undefined
  return { event, reading: `${event.program ?? 'the program'} ${clockOf(stamp.wallMs)}`, aheadMs: ahead }
}

/** What is left of a difference of clocks of which any number of zone steps may be their zones. */
function besideZone(ms: number): number {
  // A remainder takes longer than all else here, and mostly there is no zone between the two.
  return Math.abs(ms) <= ZONE_STEP_MS / 2 ? ms : ms - ZONE_STEP_MS * Math.round(ms / ZONE_STEP_MS)
}

/** A time of death that is hours away from the line that reports it. */
function exitStamp(event: Event): ClockDispute | undefined {
  if (event.type !== 'runtime.exit' || event.exitedAt === null || event.time === null) return undefined
  const ahead = event.exitedAt - event.time
  if (Math.abs(ahead) < 3_600_000) return undefined
  return { event, reading: `exited_at ${clockOf(event.exitedAt)}Z`, aheadMs: ahead }
}

/** `18:02:43` of a wall-clock reading. */
export function clockOf(wallMs: number): string {
  return new Date(wallMs).toISOString().slice(11, 19)
}

export function disputeWords({ reading, aheadMs }: ClockDispute): string {
  return `${reading} (${formatSeconds(aheadMs / 1000)} ${aheadMs < 0 ? 'behind' : 'ahead'})`
}
