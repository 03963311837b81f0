import { type FieldContent, mapFields } from './fields.js'
import { createPseudonyms } from './pseudonyms.js'
import type { PublicWords } from './public-words.js'
import type { RedactionClass } from './redaction-class.js'
import { createTextRedaction } from './redact-text.js'
import { createSecrets, type Secrets } from './secrets.js'

export interface RedactionSettings {
  readonly classes: readonly RedactionClass[]
  /** Whoever knows it can tell whether a value he guesses is behind a pseudonym. */
  readonly key: string
}

/**
 * Hides whose log it is: in records of any kind, in the lines they cite and the sentences they say.
 *
 * What fields tell is hidden wherever it stands, in lines before it too: all that will be shown must be learned
 * before the first is hidden.
 */
export interface Redactor {
  /** Notes what the fields of a record name. */
  readonly learn: (record: unknown) => void
  /** The same record with pseudonyms; what is hidden in it once is not made again. */
  readonly redact: <T>(record: T) => T
  /** The same for words outside of records. */
  readonly redactText: (text: string) => string
  /** How many values were hidden, by class. */
  readonly tally: () => ReadonlyMap<RedactionClass, number>
}

export function createRedactor({ classes, key }: RedactionSettings, words: PublicWords): Redactor {
  const pseudonyms = createPseudonyms(key)
  const secrets = createSecrets(new Set(classes), pseudonyms, words)
  const redactText = createTextRedaction(secrets, pseudonyms, words)
  const made = new WeakMap<object, unknown>()

  function learn(record: unknown): void {
    mapFields(record, (value, content) => {
      if (isClass(content)) secrets.learn(content, value)
      return value
    })
  }

  function hideField(
    value: string,
    content: FieldContent,
    parent: Readonly<Record<string, unknown>>,
  ): string {
    switch (content) {
      case 'ours':
        return value
      case 'text':
      case 'ids':
      case 'uids':
        return redactText(value)
      case 'users':
        return secrets.pseudonymOf('users', value) ?? value
      case 'fingerprint':
        return hideFingerprint(value, secrets, redactText)
      case 'incident':
        return hideIncident(value, parent['node'], secrets, redactText)
      default:
        return secrets.pseudonymOf(content, value) ?? redactText(value)
    }
  }

  function redact<T>(record: T): T {
    if (record === null || typeof record !== 'object') return record
    const known = made.get(record)
    if (known !== undefined) return known as T
    const hidden = mapFields(record, hideField)
    made.set(record, hidden)
    return hidden
  }

  return { learn, redact, redactText, tally: secrets.tally }
}

const isClass = (content: FieldContent): content is RedactionClass =>
  content !== 'ours' && content !== 'text' && content !== 'fingerprint' && content !== 'incident'

/** `cause|namespace|workload|container|signal|limit` */
function hideFingerprint(value: string, secrets: Secrets, redactText: (text: string) => string): string {
  const parts = value.split('|')
  const kinds: readonly (RedactionClass | null)[] = [null, 'namespaces', 'pods', 'pods', null, null]
  if (parts.length !== kinds.length) return redactText(value)
  return parts
    .map((part, n) => {
      const kind = kinds[n]
      if (!kind || part === '' || part === 'sandbox') return part
      return secrets.pseudonymOf(kind, part) ?? redactText(part)
    })
    .join('|')
}

/** `node/kind/root`: the node may have the name of a word. */
function hideIncident(
  value: string,
  node: unknown,
  secrets: Secrets,
  redactText: (text: string) => string,
): string {
  if (typeof node !== 'string' || !value.startsWith(`${node}/`)) return redactText(value)
  const rest = redactText(value.slice(node.length))
  return `${secrets.pseudonymOf('hosts', node) ?? redactText(node)}${rest}`
}
