import type { WholeFact } from '../model/event.js'
import type { Fact } from '../model/fact.js'
import type { Problem } from '../model/problem.js'
import { createBootGatherer } from './boot-gatherer.js'
import { createFatalSignalLog } from './fatal-signals.js'
import { eventOf, inOrder, NONE, type Occurrence, type Standing } from './occurrence.js'
import { createOomGatherer, type OomFact } from './oom-report.js'

/** Facts of one node → what happened: most are told by one line, an OOM kill by many. */
export interface NodeGatherer {
  /** What a line's fact completes, also of earlier lines. */
  readonly next: (fact: Fact, at: Standing) => readonly Occurrence[]
  /** A line that tells nothing: what waits for others grows old. */
  readonly pass: (at: Standing) => readonly Occurrence[]
  /** An OOM report may go on, or a boot be told better: lines without a fact are wanted, too. */
  readonly reportOpen: boolean
  /** Lines without a needle are wanted, too. */
  readonly wantsAll: boolean
  readonly end: () => { readonly events: readonly Occurrence[]; readonly problems: readonly Problem[] }
}

export function createNodeGatherer(): NodeGatherer {
  const oom = createOomGatherer()
  const boots = createBootGatherer()
  const signals = createFatalSignalLog()

  function gather(fact: Fact, at: Standing): readonly Occurrence[] {
    if (fact.type === 'kernel.boot') return inOrder(age(at), boots.next(fact, at))
    const told = boots.release()
    return inOrder(told, isOomPiece(fact) ? oom.next(fact, at) : inOrder(age(at), wholeOccurrences(fact, at)))
  }

  function age(at: Standing): readonly Occurrence[] {
    return oom.reportOpen ? oom.pass(at) : NONE
  }

  function wholeOccurrences(fact: WholeFact, at: Standing): readonly Occurrence[] {
    switch (fact.type) {
      case 'kernel.fatal_signal':
        return isToldAgain(fact, at) ? NONE : [{ happening: fact, at }]
      case 'kubelet.container_finished': {
        if (fact.others === undefined) return [{ happening: fact, at }]
        const { others, ...one } = fact
        return [one, ...others.map((other) => ({ ...one, ...other }))].map((happening) => ({ happening, at }))
      }
      default:
        return [{ happening: fact, at }]
    }
  }

  /** Several lines may tell of one fatal signal. */
  function isToldAgain(fact: WholeFact, at: Standing): boolean {
    const event = eventOf(fact, at)
    return event.type === 'kernel.fatal_signal' && !signals.isFirst(event)
  }

  return {
    next(fact, at) {
      const told = gather(fact, at)
      const { repeated } = at.envelope
      return repeated === undefined ? told : [...told, foldedLines(repeated, at)]
    },
    pass: (at) => inOrder(boots.release(), oom.pass(at)),
    get reportOpen() {
      return oom.reportOpen || boots.holding
    },
    get wantsAll() {
      return oom.wantsAll
    },
    end() {
      const { events, problems } = oom.end()
      return { events: inOrder(boots.release(), events), problems }
    },
  }
}

/** Lines of interest that a writer folded into one: their own times are lost. */
function foldedLines(repeated: number, at: Standing): Occurrence {
  const says = `message repeated ${repeated} times`
  return { happening: { type: 'log.gap', lost: repeated - 1, of: at.envelope.program, says }, at }
}

export function isOomPiece(fact: Fact): fact is OomFact {
  return fact.type.startsWith('oom.')
}
