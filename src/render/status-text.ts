import type { StatusFinding, StatusFindingId } from '../model/status.js'

/** Agreements of which it is enough to say what they are about. */
const SUBJECTS: Readonly<Partial<Record<StatusFindingId, string>>> = {
  'exit-code': 'the exit code',
  reason: 'the reason',
  'stop-reason': 'why it was stopped',
  finished: 'the time of death',
  restarts: 'the number of restarts',
  resource: 'the resource',
}

/**
 * The cluster's account of a death as it reads beside the node's: what differs or is told by one of them alone in
 * full, then in one sentence all in which they agree.
 */
export function statusSentences(findings: readonly StatusFinding[] | null | undefined): readonly string[] {
  if (!findings) return []
  const plain = (finding: StatusFinding) => finding.agrees && SUBJECTS[finding.id] !== undefined
  const subjects = new Set(findings.filter(plain).flatMap(({ id }) => SUBJECTS[id] ?? []))
  const told = findings.filter((finding) => !plain(finding)).map(({ says }) => says)
  return subjects.size === 0 ? told : [...told, `agrees on ${enumerate([...subjects])}`]
}

/** `a`, `a and b`, `a, b and c` */
function enumerate(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`
}
