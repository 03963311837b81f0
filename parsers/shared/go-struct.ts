import { integer } from './go-value.js'
import type { PrintedMessage } from './printed-message.js'
import { epochOf, readIso } from './time.js'

const FRONT = /&\w{1,64}\{/y
/** What closes a value, or opens and closes what is nested in it. */
const MARK = /[[\]{},]/g

/**
 * Reads a message as gogo's `String` prints it, at exactly `at`: names and values bare, each closed by a comma, all
 * fields always there. containerd's events to 1.6, its CRI metadata to 2.1.
 *
 * `&TaskExit{ContainerID:3f9c…,ID:3f9c…,Pid:1234,ExitStatus:137,ExitedAt:2021-10-12 19:34:44.999261478 +0000 UTC,}`
 */
export function readGoStruct(text: string, at: number): PrintedMessage | undefined {
  FRONT.lastIndex = at
  if (!FRONT.test(text)) return undefined
  const values = new Map<string, string>()
  let start = FRONT.lastIndex
  let depth = 0
  let end = text.length
  for (MARK.lastIndex = start; MARK.test(text); ) {
    const mark = MARK.lastIndex - 1
    const c = text[mark]
    if (c === '{' || c === '[') depth++
    else if (c === ']' || (c === '}' && depth > 0)) depth--
    else if (depth === 0 && (c === ',' || c === '}')) {
      const field = text.slice(start, mark)
      const colon = field.indexOf(':')
      if (colon > 0) values.set(plainName(field.slice(0, colon)), field.slice(colon + 1))
      start = mark + 1
      if (c === '}') {
        end = start
        break
      }
    }
  }
  return {
    end,
    leavesZerosOut: false,
    text: (field) => values.get(plainName(field)),
    number: (field) => integer(values.get(plainName(field))),
    time: (field) => epochOf(readIso(values.get(plainName(field)) ?? '')?.stamp),
  }
}

/** `ContainerID` and `container_id` → `containerid`: fields are asked for by the name that the protocol gives them. */
function plainName(name: string): string {
  return (name.includes('_') ? name.replaceAll('_', '') : name).toLowerCase()
}
