import type { NodeCoverage } from '../model/coverage.js'
import type { Problem } from '../model/problem.js'
import type { ClockNote } from '../model/termination.js'

/** What is known before the first record. */
export interface Meta extends Asked {
  readonly clocks: readonly ClockNote[]
}

/** What is known before anything is read. */
export interface Asked {
  /** The inputs by the names that the user gave. */
  readonly files: readonly string[]
  /** Every record is shown whole, also one that repeats another; else formats for people may fold it. */
  readonly isWhole?: boolean
  /** What prints it; absent where nobody needs to know. */
  readonly made?: Made
}

/** How an output came about, for those who want to make it again. */
export interface Made {
  readonly version: string
  /** The command, word by word. */
  readonly command: readonly string[]
}

/** What is known after the last record. */
export interface Ending {
  readonly counts: { readonly lines: number; readonly events: number; readonly problems: number }
  /** What was wrong with the inputs. */
  readonly problems?: readonly Problem[]
  readonly clocks: readonly ClockNote[]
  /** What the inputs cover of each node that was asked for. */
  readonly coverage: readonly NodeCoverage[]
  /** Records that were found and not printed: sandboxes, and what the filters left out. */
  readonly hidden: { readonly sandboxes: number; readonly filtered: number }
  /** The kernel's OOM kills that stand in no record. */
  readonly untiedKills?: number
  /** What the cluster alone tells: no records, and nothing that the log bears out. */
  readonly notes?: readonly string[]
}

/** A medium as a person sees it: `width` in columns. */
export interface Look {
  readonly width: number
  readonly color: boolean
}

/**
 * One output format. Every call gives the text to print next, so that long outputs stream; a renderer is pure but
 * for what it must remember between calls, and is used for one output only.
 */
export interface Renderer<T> {
  readonly begin: (meta: Meta) => string
  readonly next: (item: T) => string
  readonly end: (ending: Ending) => string
  /** Of a format that must know the log's own clock: how records are told in part before `begin`. */
  readonly early?: (asked: Asked) => Early<T>
}

/** The two steps of `next`, of which the first can be taken before `begin`. Both are called in the order of the records. */
export interface Early<T, Draft = unknown> {
  /** Stands for the record until the clock is known: data as JSON knows it, and far less of it. */
  readonly draft: (item: T) => Draft
  /** As a method, since nobody else looks into a draft. */
  finish(draft: Draft): string
}
