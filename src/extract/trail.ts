import { appendTo } from '../model/append-to.js'
import { copyOf } from '../model/copy-of.js'
import type { Source } from '../model/coverage.js'
import type { Event } from '../model/event.js'
import type { SeenLine } from '../model/seen-line.js'

/** Where a line stands. */
export interface Place {
  readonly file: string
  readonly line: number
}

/** What a run of the pipeline saw, and where: only places are kept of it, and no text. */
export interface Trail {
  readonly see: (seen: SeenLine) => void
  readonly learn: (event: Event) => void
  /** The last line of the message that begins in this one. */
  readonly endOf: (place: Place) => number
  /** Where the report begins whose kill this line tells; null: it is none, or its beginning is not in the log. */
  readonly reportBefore: (place: Place) => number | null
  /** Lines that name a container and its init, or a sandbox and its pod. */
  readonly introductionsOf: (containerId: string) => readonly Place[]
  /** A line that ties a pod's UID to its name. */
  readonly nameOf: (podUid: string) => Place | null
  /** Losses, boots, the line that proves how much the kubelet prints. */
  readonly remarksOn: (node: string | null) => readonly Place[]
  /** Lines whose message tells the time more fully than what stands before it: the nearest on both sides. */
  readonly clocksAround: (place: Place) => readonly Place[]
  readonly each: (visit: (seen: SeenLine) => void) => void
}

const SOURCES: readonly (Source | null)[] = [null, 'kernel', 'kubelet', 'runtime', 'systemd']
const TELLS: readonly SeenLine['tells'][] = ['nothing', 'event', 'oom-report', 'oom-report-begin']
/** A beginning that stands further before a kill, in pieces, is another report's. */
const MOST_PIECES = 4000
const MOST_INTRODUCTIONS = 8

export function createTrail(): Trail {
  const files = createNumbers<string>()
  const nodes = createNumbers<string | null>()
  /** One row a line: file, line, node, source, tells, time. */
  const rows: number[] = []
  const ends = new Map<string, number>()
  const pieces = new Map<string, { readonly lines: number[]; readonly begins: boolean[] }>()
  const introductions = new Map<string, Place[]>()
  const names = new Map<string, Place>()
  const remarks = new Map<string | null, Place[]>()
  const verbose = new Map<string | null, { readonly verbosity: number; readonly place: Place }>()
  const clocks = new Map<string, number[]>()

  return {
    see({ file, line, until, node, source, time, tells }) {
      rows.push(
        files.of(file),
        line,
        nodes.of(node),
        SOURCES.indexOf(source),
        TELLS.indexOf(tells),
        time ?? Number.NaN,
      )
      if (until > line) ends.set(keyOf({ file, line }), until)
      if (tells !== 'oom-report' && tells !== 'oom-report-begin') return
      const known = pieces.get(file) ?? { lines: [], begins: [] }
      known.lines.push(line)
      known.begins.push(tells === 'oom-report-begin')
      pieces.set(file, known)
    },
    learn(event) {
      const { file, line, node, verbosity } = event
      const place = { file, line }
      for (const id of introducedIn(event))
        if ((introductions.get(id)?.length ?? 0) < MOST_INTRODUCTIONS)
          appendTo(introductions, copyOf(id), place)
      for (const uid of namedIn(event)) if (!names.has(uid)) names.set(copyOf(uid), place)
      if (event.type === 'log.gap' || event.type === 'kernel.boot') appendTo(remarks, node, place)
      if (verbosity !== undefined && verbosity > (verbose.get(node)?.verbosity ?? -1))
        verbose.set(node, { verbosity, place })
      if (provesClock(event)) appendTo(clocks, file, line)
    },
    endOf: (place) => ends.get(keyOf(place)) ?? place.line,
    reportBefore({ file, line }) {
      const { lines, begins } = pieces.get(file) ?? { lines: [], begins: [] }
      const at = lines.lastIndexOf(line)
      for (let n = at; n >= 0 && n > at - MOST_PIECES; n--) if (begins[n]) return lines[n] ?? null
      return null
    },
    introductionsOf: (id) => introductions.get(id) ?? [],
    nameOf: (uid) => names.get(uid) ?? null,
    remarksOn: (node) =>
      [...(remarks.get(node) ?? []), ...(verbose.has(node) ? [verbose.get(node)] : [])].flatMap((one) =>
        one === undefined ? [] : 'place' in one ? one.place : one,
      ),
    clocksAround({ file, line }) {
      const all = clocks.get(file) ?? []
      const before = all.findLast((one) => one <= line)
      const behind = all.find((one) => one >= line)
      return [before, behind].flatMap((one) => (one === undefined ? [] : { file, line: one }))
    },
    each(visit) {
      for (let n = 0; n < rows.length; n += 6) {
        const [file = 0, line = 0, node = 0, source = 0, tells = 0, time = 0] = rows.slice(n, n + 6)
        visit({
          file: files.value(file) ?? '',
          line,
          until: line,
          node: nodes.value(node) ?? null,
          source: SOURCES[source] ?? null,
          time: Number.isNaN(time) ? null : time,
          tells: TELLS[tells] ?? 'nothing',
        })
      }
    },
  }
}

const keyOf = ({ file, line }: Place): string => `${line} ${file}`

/** Containers and sandboxes of which an event tells more than that they are there. */
function introducedIn(event: Event): readonly string[] {
  switch (event.type) {
    case 'runtime.sandbox_created':
    case 'runtime.container_created':
    case 'runtime.container_started':
    case 'runtime.sandbox_network':
    case 'kubelet.names':
      return event.containerId === null ? [] : [event.containerId]
    default:
      return []
  }
}

/** UIDs of pods that the event also names. */
function namedIn(event: Event): readonly string[] {
  const pods = 'pods' in event ? event.pods : 'pod' in event && event.pod !== null ? [event.pod] : []
  return pods.flatMap(({ namespace, name, uid }) => (namespace && name && uid ? [uid] : []))
}

function provesClock({ origin, written }: Event): boolean {
  return (
    origin?.zone === 'written' && written !== null && (written.offsetMinutes === null || !written.yearWritten)
  )
}

/** Small numbers for values that come again and again. */
function createNumbers<T>() {
  const values: T[] = []
  const numbers = new Map<T, number>()
  return {
    of(value: T): number {
      const known = numbers.get(value)
      if (known !== undefined) return known
      numbers.set(value, values.length)
      values.push(value)
      return values.length - 1
    },
    value: (number: number): T | undefined => values[number],
  }
}
