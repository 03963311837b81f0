import { integer } from './go-value.js'
import type { PrintedMessage } from './printed-message.js'
import { epochOf, readIso } from './time.js'

const FRONT = /&\w{1,64}\{/y

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
  let end = start
  for (; end < text.length; end++) {
    const c = text[end]
    if (c === '{' || c === '[') depth++
    else if (c === ']' || (c === '}' && depth > 0)) depth--
    else if (depth === 0 && (c === ',' || c === '}')) {
      const field = text.slice(start, end)
      const colon = field.indexOf(':')
      if (colon > 0) values.set(fieldName(field.slice(0, colon)), field.slice(colon + 1))
      start = end + 1
      if (c === '}') break
    }
  }
  return {
    end: Math.min(end + 1, text.length),
    leavesZerosOut: false,
    text: (field) => values.get(field),
    number: (field) => integer(values.get(field)),
    time: (field) => epochOf(readIso(values.get(field) ?? '')?.stamp),
  }
}

/** `ContainerID` → `container_id`: fields are asked for by the name that the protocol gives them. */
function fieldName(goName: string): string {
  return goName.replace(/[a-z](?=[A-Z])/g, '$&_').toLowerCase()
}
