import { formatBytes } from '../model/quantity.js'
import type { MemoryHolder, Oom } from '../model/termination.js'
import { count } from './count.js'
import { podLabel, short, shortId } from './sayings.js'

const MOST_TASKS = 3

/** What the report says of memory: the limit, and who held how much of it; null where it says nothing. Unescaped. */
export function memoryPhrase(oom: Oom | null): string | null {
  if (oom === null) return null
  const of = oom.limitBytes === null ? '' : ` of ${formatBytes(oom.limitBytes)}`
  const used = oom.usageBytes === null ? [] : [`${formatBytes(oom.usageBytes)}${of} used`]
  const tasks = oom.topTasks.slice(0, MOST_TASKS).map((task) => {
    const { name, rssBytes, rssPages } = task
    const owner = ownerLabel(task)
    return `${short(name)} ${rssBytes === null ? count(rssPages, 'page') : formatBytes(rssBytes)}${owner === null ? '' : ` (${owner})`}`
  })
  const more = oom.topTasks.length > MOST_TASKS ? [`${oom.topTasks.length - MOST_TASKS} more`] : []
  const parts = [...used, ...tasks, ...more]
  return parts.length === 0 ? null : parts.join(' · ')
}

/** `shop/checkout › app`: the other container that it is the init of; null where it is none's, or nothing tells. */
export function ownerLabel({ of }: MemoryHolder): string | null {
  if (!of) return null
  const own = of.container.name ?? (of.container.id === null ? null : shortId(of.container.id))
  const names = [podLabel(of.pod), own].filter((name) => name !== null)
  return names.length === 0 ? null : names.join(' › ')
}
