import type { CaseKill, End } from '../model/case.js'
import { formatSeconds } from '../model/quantity.js'
import type { Brief } from './rule.js'
import { cameBefore, toldEnd } from './times.js'
import { spanWords } from './words.js'

/** A container that ends this soon after a kill inside it ended with it. */
const BREATH_MS = 1_000
/** The kubelet looks at its containers once a second, and takes its time to tell. */
const KUBELET_LATE_MS = 2_000

/** Milliseconds from the kill to the death; a whole-second stamp may be up to a second early. */
function sinceKill({ kill }: CaseKill, diedAt: number | null): number | null {
  if (kill.time === null || diedAt === null) return null
  const raw = diedAt - kill.time
  return raw > 0 ? Math.max(0, raw - (kill.stepMs >= 1000 ? kill.stepMs : 0)) : raw
}

/** The container ended a breath after the kill, as far as the reports of its end can tell. */
export function soonAfter(hit: CaseKill, { one, diedAt }: Brief): boolean {
  const ms = sinceKill(hit, diedAt)
  if (ms === null) return false
  const late = one.end && onlyKubeletTells(one.end) ? KUBELET_LATE_MS : 0
  return ms >= -BREATH_MS && ms <= BREATH_MS + late
}

/** It stands before the end, and no times tell how long. */
export function someTimeAfter(hit: CaseKill, { one, diedAt }: Brief): boolean {
  return one.end !== null && sinceKill(hit, diedAt) === null && cameBefore(hit.kill, toldEnd(one.end), one)
}

function onlyKubeletTells({ reports }: End): boolean {
  return reports.every(({ type }) => type.startsWith('kubelet.'))
}

/** `0.4 s later`, `within a second` where the stamps are no finer. */
export function gapWords({ kill }: CaseKill, diedAt: number | null): string {
  if (kill.time === null || diedAt === null) return 'then'
  if (kill.stepMs < 1000) return `${spanWords(kill.time, diedAt)} later`
  const seconds = Math.ceil((diedAt - kill.time) / 1000)
  return seconds <= 1 ? 'within a second' : `within ${formatSeconds(seconds)}`
}
