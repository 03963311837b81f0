import type { Event } from '../model/event.js'
import { momentOfDeath } from '../model/moment-of-death.js'
import type { Termination } from '../model/termination.js'
import { escapeJson } from './escape.js'
import { exitPhrase } from './exit-phrase.js'
import type { Meta, Renderer } from './renderer.js'
import { say } from './say.js'
import { sourceLabel } from './source.js'
import { nameOf } from './who-died.js'

/**
 * `timeline -o perfetto`: Chrome's trace JSON for ui.perfetto.dev: a node is a process, a container's life an async
 * span on it, a cited line an instant within the span. What has no time is on no time line: it is told in `otherData`.
 */
export function createPerfettoRenderer(): Renderer<Termination> {
  const pids = new Map<string | null, number>()
  const withoutTime: string[] = []
  let lives = 0
  let isFirst = true
  let made: Meta['made']

  function lines(events: readonly object[]): string {
    return events
      .map((event) => {
        const before = isFirst ? '\n' : ',\n'
        isFirst = false
        return before + escapeJson(JSON.stringify(event))
      })
      .join('')
  }

  /** A node's process, and the event that names it where it is new. */
  function processOf(node: string | null): {
    readonly pid: number
    readonly introduction: readonly object[]
  } {
    const known = pids.get(node)
    if (known !== undefined) return { pid: known, introduction: [] }
    const pid = pids.size + 1
    pids.set(node, pid)
    const name = node ?? 'a node that the lines do not name'
    return { pid, introduction: [{ ph: 'M', pid, name: 'process_name', args: { name } }] }
  }

  return {
    begin(meta) {
      made = meta.made
      return '{"displayTimeUnit":"ms","traceEvents":['
    },
    next(termination) {
      const span = spanOf(termination)
      if (span === null) {
        withoutTime.push(`${nameOf(termination)}: ${termination.headline}`)
        return ''
      }
      const { pid, introduction } = processOf(termination.node)
      lives += 1
      const common = { cat: 'container', id: String(lives), pid, tid: pid }
      const name = nameOf(termination)
      return lines([
        ...introduction,
        { ...common, ph: 'b', name, ts: micros(span.from), args: argsOf(termination) },
        ...span.instants.map(({ event, time }) => ({
          ...common,
          ph: 'n',
          name: `${sourceLabel(event)}: ${say(event)}`,
          ts: micros(time),
          args: { type: event.type, file: event.file, line: event.line, text: event.text },
        })),
        { ...common, ph: 'e', name, ts: micros(span.to) },
      ])
    },
    end() {
      const otherData = { ...made, ...(withoutTime.length === 0 ? {} : { withoutTime }) }
      return `\n],"otherData":${escapeJson(JSON.stringify(otherData))}}\n`
    },
  }
}

interface Span {
  readonly from: number
  readonly to: number
  readonly instants: readonly { readonly event: Event; readonly time: number }[]
}

/** From the start or the first cited line, whichever is earlier, to the death, else the kill that was seen. */
function spanOf(termination: Termination): Span | null {
  const death = momentOfDeath(termination)
  if (death === null) return null
  const instants = termination.evidence.flatMap((event) => {
    return event.time === null ? [] : [{ event, time: event.time }]
  })
  const times = instants.map(({ time }) => time)
  const from = Math.min(termination.startedAt ?? death.time, death.time, ...times)
  return { from, to: Math.max(death.time, from), instants }
}

function argsOf(termination: Termination): object {
  const { cause, confidence, headline, why, notProven, container, pod, startedAt, exitCode, signal } =
    termination
  return {
    headline,
    exit: exitPhrase(termination),
    cause,
    confidence,
    exitCode,
    signal,
    startInLog: startedAt !== null,
    why: why.join('; '),
    notProven: notProven.join('; '),
    containerId: container.id,
    podUid: pod?.uid ?? null,
  }
}

const micros = (time: number) => Math.round(time * 1000)
