import type { Event } from '../model/event.js'
import type { Confidence } from '../model/termination.js'
import { readEviction } from './eviction.js'
import type { Rule } from './rule.js'
import { ownReason, toldStop, wouldTellStop } from './stop.js'
import { stopped } from './stop-words.js'
import { cameBefore, isBetween, SLACK_MS } from './times.js'

/** A reason given this long before the stop still is its reason. */
const REASON_MS = 60_000
/** A pod whose container has ended is gone, for a reason told only then, within this time. */
const TOLD_LATER_MS = 5 * 60_000
/** A node that shuts down stops its last pods up to this long after it has said so. */
const SHUTTING_DOWN_MS = 10 * 60_000

const evicted: Rule = {
  id: 'eviction',
  says: 'The kubelet evicted its pod under resource pressure.',
  needs:
    '“pod is evicted successfully” (or a rejection for node pressure) for the pod around the death; or a first place in the ranking and a stop; likely where its stop is not in the log, and possible where the lines bear no times either',
  confidence: 'certain',
  conclude(brief) {
    const { one, stop } = brief
    const story = readEviction(brief)
    if (!one.end || !story) return undefined
    const isTimed = brief.diedAt !== null && story.evicted?.time !== null
    const why = [
      ...(story.rank
        ? [`its pod was number ${story.rank.place} of ${story.rank.of} in the eviction ranking`]
        : []),
      ...(story.evicted ? ['the kubelet says that it evicted the pod'] : []),
      ...(story.rejected
        ? ['after its restart the kubelet did not admit the pod again: the node was under pressure']
        : []),
      ...(story.byMoment
        ? [
            isTimed
              ? 'no line asks for its stop itself, but its end stands right beside that announcement'
              : 'no line asks for its stop itself, nor tells how long before that announcement it ended: they bear no times',
          ]
        : []),
    ]
    const cites = [story.evicted, story.ranked, story.rejected, ...story.pressure].filter((e) => e !== null)
    const sure: Confidence = story.evicted && !story.byMoment && !stop?.untimed ? 'certain' : 'likely'
    const confidence = isTimed || !story.byMoment ? sure : 'possible'
    return stopped(
      brief,
      stop,
      { cause: 'eviction', confidence, headline: `evicted by the kubelet${story.because}`, cites },
      why,
    )
  },
}

const preempted: Rule = {
  id: 'preemption',
  says: 'Its pod made room for a critical pod.',
  needs: 'the kubelet’s preemption line for the pod, and a stop before it or an end right beside it',
  confidence: 'certain',
  conclude(brief) {
    const { one, stop, diedAt } = brief
    if (!one.end || (!stop && wouldTellStop(one)) || ownReason(stop)) return undefined
    const from = (stop?.requestedAt ?? diedAt ?? 0) - REASON_MS
    const until = (diedAt ?? Infinity) + (stop ? TOLD_LATER_MS : REASON_MS)
    const line =
      one.ofPod.find((e) => e.type === 'kubelet.preempted' && isBetween(e, from, until)) ??
      stop?.asked.find((e) => e.type === 'kubelet.killing' && e.reason === 'preemption')
    if (!line) return undefined
    return stopped(
      brief,
      stop,
      {
        cause: 'preemption',
        confidence: 'certain',
        headline: 'preempted: its pod made room for a critical pod',
        cites: [line],
      },
      ['the kubelet says that it evicted the pod to admit a critical one (which one is not in the line)'],
    )
  },
}

const nodeShutdown: Rule = {
  id: 'node-shutdown',
  says: 'The node was shut down gracefully and the kubelet stopped the pod.',
  needs: 'the kubelet’s shutdown manager lines before the stop',
  confidence: 'certain',
  conclude(brief) {
    const { one, stop, diedAt } = brief
    if (!one.end) return undefined
    const asked = stop?.requestedAt ?? diedAt ?? Infinity
    const told = toldStop(stop, one.end)
    const isBefore = (e: Event) =>
      e.type === 'kubelet.shutdown' &&
      isBetween(e, asked - SHUTTING_DOWN_MS, Infinity) &&
      cameBefore(e, told, one, SLACK_MS)
    const ofPod = one.ofPod.find(isBefore)
    const ofNode = one.ofNode.filter(isBefore).at(-1)
    const underway = ofNode?.type === 'kubelet.shutdown' && ofNode.phase !== 'cancelled' ? ofNode : undefined
    const line = ofPod ?? (stop ? underway : undefined)
    if (!line || ownReason(stop)) return undefined
    return stopped(
      brief,
      stop,
      {
        cause: 'node-shutdown',
        confidence: ofPod ? 'certain' : 'likely',
        headline: 'stopped because the node was being shut down',
        cites: [line],
      },
      ['the kubelet’s shutdown manager was stopping the pods of the node'],
    )
  },
}

/** Rules that conclude from what the kubelet did with the whole pod, the most telling first. */
export const podRules: readonly Rule[] = [evicted, preempted, nodeShutdown]
