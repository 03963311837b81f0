import { randomBytes } from 'node:crypto'
import { messages } from '../../parsers/index.js'
import { createPublicWords } from '../redact/public-words.js'
import { createRedactor, type Redactor } from '../redact/redactor.js'
import type { Redaction } from './redaction.js'

const KEY_BYTES = 32

/** The redactor that `--redact` asks for; without a key of the user's it is like no other. */
export function openRedactor({ classes, key }: Redaction): Redactor {
  const words = createPublicWords(
    messages.flatMap(({ programs }) => programs),
    messages.flatMap(({ needles }) => needles),
  )
  return createRedactor({ classes, key: key ?? randomBytes(KEY_BYTES).toString('hex') }, words)
}
