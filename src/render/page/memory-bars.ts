import { formatBytes } from '../../model/quantity.js'
import type { Oom } from '../../model/termination.js'
import { count } from '../count.js'
import { escapeMarkup } from '../escape.js'
import { ownerLabel } from '../memory-phrase.js'
import { short } from '../sayings.js'

const MOST_TASKS = 8

/** Who held the memory when it ran out, as bars against the limit; empty where no table of tasks is in the log. */
export function memoryBars(oom: Oom | null, ownerOf: (pid: number) => string | null): string {
  const tasks = oom?.topTasks ?? []
  if (oom === null || tasks.length === 0) return ''
  const { limitBytes, usageBytes } = oom
  const killed = new Set(oom.kills.map(({ pid }) => pid))
  const sizeOf = (task: (typeof tasks)[number]) => task.rssBytes ?? task.rssPages
  const whole = Math.max(1, limitBytes ?? 0, ...tasks.map(sizeOf))
  const rows = tasks.slice(0, MOST_TASKS).map((task) => {
    const size = task.rssBytes === null ? count(task.rssPages, 'page') : formatBytes(task.rssBytes)
    const owner = ownerLabel(task) ?? ownerOf(task.pid)
    const isKilled = killed.has(task.pid)
    const width = Number(((sizeOf(task) / whole) * 100).toFixed(2))
    const words = [
      `pid ${task.pid}`,
      ...(owner === null ? [] : [`init of ${owner}`]),
      ...(isKilled ? ['killed'] : []),
    ]
    return [
      `<tr${isKilled ? ' class="killed"' : ''}><th scope="row">${escapeMarkup(short(task.name))} <small>${escapeMarkup(words.join(', '))}</small></th>`,
      `<td class="size">${size}</td>`,
      `<td class="bar"><svg width="100%" height="12" aria-hidden="true"><rect class="limit" width="100%" height="12" rx="2"/><rect class="held" width="${width}%" height="12" rx="2"/></svg></td></tr>`,
    ].join('')
  })
  const more = tasks.length - rows.length
  const full = [
    ...(usageBytes === null ? [] : [`${formatBytes(usageBytes)} in use`]),
    ...(limitBytes === null ? [] : [`the whole bar is the limit of ${formatBytes(limitBytes)}`]),
    ...(more > 0 ? [`${more} smaller not shown`] : []),
  ]
  return `<table class="memory"><caption><b>Memory by process</b> ${full.join(' · ')}</caption><tbody>${rows.join('')}</tbody></table>`
}
