import type { EventClaim } from '../model/status.js'
import { containerInMessage } from './event-message.js'

type Row = Pick<EventClaim, 'containerName' | 'reason' | 'message' | 'count' | 'firstAt' | 'lastAt'>

/**
 * The table under `Events:` of a description. Its columns stand where the rule under the headings says, whichever
 * there are (old kubectl has others); a line that does not begin in the first of them belongs to a message.
 * An age such as `3m (x4 over 5m)` tells how often, and not when.
 */
export function readEventTable(lines: readonly string[]): readonly Row[] {
  const ruleAt = lines.findIndex((line) => /^ +---- +-/.test(line))
  const headings = lines[ruleAt - 1]
  if (ruleAt < 1 || headings === undefined) return []
  const starts = [...(lines[ruleAt] ?? '').matchAll(/-+/g)].map((dashes) => dashes.index)
  const columns = starts.map(
    (start, n) => [headings.slice(start, starts[n + 1]).trim(), start, starts[n + 1]] as const,
  )
  return lines.slice(ruleAt + 1).flatMap((line) => {
    const cells = new Map(columns.map(([name, start, end]) => [name, line.slice(start, end).trim()]))
    const reason = cells.get('Reason') ?? ''
    if (!/^ +(?:Normal|Warning) /.test(line) && !cells.has('Count')) return []
    if (!/^\w{1,60}$/.test(reason)) return []
    const message = cells.get('Message') || null
    return [
      {
        containerName:
          /\{([a-z0-9-]{1,63})\}/.exec(cells.get('SubObjectPath') ?? '')?.[1] ?? containerInMessage(message),
        reason,
        message,
        count: Number(/\(x(\d{1,9}) over /.exec(cells.get('Age') ?? '')?.[1] ?? cells.get('Count') ?? 1) || 1,
        firstAt: null,
        lastAt: null,
      },
    ]
  })
}
