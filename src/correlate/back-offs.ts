import { isStartFailure } from '../model/start-failure.js'
import type { Event } from '../model/event.js'
import type { Ordered } from './order.js'
import { namesOf } from './pod-names.js'
import type { Who } from './who.js'

/** The kubelet puts a restart off when it next looks at the pod. */
const TOLD_MS = 60_000

/**
 * Ties a line that puts a container's restart off to the death that it followed: the latest one of a container of that
 * name in the pod. The kubelet repeats the line for as long as it waits; the first alone is tied.
 */
export function tieBackOffs(ordered: readonly Ordered[], who: Who, tied: Map<Event, string>): void {
  const ended = new Set<string>()
  const latest = new Map<string, { readonly id: string; readonly at: number; isTold: boolean }>()
  for (const one of ordered) {
    const { event, isEnd } = one
    if (event.type === 'kubelet.backoff') {
      const names = event.pod ? namesOf(event.pod).map((name) => `${name} ${event.containerName}`) : []
      const death = names.map((key) => latest.get(key)).find((met) => met !== undefined)
      if (!death || death.isTold || one.at - death.at > TOLD_MS) continue
      tied.set(event, death.id)
      death.isTold = true
      continue
    }
    const { container } = one.keys
    if (!container || !(isEnd || isStartFailure(event))) continue
    const id = who.fullId(container)
    const me = who.containers.get(id)
    // What is told of an old death again is not followed by a back-off of its own.
    if (ended.has(id) || !me?.pod || me.name === null || me.sandbox) continue
    ended.add(id)
    const death = { id, at: one.at, isTold: false }
    for (const name of me.podNames) latest.set(`${name} ${me.name}`, death)
  }
}
