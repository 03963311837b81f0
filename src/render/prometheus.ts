import { CAUSES, type Cause, type Confidence, type Termination } from '../model/termination.js'
import type { LimitScope } from '../model/place.js'

/** Counts of terminations as Prometheus reads them. */
export interface Metrics {
  readonly next: (termination: Termination) => void
  /** All that is known by now, in the text format 0.0.4. */
  readonly text: (read: ReadCounts) => string
}

export interface ReadCounts {
  readonly lines: number
  readonly events: number
  readonly problems: number
}

type Sample = readonly [labels: Readonly<Record<string, string>>, value: number]

const CONFIDENCES: readonly Confidence[] = ['certain', 'likely', 'possible']
const SCOPES: readonly LimitScope[] = ['container', 'pod', 'node', 'other']
const UNKNOWN = 'unknown'

/**
 * Every series is there from the start, with 0: a rate counts the first death too. Labels are words of our own alone,
 * so that no log makes more series.
 */
export function createMetrics(version: string): Metrics {
  const deaths = new Map<string, number>()
  const kills = new Map<string, number>()
  let last: number | null = null
  const keyOf = (cause: Cause, confidence: Confidence) => `${cause} ${confidence}`
  return {
    next({ cause, confidence, oom, finishedAt }) {
      add(deaths, keyOf(cause, confidence), 1)
      if (oom) add(kills, oom.scope ?? UNKNOWN, oom.kills.length)
      if (finishedAt !== null) last = Math.max(last ?? finishedAt, finishedAt)
    },
    text({ lines, events, problems }) {
      const byCause = CAUSES.flatMap((cause) =>
        CONFIDENCES.map((confidence): Sample => {
          return [{ cause, confidence }, deaths.get(keyOf(cause, confidence)) ?? 0]
        }),
      )
      const byScope = [...SCOPES, UNKNOWN].map((scope): Sample => [{ scope }, kills.get(scope) ?? 0])
      return [
        family('exitlog_terminations_total', 'counter', 'Containers that ended, by cause.', byCause),
        family(
          'exitlog_oom_kills_total',
          'counter',
          'Processes in containers that were OOM-killed, by whose limit was full.',
          byScope,
        ),
        family(
          'exitlog_last_termination_timestamp_seconds',
          'gauge',
          'When the latest of the containers ended, by the log.',
          last === null ? [] : [[{}, Math.floor(last) / 1000]],
        ),
        family('exitlog_lines_total', 'counter', 'Lines of the log that were read.', [[{}, lines]]),
        family('exitlog_events_total', 'counter', 'Events that were found in them.', [[{}, events]]),
        family('exitlog_problems_total', 'counter', 'Problems of the input.', [[{}, problems]]),
        family('exitlog_build_info', 'gauge', 'The version that wrote this.', [[{ version }, 1]]),
      ].join('')
    },
  }
}

function add(counts: Map<string, number>, key: string, n: number): void {
  counts.set(key, (counts.get(key) ?? 0) + n)
}

function family(name: string, type: 'counter' | 'gauge', help: string, samples: readonly Sample[]): string {
  const lines = samples.map(([labels, value]) => {
    const told = Object.entries(labels).map(([label, word]) => `${label}="${word}"`)
    return `${name}${told.length === 0 ? '' : `{${told.join(',')}}`} ${value}\n`
  })
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`
}
