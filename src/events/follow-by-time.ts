import type { Event } from '../model/event.js'
import { nextTurn } from '../model/next-turn.js'
import { compareNames, type EventLog, takeUntil } from './merge.js'
import type { Repeats } from './repeats.js'

/** A batch of a log that has given all that it has for now; more may come. */
export const CAUGHT_UP: readonly Event[] = Object.freeze([])

/** What is known beside the events: that all logs gave what they have for now, or that nothing came for a while. */
export type Mark = 'caught-up' | 'lull'

/** To make a reason for what is waited for no more takes longer than to wait. */
const DONE = 'done'

/** A log that is being written, and what was taken from it and is not given yet. */
interface Tail {
  readonly log: EventLog
  readonly batches: AsyncGenerator<readonly Event[]>
  events: readonly Event[]
  given: number
  at: number
  isAsked: boolean
  isCaughtUp: boolean
  /** Nothing came since the last turn. */
  isSilent: boolean
  isOver: boolean
}

/**
 * The events of logs that are being written: what is there is merged by time, what is new is given as it comes.
 *
 * A log that has caught up, or of which nothing came for a while (`waitForLull`), holds up no other. Each lull is told
 * once, behind the events that waited for lines of their own log. Where something comes all
 * the time, as of a busy pipe, the pipes that are behind are left at that once in such a while, and what was given
 * till then is told as all that there is.
 */
export async function* followByTime(
  logs: readonly EventLog[],
  repeats: Repeats | null,
  waitForLull: (signal: AbortSignal) => Promise<void>,
): AsyncGenerator<readonly Event[] | Mark> {
  const tails = logs.map((log): Tail => {
    const nothing = { events: [], given: 0, at: -Infinity }
    return {
      log,
      batches: log.open(),
      ...nothing,
      isAsked: false,
      isCaughtUp: false,
      isSilent: false,
      isOver: false,
    }
  })
  const news = { hasCome: false, isUntold: false }
  const failures: unknown[] = []
  const turn = { isDue: false, isAwaited: false, isOver: new AbortController() }
  let wake = (): void => undefined

  /** Wakes nobody: where nothing comes, the lull does. */
  async function awaitTurn(): Promise<void> {
    if (turn.isAwaited || turn.isDue) return
    turn.isAwaited = true
    await waitForLull(turn.isOver.signal)
    turn.isAwaited = false
    turn.isDue = true
  }

  async function ask(tail: Tail): Promise<void> {
    tail.isAsked = true
    try {
      let next = await tail.batches.next()
      // That still nothing came is no news.
      while (next.value === CAUGHT_UP && tail.isCaughtUp) next = await tail.batches.next()
      if (next.done) tail.isOver = true
      else if (next.value === CAUGHT_UP) tail.isCaughtUp = true
      else {
        tail.isCaughtUp = tail.isSilent = false
        tail.events = next.value
        tail.given = 0
        tail.at = tail.events[0]?.time ?? tail.at
        news.hasCome = news.isUntold = true
        void awaitTurn()
      }
    } catch (error) {
      failures.push(error)
    }
    tail.isAsked = false
    wake()
  }

  /** False: nothing came for a while. */
  async function somethingComes(isLullTold: boolean): Promise<boolean> {
    let hasCome = false
    const comes = new Promise<void>((resolve) => {
      wake = () => {
        hasCome = true
        resolve()
      }
    })
    // Most often it comes at once: a clock that is set and stopped each time costs more than what comes.
    await Promise.race([comes, nextTurn()])
    if (hasCome) return true
    const waited = new AbortController()
    await Promise.race([comes, ...(isLullTold ? [] : [waitForLull(waited.signal)])])
    waited.abort(DONE)
    return hasCome
  }

  try {
    for (;;) {
      if (failures.length > 0) throw failures[0]
      const open = tails.filter(({ isOver }) => !isOver)
      if (open.length === 0) return
      for (const tail of open) if (!tail.isAsked && tail.given === tail.events.length) void ask(tail)
      const full = open.filter(({ given, events }) => given < events.length)
      const late = open.filter(({ given, events, isCaughtUp }) => given === events.length && !isCaughtUp)
      if (late.length === 0 && full.length > 0) {
        const [first, second] = full.sort((a, b) => a.at - b.at || compareNames(a.log.name, b.log.name))
        const events = first ? takeUntil(second?.at ?? Infinity, first) : []
        yield repeats ? events.filter((event) => !repeats.isRepeated(event)) : events
        continue
      }
      // A file that is behind goes on: only of a pipe nobody knows whether more comes.
      const isTurn = turn.isDue && late.every(({ log }) => log.isPipe)
      if (isTurn && full.length > 0) {
        for (const tail of late) tail.isCaughtUp = true
        continue
      }
      if (news.isUntold && (late.length === 0 || isTurn)) {
        if (isTurn)
          for (const tail of open) {
            if (tail.isSilent && tail.log.isPipe) yield tail.log.rest()
            tail.isSilent = true
          }
        news.isUntold = turn.isDue = false
        yield 'caught-up'
        // Something may have come meanwhile, and woken nobody.
        continue
      }
      if (await somethingComes(!news.hasCome && late.length === 0)) continue
      for (const tail of late) tail.isCaughtUp = true
      if (full.length > 0 || !news.hasCome) continue
      news.hasCome = false
      for (const { log } of open) yield log.rest()
      yield 'lull'
    }
  } finally {
    turn.isOver.abort()
    // A log of which nothing comes cannot be waited for.
    for (const { batches } of tails) void batches.return(undefined)
  }
}
