import type { Event } from '../model/event.js'
import { momentOfDeath } from '../model/moment-of-death.js'
import type { Termination } from '../model/termination.js'
import { jsonLine } from './json-line.js'
import type { Renderer } from './renderer.js'
import { say } from './say.js'
import { nameOf } from './who-died.js'
import { isoTime } from './wall-time.js'

/** Plaso's words for what a time stands for, which Timesketch groups by. */
type TimeDescription = 'Start Time' | 'End Time' | 'Recorded Time' | 'Not a time'

/** Lines that were printed already are remembered up to this; an older one would come again. */
const MOST_SEEN = 100_000

/**
 * `timeline -o timesketch`: JSONL for Timesketch's import, a line for each life's start and end and for each cited
 * line of the log, which deaths share: it comes once, with the first of them. Safe to show on a terminal.
 */
export function createTimesketchRenderer(): Renderer<Termination> {
  const seen = new Set<string>()

  function isNew({ file, line, type }: Event): boolean {
    const key = `${line} ${type} ${file}`
    if (seen.has(key)) return false
    seen.add(key)
    if (seen.size > MOST_SEEN) seen.delete(seen.values().next().value ?? '')
    return true
  }

  return {
    begin: () => '',
    next(termination) {
      const about = fieldsOf(termination)
      const { startedAt, finishedAt, headline, evidence } = termination
      const name = nameOf(termination)
      return [
        startedAt === null ? '' : row(startedAt, 'Start Time', `${name}: started`, 'life', about),
        ...evidence.filter(isNew).map((event) => eventRow(event)),
        row(
          finishedAt ?? momentOfDeath(termination)?.time ?? null,
          finishedAt === null ? 'Recorded Time' : 'End Time',
          `${name}: ${headline}`,
          'termination',
          { ...about, ...verdictOf(termination) },
        ),
      ].join('')
    },
    end: () => '',
  }
}

function row(
  time: number | null,
  stands: TimeDescription,
  message: string,
  kind: string,
  fields: object,
): string {
  const iso = isoTime(time)
  const line = {
    message,
    // Every line must have a time: what has none is at the epoch, and says so.
    datetime: iso ?? '1970-01-01T00:00:00.000Z',
    timestamp: iso === null || time === null ? 0 : Math.round(time * 1000),
    timestamp_desc: iso === null ? 'Not a time' : stands,
    data_type: `exitlog:${kind}`,
    ...fields,
  }
  return jsonLine(line)
}

function eventRow(event: Event): string {
  const { time, type, node, program, file, line, text } = event
  return row(time, 'Recorded Time', say(event), type.replace('.', ':'), {
    hostname: node,
    program,
    filename: file,
    line,
    text,
  })
}

function fieldsOf({ node, pod, container }: Termination): object {
  return {
    hostname: node,
    namespace: pod?.namespace ?? null,
    pod_name: pod?.name ?? null,
    pod_uid: pod?.uid ?? null,
    container_name: container.name,
    container_id: container.id,
  }
}

function verdictOf({ cause, confidence, exitCode, signal, why, notProven, ...t }: Termination): object {
  return {
    cause,
    confidence,
    exit_code: exitCode,
    signal,
    why: why.join('; '),
    not_proven: notProven.join('; '),
    incident: t.incident,
    fingerprint: t.fingerprint,
  }
}
