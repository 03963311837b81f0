import type { RedactionClass } from './redaction-class.js'

/** What a field of a record holds: a value of a class, free text, words of ours, or one of the marks of a termination. */
export type FieldContent = RedactionClass | 'text' | 'ours' | 'fingerprint' | 'incident'

/** Fields whose values are exitlog's own words, or numbers and stamps as printed. */
const OURS = new Set([
  'type',
  'cause',
  'confidence',
  'rule',
  'scope',
  'runtime',
  'phase',
  'constraint',
  'by',
  'signal',
  'exitCodeFrom',
  'seenAs',
  'kind',
  'change',
  'what',
  'result',
  'operation',
  'outcome',
  'target',
  'probe',
  'raw',
  'year',
  'zone',
  'level',
  'source',
  'code',
])

const BY_NAME: Readonly<Record<string, FieldContent>> = {
  node: 'hosts',
  host: 'hosts',
  namespace: 'namespaces',
  containerName: 'pods',
  podUid: 'uids',
  containerId: 'ids',
  sandboxId: 'ids',
  file: 'paths',
  files: 'paths',
  log: 'paths',
  invoker: 'processes',
  program: 'processes',
  unit: 'processes',
  fingerprint: 'fingerprint',
  incident: 'incident',
}

/** `name`, `uid` and `id` mean what they stand in. */
const BY_PLACE: Readonly<Record<string, FieldContent>> = {
  'pod.name': 'pods',
  'pods.name': 'pods',
  'pod.uid': 'uids',
  'pods.uid': 'uids',
  'container.name': 'pods',
  'container.id': 'ids',
  'contradictions.id': 'ours',
  'status.id': 'ours',
}

/** What a string field holds, by its name and what it stands in; `type`: of the event that it is a field of. */
function contentOf(name: string, within: string, type: string | undefined): FieldContent {
  if (OURS.has(name)) return 'ours'
  const content = BY_PLACE[`${within}.${name}`] ?? BY_NAME[name]
  if (content !== undefined) return content
  if (name === 'name') return type?.startsWith('runtime.') && within === '' ? 'pods' : 'processes'
  return 'text'
}

/** Replaces each string and each user's number in a record; the record itself stays as it is. */
export function mapFields<T>(
  record: T,
  replace: (value: string, content: FieldContent, parent: Readonly<Record<string, unknown>>) => string,
): T {
  function walk(
    value: unknown,
    name: string,
    within: string,
    parent: Readonly<Record<string, unknown>>,
  ): unknown {
    if (typeof value === 'string') {
      const type = typeof parent['type'] === 'string' ? parent['type'] : undefined
      return replace(value, contentOf(name, within, type), parent)
    }
    if (typeof value === 'number' && name === 'uid') return Number(replace(String(value), 'users', parent))
    if (Array.isArray(value)) return value.map((item) => walk(item, name, within, parent))
    if (value === null || typeof value !== 'object') return value
    const whole = { ...value }
    return Object.fromEntries(
      Object.entries(whole).map(([key, item]) => [key, walk(item, key, nameless(name), whole)]),
    )
  }
  return walk(record, '', '', {}) as T
}

/** Records in a list of evidence are records of their own. */
const nameless = (name: string): string => (name === 'evidence' ? '' : name)
