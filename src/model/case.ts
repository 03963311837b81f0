import type { NodeCoverage } from './coverage.js'
import type { Event, KernelOomKill, Placed, Task } from './event.js'
import type { PodRef } from './place.js'
import type { ContainerRef } from './termination.js'

/** How a container's end was reported, in the words of the most trustworthy source. */
export interface End {
  /** Time of death: the runtime's own where it prints a credible one, else of the first line that reports the end. */
  readonly at: number | null
  readonly code: number | null
  readonly codeFrom: string | null
  /** The runtime made the code up. */
  readonly synthetic: boolean
  /** Only a kubelet that had just started reports it: it reports old deaths too, at the time of its start. */
  readonly retold: boolean
  /** Every code that was reported, by whom. */
  readonly codes: readonly {
    readonly code: number
    readonly from: string
    readonly synthetic: boolean
    readonly event: Event
  }[]
  /** The lines that report the end. */
  readonly reports: readonly Event[]
}

/** An OOM kill that hit the container, and whether its init was the victim (null: not told). */
export interface CaseKill {
  readonly kill: KernelOomKill & Placed
  readonly isInit: boolean | null
  /** The report lists all processes at the limit and none of the container's but the victim: it was its init. */
  readonly alone: boolean
  /** The older process that shows, by its score, that the victim was not the first one; null where the init's pid is printed or nothing shows it. */
  readonly older: Task | null
}

/** One life of one container up to its death, with every line that concerns it: what the rules argue from. */
export interface Case {
  readonly node: string | null
  readonly pod: PodRef | null
  readonly container: ContainerRef
  /** The container was seen running: a line says that it started. */
  readonly seenRunning: boolean
  readonly startedAt: number | null
  /** null: the end is not in the log. */
  readonly end: End | null
  /** Lines that name this container, of this life, in time order. */
  readonly own: readonly Event[]
  /** Lines about its pod or its pod's sandbox that fall into this life, in time order. */
  readonly ofPod: readonly Event[]
  /** Lines about the whole node around the death, in time order. */
  readonly ofNode: readonly Event[]
  readonly kills: readonly CaseKill[]
  /** OOM kills in the same pod's other containers during this life. */
  readonly siblingKills: readonly (KernelOomKill & Placed)[]
  /** The container that a process of the host belonged to at the time of an event, where its lines print that pid; else null. */
  readonly holderOf: (
    pid: number,
    event: Event,
  ) => { readonly pod: PodRef | null; readonly container: ContainerRef } | null
  readonly coverage: NodeCoverage
  /** A line's place on the one time line, epoch milliseconds: finer than its own stamp where that is coarse. */
  readonly moment: (event: Event) => number
  /** Compares two lines by their places there; those of the same moment, and those of one log without times, by their places in the log. */
  readonly byPlace: (a: Event, b: Event) => number
  /** The node rebooted at this event while the container was last seen running. */
  readonly boot: Event | null
}
