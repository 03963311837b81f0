import type { Event } from '../model/event.js'
import type { Lines } from './lines.js'
import type { Ordered } from './order.js'
import type { Who } from './who.js'
import { between } from './window.js'

/** A signal from the runtime and the end that it brought stand this close together. */
const BROUGHT_MS = 2_000

/**
 * Ties ends that name no container (docker to 19.03) to the one container that the runtime had just sent a signal:
 * where two had one, or that one's end is told by name, such a line stays untied.
 */
export function tieUnnamedEnds(ordered: readonly Ordered[], who: Who, tied: Map<Event, string>): void {
  let signalled: { readonly container: string; readonly at: number }[] = []
  for (const { event, at } of ordered) {
    signalled = signalled.filter((signal) => at - signal.at <= BROUGHT_MS)
    if (event.type === 'runtime.kill_sent' && event.runtime === 'docker' && event.containerId !== null) {
      signalled.push({ container: who.fullId(event.containerId), at })
    } else if (event.type === 'runtime.exit' || event.type === 'runtime.shim_gone') {
      const ended = who.fullId(event.containerId)
      signalled = signalled.filter(({ container }) => container !== ended)
    } else if (event.type === 'runtime.exit_unnamed') {
      const [only, ...others] = new Set(signalled.map(({ container }) => container))
      if (only !== undefined && others.length === 0) tied.set(event, only)
      signalled = []
    }
  }
}

/** docker compose and swarm mode report an end at once. */
const REPORTED_MS = 2_000

/**
 * Ties the codes that docker compose and swarm mode tell, under names of their own or none, to the one container of
 * Docker's that ended just before: where two did, such a line stays untied. The container then bears the name that
 * compose gives it.
 */
export function tieToldCodes(ordered: readonly Ordered[], who: Who, tied: Map<Event, string>): void {
  let ended: { readonly container: string; readonly at: number }[] = []
  for (const { event, at } of ordered) {
    ended = ended.filter((end) => at - end.at <= REPORTED_MS)
    if (event.type === 'runtime.exit' || event.type === 'runtime.shim_gone') {
      ended.push({ container: who.fullId(event.containerId), at })
    } else if (event.type === 'runtime.compose_exit' || event.type === 'runtime.task_exit') {
      const [only, ...others] = new Set(ended.map(({ container }) => container))
      if (only === undefined || others.length > 0) continue
      tied.set(event, only)
      const container = who.containers.get(only)
      if (container && event.type === 'runtime.compose_exit') container.name ??= event.name
    }
  }
}

/**
 * Ties SIGKILLs of podman's, which call a container by its name, to the one container of that name, or of no name that is
 * known, that ended right behind them: where two did, such a line stays untied.
 */
export function tieNamedKills(lines: Lines, who: Who, tied: Map<Event, string>): void {
  for (const { event, at } of lines.of('runtime.kill_sent')) {
    if (event.containerId !== null || event.name === undefined) continue
    const ended = between(lines.of('runtime.exit'), at, at + BROUGHT_MS)
    const ids = new Set(ended.map((end) => who.fullId(end.event.containerId)))
    const all = [...ids].flatMap((id) => who.containers.get(id) ?? [])
    const named = all.filter(({ name }) => name === event.name)
    const [only, ...others] = named.length > 0 ? named : all.filter(({ name }) => name === null)
    if (!only || others.length > 0) continue
    tied.set(event, only.id)
    only.name ??= event.name
  }
}
