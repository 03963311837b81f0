import { formatBytes } from '../model/quantity.js'
import type { Oom } from '../model/termination.js'
import { count } from './count.js'
import { short } from './sayings.js'

const MOST_TASKS = 3

/** What the report says of memory: the limit, and who held how much of it; null where it says nothing. Unescaped. */
export function memoryPhrase(oom: Oom | null): string | null {
  if (oom === null) return null
  const of = oom.limitBytes === null ? '' : ` of ${formatBytes(oom.limitBytes)}`
  const used = oom.usageBytes === null ? [] : [`${formatBytes(oom.usageBytes)}${of} used`]
  const tasks = oom.topTasks.slice(0, MOST_TASKS).map(({ name, rssBytes, rssPages }) => {
    return `${short(name)} ${rssBytes === null ? count(rssPages, 'page') : formatBytes(rssBytes)}`
  })
  const more = oom.topTasks.length > MOST_TASKS ? [`${oom.topTasks.length - MOST_TASKS} more`] : []
  const parts = [...used, ...tasks, ...more]
  return parts.length === 0 ? null : parts.join(' · ')
}
