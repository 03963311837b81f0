/** What `--redact` can hide: each a kind of value that tells whose log it is. */
export const REDACTION_CLASSES = [
  'hosts',
  'pods',
  'namespaces',
  'images',
  'ips',
  'paths',
  'processes',
  'users',
  'uids',
  'ids',
] as const
/** A kind of value that can be hidden. */
export type RedactionClass = (typeof REDACTION_CLASSES)[number]
