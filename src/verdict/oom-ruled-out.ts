import type { Case } from '../model/case.js'
import type { Gap, SourceCoverage } from '../model/coverage.js'
import { formatSeconds } from '../model/quantity.js'
import { beginsWithEnd } from './begins-with-end.js'

/** A log that reaches this near the death covers it; a told loss this near may be of its lines. */
const NEAR_MS = 60_000
/** A line at the edge of a silence ends it: the kernel prints a kill within this of the end that it makes. */
const EDGE_MS = 2_000
/** What comes later than this had not been read when the record was made. */
const READ_MS = 5 * 60_000

/** Why no OOM kill can be ruled out where no line tells of one; empty where the kernel's lines would have. */
export function oomNotRuledOut(one: Case): readonly string[] {
  const kernel = one.coverage.sources.find(({ source }) => source === 'kernel')
  if (!kernel) return ['whether it was an OOM kill: the input has no kernel lines']
  const died = one.end?.at ?? null
  if (!kernel.heard || died === null) return []
  const { from, to } = isBridged(one, kernel, died) ? kernel.heard : linesOf(kernel)
  if (died < from - NEAR_MS || died > to + NEAR_MS) {
    const away = formatSeconds((died < from ? from - died : died - to) / 1000)
    return [`whether it was an OOM kill: the nearest kernel line is ${away} away`]
  }
  const begin = beginsWithEnd(one)
  if (begin !== null) return [`whether it was an OOM kill: ${begin}`]
  const silence = silencesOfKernel(one).find(
    (gap) => gap.from !== null && gap.to !== null && gap.from + EDGE_MS < died && gap.to - EDGE_MS > died,
  )
  return silence ? [silenceWords(silence, died)] : []
}

/** The argument that the kernel would have told of an OOM kill; empty where that cannot be said. */
export function oomRuledOut(one: Case): readonly string[] {
  const kernel = one.coverage.sources.find(({ source }) => source === 'kernel')
  const died = one.end?.at ?? null
  if (!kernel?.heard || died === null || one.end?.retold) return []
  const isHeard = died >= kernel.heard.from - EDGE_MS && died <= kernel.heard.to + EDGE_MS
  const isTold =
    one.kills.length > 0 ||
    one.siblingKills.length > 0 ||
    one.own.some(tellsOfOom) ||
    one.ofNode.some(tellsOfOom)
  if (!isHeard || isTold || oomNotRuledOut(one).length > 0) return []
  if (lossesAround(one).some(({ source }) => source === null || source === 'kernel')) return []
  return ['no OOM kill: the kernel’s lines cover the minute, and none tells of one']
}

/** From the first of its lines to the last. */
function linesOf({ first, last }: SourceCoverage): { readonly from: number; readonly to: number } {
  return { from: first ?? -Infinity, to: last ?? Infinity }
}

/**
 * Whether lines of another source lead from the kernel's to the death: the log was written between them. Where nothing
 * does, pieces of it may have been laid together.
 */
function isBridged({ coverage }: Case, kernel: SourceCoverage, died: number): boolean {
  const { from, to } = linesOf(kernel)
  const [begin, end] = died > to ? [to + NEAR_MS, died] : died < from ? [died, from - NEAR_MS] : [died, died]
  if (begin >= end) return true
  return coverage.sources.some(({ source, first, last }) => {
    return source !== 'kernel' && first !== null && last !== null && first <= begin && last >= end - EDGE_MS
  })
}

/** Lines that are told to be missing around the death. */
export function lossesAround(one: Case): readonly Gap[] {
  const died = one.end?.at ?? null
  if (died === null) return []
  return one.coverage.gaps.filter(
    ({ kind, from, to }) =>
      kind === 'loss' && (from === null || from <= died + NEAR_MS) && (to === null || to >= died - NEAR_MS),
  )
}

function silencesOfKernel({ coverage }: Case): readonly Gap[] {
  return coverage.gaps.filter(
    ({ kind, source }) => kind === 'silence' && (source === null || source === 'kernel'),
  )
}

/** Relative to the death: the log's own clock is known to those who print. */
function silenceWords({ from, to }: Gap, died: number): string {
  const before = formatSeconds((died - (from ?? died)) / 1000)
  const after = (to ?? died) - died
  const end = after >= READ_MS ? 'more than 5 min' : formatSeconds(after / 1000)
  return `no kernel lines between ${before} before it and ${end} after it: an OOM kill cannot be ruled out`
}

function tellsOfOom({ type }: Case['own'][number]): boolean {
  return (
    type.startsWith('kernel.oom_') ||
    type === 'runtime.oom' ||
    type === 'systemd.scope_oom' ||
    type === 'kubelet.system_oom'
  )
}
