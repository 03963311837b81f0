import type { BootCoverage, Gap, NodeCoverage, Source, SourceInLog } from '../model/coverage.js'
import type { Event, EventOf } from '../model/event.js'
import { createHeardLog, type HeardLog, type OpenHeardLog, retellHeardLog } from './heard.js'
import { coverageOf } from './node-coverage.js'
import { runsOfBoots } from './runs.js'
import { sourceOf } from './source.js'

/** What the input covers: first and last line by node and source, silences, kubelet verbosity, known losses. */
export interface CoverageLog {
  /** One log, of one file or of several that follow each other. */
  readonly open: () => LogCoverage
  /** What was seen apart is taken over, under other names. */
  readonly takeOver: (
    apart: Pick<CoverageLog, 'logs'>,
    nodeOf: (node: string | null) => string | null,
  ) => void
  /** What was seen, by the names of nodes. */
  readonly logs: ReadonlyMap<string | null, NodeLog>
  /** What another run saw of a source; the losses and boots of its events are to be noted beside. */
  readonly retell: (node: string | null, seen: RetoldSource) => void
  /** As far as the input is read up to a time; null: to its end. What is not asked of it is not worked out. */
  readonly ofNode: (node: string | null, asOf: number | null) => NodeCoverage
  /** Every node by its name, to the end of the input. */
  readonly nodes: () => readonly NodeCoverage[]
}

/** Takes what is seen of one log, in the order of its lines. */
export interface LogCoverage {
  /** A line was opened, of a source or of none; `skipped`: so many lines of the log before it were not. */
  readonly see: (node: string | null, source: Source | null, time: number | null, skipped: number) => void
  /** An event may prove a verbosity, or tell of lost lines or of a boot. */
  readonly note: (event: Event) => void
}

/** Of one source in the logs of another run. */
export interface RetoldSource {
  readonly source: Source
  readonly verbosity: number | null
  readonly byBoot: readonly BootCoverage[]
  readonly byLog: readonly SourceInLog[]
}

interface NodeLog {
  readonly node: string | null
  readonly logs: HeardLog[]
  verbosity: number | null
  /** By the line that told of it, with its time: in two inputs the same one counts once. */
  readonly losses: Map<string, Gap>
  readonly boots: number[]
}

/** Two inputs tell of one boot at nearly the same time. */
const SAME_BOOT_MS = 10_000

const NOTHING = { logs: [], verbosity: null, losses: new Map(), boots: [] }

export function createCoverageLog(): CoverageLog {
  const nodes = new Map<string | null, NodeLog>()
  const logOf = (node: string | null): NodeLog => {
    const known = nodes.get(node)
    if (known) return known
    const made: NodeLog = { node, logs: [], verbosity: null, losses: new Map(), boots: [] }
    nodes.set(node, made)
    return made
  }

  function open(): LogCoverage {
    const heard = new Map<string | null, OpenHeardLog>()
    /** Of the line before: most often the next one is of its node, too. */
    let latest: { readonly node: string | null; readonly heard: OpenHeardLog } | undefined
    const heardOf = (node: string | null): OpenHeardLog => {
      const known = heard.get(node)
      if (known) return known
      const made = createHeardLog()
      heard.set(node, made)
      logOf(node).logs.push(made)
      return made
    }
    return {
      see(node, source, time, skipped) {
        if (latest?.node !== node) latest = { node, heard: heardOf(node) }
        latest.heard.see(source, time, skipped)
      },
      note(event) {
        const { type, node, time, verbosity } = event
        if (verbosity !== undefined) prove(logOf(node), verbosity)
        if (type === 'log.gap') addLoss(logOf(node), event)
        if (type !== 'kernel.boot' || time === null) return
        addBoot(logOf(node), time)
        heardOf(node).restart(time)
      },
    }
  }

  function takeOver(
    { logs }: Pick<CoverageLog, 'logs'>,
    nodeOf: (node: string | null) => string | null,
  ): void {
    for (const [node, apart] of logs) {
      const log = logOf(nodeOf(node))
      log.logs.push(...apart.logs)
      if (apart.verbosity !== null) prove(log, apart.verbosity)
      for (const [line, loss] of apart.losses) log.losses.set(line, log.losses.get(line) ?? loss)
      for (const boot of apart.boots) addBoot(log, boot)
    }
  }

  function retell(node: string | null, { source, verbosity, byBoot, byLog }: RetoldSource): void {
    const log = logOf(node)
    if (verbosity !== null) prove(log, verbosity)
    for (const { boot } of byBoot) if (boot !== null) addBoot(log, boot)
    // Runs are of all logs of the source together: the first one has them.
    const logs = byLog.map((seen, n) => retellHeardLog(source, seen, n === 0 ? runsOfBoots(byBoot) : []))
    log.logs.push(...logs)
  }

  return {
    open,
    takeOver,
    logs: nodes,
    retell,
    ofNode: (node, asOf) => coverageOf(nodes.get(node) ?? { ...NOTHING, node }, asOf),
    nodes: () =>
      [...nodes.values()]
        .map((log) => coverageOf(log, null))
        .filter(({ sources, gaps, boots }) => sources.length + gaps.length + boots.length > 0)
        .sort((a, b) => byName(a.node, b.node)),
  }
}

function prove(log: NodeLog, verbosity: number): void {
  if (log.verbosity === null || verbosity > log.verbosity) log.verbosity = verbosity
}

function addLoss({ losses }: NodeLog, { time, of, lost, says, text }: EventOf<'log.gap'>): void {
  const line = `${time} ${text}`
  if (losses.has(line)) return
  losses.set(line, { kind: 'loss', from: time, to: time, of, source: sourceOf(of), lost, says })
}

function addBoot({ boots }: NodeLog, time: number): void {
  if (boots.some((boot) => Math.abs(boot - time) <= SAME_BOOT_MS)) return
  boots.push(time)
  boots.sort((a, b) => a - b)
}

/** A node that the lines do not name comes last. */
function byName(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return a < b ? -1 : Number(a > b)
}
