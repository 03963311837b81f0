import { severityOf } from '../model/severity.js'
import type { Termination } from '../model/termination.js'

/** The deaths by importance: by how bad the cause is, then as they come. */
export function worstFirst(deaths: readonly Termination[]): readonly Termination[] {
  return [...deaths].sort((a, b) => severityOf[b.cause] - severityOf[a.cause])
}
