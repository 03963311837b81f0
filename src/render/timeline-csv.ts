import type { Termination } from '../model/termination.js'
import { type Columns, csvHead, csvRecord, joined } from './csv.js'
import type { Renderer } from './renderer.js'
import { isoTime } from './wall-time.js'

/** One column a field, named as in JSON; of a list all entries stand in one cell. */
const COLUMNS: Columns<Termination> = [
  ['finishedAt', (t) => isoTime(t.finishedAt)],
  ['node', (t) => t.node],
  ['namespace', (t) => t.pod?.namespace ?? null],
  ['pod', (t) => t.pod?.name ?? null],
  ['podUid', (t) => t.pod?.uid ?? null],
  ['container', (t) => t.container.name],
  ['containerId', (t) => t.container.id],
  ['attempt', (t) => t.container.attempt],
  ['runtime', (t) => t.container.runtime],
  ['sandbox', (t) => t.container.sandbox],
  ['cause', (t) => t.cause],
  ['confidence', (t) => t.confidence],
  ['headline', (t) => t.headline],
  ['exitCode', (t) => t.exitCode],
  ['exitCodeFrom', (t) => t.exitCodeFrom],
  ['signal', (t) => t.signal],
  ['exitObserved', (t) => t.exitObserved],
  ['startedAt', (t) => isoTime(t.startedAt)],
  ['why', (t) => joined(t.why)],
  ['notProven', (t) => joined(t.notProven)],
  ['contradictions', (t) => joined(t.contradictions.map(({ says }) => says))],
  ['oomScope', (t) => t.oom?.scope ?? null],
  ['oomLimitBytes', (t) => t.oom?.limitBytes ?? null],
  ['oomUsageBytes', (t) => t.oom?.usageBytes ?? null],
  ['oomKilled', (t) => joined(t.oom?.kills.map(({ pid, name }) => `${name} (pid ${pid})`) ?? [])],
  ['killRequestedAt', (t) => isoTime(t.kill?.requestedAt ?? null)],
  ['gracePeriodSeconds', (t) => t.kill?.gracePeriodSeconds ?? null],
  ['killSignal', (t) => t.kill?.signal ?? null],
  ['killEscalated', (t) => t.kill?.escalated ?? null],
  ['killedBy', (t) => t.kill?.by ?? null],
  ['evictionResource', (t) => t.eviction?.resource ?? null],
  ['rule', (t) => t.rule],
  ['incident', (t) => t.incident],
  ['fingerprint', (t) => t.fingerprint],
  ['evidence', (t) => joined(t.evidence.map(({ file, line }) => `${file}:${line}`))],
]

/** `timeline -o csv`: a row a termination, for spreadsheets. */
export function createCsvRenderer(): Renderer<Termination> {
  return {
    begin: () => csvHead(COLUMNS),
    next: (termination) => csvRecord(COLUMNS, termination),
    end: () => '',
  }
}
