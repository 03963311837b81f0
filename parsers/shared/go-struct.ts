import { integer } from './go-value.js'
import { unmarked } from './page-marks.js'
import type { PrintedMessage } from './printed-message.js'
import { epochOf, readIso } from './time.js'

const STAR = 42
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
  const fields: Field[] = []
  let start = FRONT.lastIndex
  let depth = 0
  let end = text.length
  for (MARK.lastIndex = start; MARK.test(text); ) {
    const mark = MARK.lastIndex - 1
    const c = text[mark]
    if (c === '{' || c === '[') depth++
    else if (c === ']' || (c === '}' && depth > 0)) depth--
    else if (depth === 0 && (c === ',' || c === '}')) {
      const marked = text.charCodeAt(start) === STAR
      const field = marked ? unmarked(text.slice(start, mark)) : text.slice(start, mark)
      const colon = field.indexOf(':')
      if (colon > 0) fields.push({ name: field.slice(0, colon), value: field.slice(colon + 1) })
      start = mark + 1
      if (c === '}') {
        end = start
        break
      }
    }
  }
  return new GoStruct(fields, end)
}

interface Field {
  readonly name: string
  readonly value: string
}

class GoStruct implements PrintedMessage {
  readonly leavesZerosOut = false

  constructor(
    private readonly fields: readonly Field[],
    readonly end: number,
  ) {}

  /** Of two fields with one name the last counts. */
  text(field: string): string | undefined {
    const { fields } = this
    for (let i = fields.length - 1; i >= 0; i--) {
      const one = fields[i]
      if (one && isSameName(one.name, field)) return one.value
    }
    return undefined
  }

  number(field: string): number | null {
    const value = this.text(field)
    return integer(value) ?? (value === undefined ? null : integer(unmarked(value)))
  }

  time(field: string): number | null {
    return epochOf(readIso(this.text(field) ?? '')?.stamp)
  }
}

const UNDERSCORE = 95
/** What a letter of ASCII has in lower case. */
const LOWER = 32

/** `ContainerID` is `container_id`: fields are asked for by the name that the protocol gives them. */
function isSameName(printed: string, asked: string): boolean {
  let at = 0
  for (let i = 0; i < asked.length; i++) {
    const letter = asked.charCodeAt(i)
    if (letter === UNDERSCORE) continue
    while (printed.charCodeAt(at) === UNDERSCORE) at++
    if ((printed.charCodeAt(at++) | LOWER) !== letter) return false
  }
  return at === printed.length
}
