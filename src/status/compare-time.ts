import type { ClusterClaim, StatusFinding } from '../model/status.js'
import type { Termination } from '../model/termination.js'
import { explainGap, type Gap } from './gap.js'
import { quoted, spanWords, teller, timeWords } from './words.js'

/** The claim's Finished time against the log's time of death. */
export function compareTime(termination: Termination, claim: ClusterClaim): readonly StatusFinding[] {
  const { finishedAt } = claim
  const died = termination.finishedAt
  if (finishedAt === null || died === null) return []
  const gap = explainGap(termination, finishedAt)
  if (!gap) return []
  if (gap.by === 'nothing') {
    const says = `${teller(claim)} shows the same time of death, ${timeWords(finishedAt, died)}`
    return [{ id: 'finished', agrees: true, says }]
  }
  const where = `${spanWords(gap.ms)} ${gap.ms < 0 ? 'before' : 'after'} the log’s ${timeWords(died, finishedAt)}`
  const says = `${teller(claim)} shows it finished at ${timeWords(finishedAt, died)}, ${where}${explanation(gap)}`
  return [{ id: 'finished', agrees: false, says }]
}

function explanation(gap: Gap): string {
  switch (gap.by) {
    case 'clock':
      return `: it fits the clock of ${quoted(gap.program)}, which runs ${spanWords(gap.aheadMs)} ${gap.aheadMs < 0 ? 'behind' : 'ahead of'} the log’s`
    case 'year':
      return `: the log writes no year, and both agree with --year ${gap.year}`
    case 'zone':
      return `: the log writes no zone, and both agree with --tz ${zoneWords(gap.offsetMinutes)}`
    default:
      return ''
  }
}

/** 120 → `+02:00` */
function zoneWords(offsetMinutes: number): string {
  const two = (n: number) => String(n).padStart(2, '0')
  const size = Math.abs(offsetMinutes)
  return `${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}
