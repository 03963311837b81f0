import { randomBytes } from 'node:crypto'
import { messages } from '../../parsers/index.js'
import { createPublicWords } from '../redact/public-words.js'
import { REDACTION_CLASSES, type RedactionClass } from '../redact/redaction-class.js'
import { createRedactor as createRedactorOf, type Redactor } from '../redact/redactor.js'

/** What is to be hidden, and how. */
export interface RedactionOptions {
  /** Kinds of values; default: all. */
  readonly classes?: readonly RedactionClass[] | undefined
  /**
   * Equal values get equal pseudonyms wherever the key is the same, and whoever knows it can try a value that he
   * guesses; default: a key like no other.
   */
  readonly key?: string | undefined
}

const KEY_BYTES = 32

/**
 * Hides whose log it is, in records of any kind and in the lines that they cite.
 *
 * Values are known from fields and hidden wherever they stand: `learn` all records first, then `redact` them.
 */
export function createRedactor({ classes = REDACTION_CLASSES, key }: RedactionOptions = {}): Redactor {
  if (key === '') throw new RangeError('key is empty')
  const words = createPublicWords(
    messages.flatMap(({ programs }) => programs),
    messages.flatMap(({ needles }) => needles),
  )
  return createRedactorOf({ classes, key: key ?? randomBytes(KEY_BYTES).toString('hex') }, words)
}
