import { createNodeNames } from '../events/node-names.js'
import { appendTo } from '../model/append-to.js'
import type { Event } from '../model/event.js'
import type { Beginning } from './beginning.js'
import { type BootClues, createBootClues, tiesOf } from './boot-ties.js'
import type { LogNaming } from './log-naming.js'

/** A log whose neighbours may tell of which node it is. */
export interface Neighbour {
  /** Where it lies; null: it may not be looked into, and stays by itself. */
  readonly home: string | null
  /** The node of lines that name none, as its layout says. */
  readonly node: string | null
  readonly naming: LogNaming
  /** The names in its first lines, as far as they were looked through; null: it was read already. */
  readonly look: ((extent: 'first host' | 'head') => Promise<Beginning>) | null
  /** Its events, before it is read for good; null: it was. */
  readonly readAhead: (() => AsyncGenerator<readonly Event[]>) | null
}

/**
 * Finds out, for the logs of each home, whether all of them are of one node.
 *
 * Proven is no more than that one folder or bundle was collected on one machine, where all the lines that name one name
 * the same. Lines that name none are of that node then. Where others are named none is joined with any.
 */
export async function settleHomes(logs: readonly Neighbour[]): Promise<void> {
  const byHome = new Map<string, Neighbour[]>()
  for (const log of logs) if (log.home !== null) appendTo(byHome, log.home, log)
  const homeless = byHome.get('')
  const [only, another] = [...byHome.keys()].filter((home) => home !== '')
  // Standard input lies nowhere: it is of the node of what is read beside it.
  if (homeless && only !== undefined && another === undefined) {
    byHome.delete('')
    for (const log of homeless) appendTo(byHome, only, log)
  }
  for (const neighbours of byHome.values()) {
    if (neighbours.length > 1 || neighbours.some(({ node }) => node !== null)) await settle(neighbours)
  }
  for (const { naming } of logs) naming.settle(null)
}

async function settle(neighbours: readonly Neighbour[]): Promise<void> {
  const names = createNodeNames()
  const hear = (hosts: Iterable<string>): void => {
    for (const host of hosts) names.hear(host)
  }
  let isClear = true
  for (const { naming, node, look } of neighbours) {
    if (node !== null) names.hear(node)
    const seen = await look?.('first host')
    hear(seen ? seen.hosts : naming.heard())
    isClear &&= seen !== undefined && !seen.isNameless
    if (names.all().length > 1) break
  }
  // Each line says whose it is, and all say it in the same way.
  if (isClear && names.heard().length <= 1) return
  const heads = new Map<Neighbour, Beginning>()
  for (const log of neighbours) {
    if (names.all().length > 1 || !log.look) continue
    const head = await log.look('head')
    heads.set(log, head)
    hear(head.hosts)
  }
  const home = { node: names.only(), nodes: names.all(), isDoubtTold: false }
  if (home.node !== null) await tieBoots(neighbours, heads)
  for (const { naming } of neighbours) naming.settle(home)
}

/**
 * Ties the boot of logs whose lines bear no time of day, such as `dmesg`, to instants: by the same event in another log of
 * their node, where that stands beside a time. The others are read ahead to the first such event, and only where the log
 * tells of something.
 */
async function tieBoots(
  neighbours: readonly Neighbour[],
  heads: ReadonlyMap<Neighbour, Beginning>,
): Promise<void> {
  const clues = new Map<Neighbour, BootClues>()
  const isTimeless = (log: Neighbour): boolean => heads.get(log)?.startsAt === null
  const untied = (): readonly Neighbour[] =>
    neighbours.filter((log) => (clues.get(log)?.timeless.size ?? 0) > 0 && tiesFor(log).length === 0)
  const tiesFor = (log: Neighbour) =>
    neighbours.flatMap((other) => {
      const [own, its] = [clues.get(log), clues.get(other)]
      return own && its && other !== log ? tiesOf(own.timeless, its.timed) : []
    })

  for (const log of neighbours) {
    const { naming, readAhead } = log
    if (naming.apart) clues.set(log, naming.apart.clues)
    else if (readAhead && isTimeless(log)) {
      const own = createBootClues()
      clues.set(log, own)
      for await (const events of readAhead()) for (const event of events) own.add(event)
    }
  }
  for (const log of neighbours) {
    if (clues.has(log) || !log.readAhead || untied().length === 0) continue
    const its = createBootClues()
    clues.set(log, its)
    for await (const events of log.readAhead()) {
      for (const event of events) its.add(event)
      if (events.length > 0 && untied().length === 0) break
    }
  }
  for (const log of neighbours) log.naming.tie(tiesFor(log))
}
