import type { Fact, FactOf } from '../model/fact.js'
import type { CgroupPlace } from '../model/place.js'
import type { Problem } from '../model/problem.js'
import { type Kill, type KillLine, makeKill, mayBeIn, UNMEASURED, withSummary } from './oom-kill.js'
import { isWithin, type Moment, type Seen, type Span } from './oom-moment.js'
import { inOrder, NONE, type Occurrence, type Standing } from './occurrence.js'
import { createOomPieces } from './oom-pieces.js'
import { constraintOf, createOomSummaries, type Summary } from './oom-summaries.js'
import { asFirst, isSwept, killInSweep, type Sweep } from './oom-sweep.js'
import { solvePageSize } from './oom-table.js'
import { createOomVictims } from './oom-victims.js'

/** A piece of a kernel OOM report. */
export type OomFact = Extract<Fact, { readonly type: `oom.${string}` }>

/**
 * Makes the lines of kernel OOM reports into one `kernel.oom_kill` a kill, on one node.
 *
 * A kill is proven by the kernel's kill line, and without one by the line that chose the victim or by the reaper; a
 * report that names no victim is none. Lines may be missing, stand between those of other reports, or come twice.
 */
export interface OomGatherer {
  /** The events that this piece completes, also those of earlier lines. */
  readonly next: (fact: OomFact, at: Standing) => readonly Occurrence[]
  /** Any other line of the node while `reportOpen`: what waits for a piece grows old. */
  readonly pass: (at: Standing) => readonly Occurrence[]
  /** A report may go on: `pass` is wanted for the lines that are no piece of it. */
  readonly reportOpen: boolean
  /** Lines without needle are wanted too: rows of a report, or, where lines bear no time, all that a kill ages by. */
  readonly wantsAll: boolean
  readonly end: () => { readonly events: readonly Occurrence[]; readonly problems: readonly Problem[] }
}

/** A report of which nothing more came for so long is left unfinished. */
const REPORT: Span = { ms: 60_000, lines: 4000 }
/** The kernel prints summary, kill and sweep at once; other lines may stand between. */
const AT_ONCE: Span = { ms: 5000, lines: 200 }

export function createOomGatherer(): OomGatherer {
  const pieces = createOomPieces()
  const summaries = createOomSummaries()
  const victims = createOomVictims()
  let shown = 0
  let isTimeless = false
  let pageSize: number | null = null
  let lastPiece: Moment | null = null
  /** The latest kill, as long as a sweep may follow that tells more of it. */
  let held: Seen<Kill> | null = null
  /** Told behind it. */
  let behind: readonly Occurrence[] = NONE
  let sweep: Seen<Sweep> | null = null
  /** Asked for every line of the node, and seldom another. */
  let isOpen = false

  function next(fact: OomFact, at: Standing): readonly Occurrence[] {
    const now = { at, seq: ++shown }
    const aged = age(now)
    const events = take(fact, now)
    lastPiece = now
    isOpen = pieces.open || isWaiting()
    return inOrder(aged, events)
  }

  function pass(at: Standing): readonly Occurrence[] {
    const aged = age({ at, seq: ++shown })
    isOpen = pieces.open || isWaiting()
    return aged
  }

  /** What has waited for too long for the pieces that this one may be of. */
  function age(now: Moment): readonly Occurrence[] {
    const { stamp, sinceBoot } = now.at.envelope
    isTimeless = stamp === null && sinceBoot === null
    const aged = isWaiting() || pieces.hasSelected ? takeOld(now) : NONE
    if (pieces.open && lastPiece && !isWithin(REPORT, lastPiece, now)) pieces.abandon()
    return aged
  }

  function takeOld(now: Moment): readonly Occurrence[] {
    const isOld = (moment: Moment) => !isWithin(AT_ONCE, moment, now)
    const events = held && isOld(held) ? release() : NONE
    const others = chosen(isOld)
    return inOrder(events, others)
  }

  /** Kills of which only the choice of the victim was printed. */
  function chosen(isOld: (moment: Moment) => boolean): readonly Occurrence[] {
    if (!summaries.waiting && !pieces.hasSelected) return NONE
    return [
      ...summaries.takeOld(isOld).flatMap(killBySummary),
      ...pieces.takeSelected(isOld).flatMap(killBySelection),
    ]
  }

  function take(fact: OomFact, now: Moment): readonly Occurrence[] {
    switch (fact.type) {
      case 'oom.killed':
        return killByLine({ ...fact, seenAs: 'killed' }, now)
      case 'oom.exiting':
        return killByLine({ ...fact, ...UNMEASURED, seenAs: 'exiting' }, now)
      case 'oom.group':
        return beginSweep(fact.cgroup, now)
      case 'oom.reaped':
        return [...release(), ...reap(fact, now)]
      case 'oom.summary':
        if (held && isOfHeld(fact, held, now)) {
          hold(withSummary(held.value, fact, pageSize), held)
          return release()
        }
        summaries.add(fact, now)
        if (fact.pid !== null) pieces.mark(fact.pid, now)
        return release()
      case 'oom.no_victim':
        pieces.close(now)
        return release()
      case 'oom.invoked': {
        sweep = null
        pieces.add(fact, now)
        const manual = fact.order === -1
        return [...release(), place({ type: 'kernel.oom_invoked', invoker: fact.invoker, manual }, now)]
      }
      default:
        pieces.add(fact, now)
        return release()
    }
  }

  /** A kill's lines are there, and those of a sweep that it began may follow: they hold needles. */
  function isWaiting(): boolean {
    return held !== null || summaries.waiting
  }

  function release(): readonly Occurrence[] {
    if (!held) return NONE
    const events = [place(held.value.event, held), ...behind]
    held = null
    behind = NONE
    return events
  }

  /** It stands behind its kill's line where lines of one moment were sorted anew, or come newest first. */
  function isOfHeld(
    summary: Summary,
    { value: { line, report, event }, ...kill }: Seen<Kill>,
    now: Moment,
  ): boolean {
    const isOwn = line.pid === summary.pid && report.summary === null && !event.group
    const isMemcg = constraintOf(summary) === 'memcg'
    const isSameShortage = line.constraint === null || (line.constraint === 'memcg') === isMemcg
    return isOwn && isSameShortage && !pieces.open && isWithin(AT_ONCE, kill, now)
  }

  function killByLine(line: KillLine, now: Moment): readonly Occurrence[] {
    const own = summaryOf(line)
    const pid = own?.value.pid ?? line.pid
    const summary = own?.value ?? summaryOfParent(line, now)
    const told = { totalVmBytes: line.totalVmBytes, summary }
    const isReaped = held?.value.line.seenAs === 'reaped' && held.value.line.pid === pid && !pieces.open
    if (!isReaped && victims.isToldAgain(pid, told, now)) {
      pieces.close(now)
      if (victims.latest?.value.line.pid === pid) return NONE
      victims.passOver()
      return release()
    }
    // The reaper's line came first where lines of one moment were sorted anew.
    const before = isReaped ? NONE : release()
    if (sweep && !summary && !pieces.open && isSwept(line, sweep, now)) {
      sweep = { ...sweep, ...now }
      hold(killInSweep(line, sweep.value, pageSize), now)
    } else {
      sweep = null
      // The line may name a thread; the summary names the process.
      const name = pid === line.pid ? line.name : (summary?.name ?? line.name)
      hold(prove({ ...line, pid, name }, summary, now), now)
    }
    return before
  }

  /** The summary of the same pid; or the one right before the line, cut before its pid or naming the thread's process. */
  function summaryOf(line: KillLine): Seen<Summary> | undefined {
    const isProcessOf = (summary: Summary) =>
      (line.uid === null || line.uid === summary.uid) &&
      (line.constraint === 'memcg') === (constraintOf(summary) === 'memcg') &&
      !pieces.lists(line.pid)
    return (
      summaries.takeOf(line.pid) ??
      summaries.takeLatest(lastPiece?.seq ?? 0, (summary) => summary.pid === null || isProcessOf(summary))
    )
  }

  /** Up to 5.0 a child may die in place of the process that the summary names: the uid there is not its own. */
  function summaryOfParent({ pid }: KillLine, now: Moment): Summary | null {
    const chosen = pieces.chosenFor(pid, now)
    const summary = chosen === null ? undefined : summaries.takeOf(chosen)
    return summary ? { ...summary.value, uid: null } : null
  }

  function killBySummary(summary: Seen<Summary>): readonly Occurrence[] {
    const { pid, name, uid } = summary.value
    if (pid === null || name === null) return []
    if (victims.isToldAgain(pid, { totalVmBytes: null, summary: summary.value }, summary)) return []
    const line: KillLine = { ...UNMEASURED, pid, name, uid, constraint: null, seenAs: 'summary' }
    return [emit(prove(line, summary.value, summary), summary)]
  }

  function killBySelection(selected: Seen<FactOf['oom.selected']>): readonly Occurrence[] {
    const { pid, name, constraint } = selected.value
    const told = { totalVmBytes: null, summary: null }
    if (name === null || victims.isToldAgain(pid, told, selected)) return []
    const line: KillLine = { ...UNMEASURED, pid, name, constraint, seenAs: 'summary' }
    return [emit(prove(line, null, selected, selected), selected)]
  }

  function reap({ pid, name, unable }: FactOf['oom.reaped'], now: Moment): readonly Occurrence[] {
    const reaped = place({ type: 'kernel.oom_reaped', pid, name, unable }, now)
    const summary = summaries.takeOf(pid)
    if (summary) return [...killBySummary(summary), reaped]
    if (victims.isAwaitingReaper(pid, now)) return [reaped]
    const line: KillLine = { ...UNMEASURED, pid, name, constraint: null, seenAs: 'reaped' }
    hold(prove(line, null, now), now)
    behind = [reaped]
    return NONE
  }

  /** The line that names a sweep stands right behind its first kill. */
  function beginSweep(cgroup: CgroupPlace, now: Moment): readonly Occurrence[] {
    const early = held?.value.line.seenAs === 'reaped' ? release() : NONE
    // What looked like one more kill of the sweep before began this one.
    if (held?.value.event.group && !mayBeIn(held.value, cgroup)) {
      hold(prove(held.value.line, null, held), held)
    }
    if (held && mayBeIn(held.value, cgroup)) hold(asFirst(held.value, cgroup), held)
    const before = held ?? victims.latest
    const isFirst = before && !pieces.open && isWithin(AT_ONCE, before, now) && mayBeIn(before.value, cgroup)
    sweep = { ...now, value: { cgroup, first: isFirst ? before.value : null } }
    const { path, containerId, podUid } = cgroup
    return [
      ...early,
      ...release(),
      place({ type: 'kernel.oom_group', containerId, podUid, cgroup: path }, now),
    ]
  }

  function prove(
    line: KillLine,
    summary: Summary | null,
    { at, seq }: Moment,
    selected: Seen<FactOf['oom.selected']> | null = null,
  ): Kill {
    const { pid, constraint, rssBytes } = line
    const late = line.seenAs === 'reaped'
    const report = pieces.reportOf({ at, seq, pid, constraint, summary, selected, late })
    pageSize = solvePageSize(rssBytes, report.table?.row(pid)?.rssPages) ?? pageSize
    return makeKill(line, report, pageSize)
  }

  function hold(value: Kill, { at, seq }: Moment): void {
    held = { at, seq, value }
    victims.add(held)
  }

  function emit(value: Kill, { at, seq }: Moment): Occurrence {
    victims.add({ at, seq, value })
    return { happening: value.event, at }
  }

  function end(): ReturnType<OomGatherer['end']> {
    const events = [...release(), ...chosen(() => true)]
    isOpen = pieces.open
    const { unfinished } = pieces
    return { events, problems: unfinished ? [unfinishedReport(unfinished)] : [] }
  }

  return {
    next,
    pass,
    end,
    get reportOpen() {
      return isOpen
    },
    get wantsAll() {
      return pieces.open || (isWaiting() && isTimeless)
    },
  }
}

const place = (happening: Occurrence['happening'], { at }: Moment): Occurrence => ({ happening, at })

function unfinishedReport({ line: { file, number } }: Standing): Problem {
  const message = 'an OOM report begins here whose kill is not in the input'
  return { code: 'oom-report-unfinished', file, line: number, message }
}
