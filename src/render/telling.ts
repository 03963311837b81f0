import { type MomentOfDeath, momentOfDeath } from '../model/moment-of-death.js'
import type { Confidence, Termination } from '../model/termination.js'
import { argumentOf } from './argument.js'
import { type EvidenceStep, evidenceSteps } from './evidence-steps.js'
import { exitPhrase } from './exit-phrase.js'
import { memoryPhrase } from './memory-phrase.js'
import { formatSpan } from './span.js'
import { statusSentences } from './status-text.js'

/**
 * A death as every format for people tells it: the same sentences under the same labels in the same order.
 *
 * The order of the fields is the order of telling. Nothing is escaped: each medium does that for itself.
 */
export interface Telling {
  readonly death: MomentOfDeath | null
  /** `exit 137 (SIGKILL)`, or why there is no code. */
  readonly exit: string
  /** `2m10s`; null where either end of its life is not in the log. */
  readonly ran: string | null
  /** `likely: evicted by the kubelet`. */
  readonly verdict: string
  readonly argument: readonly string[]
  readonly evidence: readonly EvidenceStep[]
  /** What is to be said besides; none of them is empty. */
  readonly remarks: readonly Remark[]
}

export interface Remark {
  readonly label: 'memory' | 'not proven' | 'at odds' | 'cluster'
  readonly sentences: readonly string[]
}

const CERTAINTY: Readonly<Record<Confidence, string>> = {
  certain: '',
  likely: 'likely: ',
  possible: 'possibly: ',
}

export function tell(termination: Termination): Telling {
  const { oom, notProven, contradictions, status } = termination
  const death = momentOfDeath(termination)
  const memory = memoryPhrase(oom)
  const remarks: readonly Remark[] = [
    { label: 'memory', sentences: memory === null ? [] : [memory] },
    { label: 'not proven', sentences: notProven },
    { label: 'at odds', sentences: contradictions.map(({ says }) => says) },
    { label: 'cluster', sentences: statusSentences(status) },
  ]
  return {
    death,
    exit: exitPhrase(termination),
    ran: ranFor(termination),
    verdict: verdictOf(termination),
    argument: argumentOf(termination),
    evidence: evidenceSteps(termination, death),
    remarks: remarks.filter(({ sentences }) => sentences.length > 0),
  }
}

/** The headline, and how sure it is where a line does not say so. */
export function verdictOf({ confidence, headline }: Termination): string {
  return `${CERTAINTY[confidence]}${headline}`
}

/** How long it lived, where both ends of its life are known. */
export function ranFor({
  startedAt,
  finishedAt,
}: Pick<Termination, 'startedAt' | 'finishedAt'>): string | null {
  if (startedAt === null || finishedAt === null || finishedAt < startedAt) return null
  return formatSpan(finishedAt - startedAt)
}
