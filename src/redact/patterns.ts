import type { RedactionClass } from './redaction-class.js'

/** Words in front of values that no parser reads: `shape` has groups in turn for what stays and what is hidden. */
export interface Pattern {
  readonly shape: RegExp
  /** Of each second group: what it is. */
  readonly hides: readonly RedactionClass[]
}

/**
 * By which words lines name what their parsers leave unread.
 *
 * Quotes may be escaped by up to four backslashes: JSON in JSON.
 */
export const PATTERNS: readonly Pattern[] = [
  // pod="ns/name", pods=["ns/name"]
  {
    shape: /(\bpods?\\{0,4}"?[=:] ?\[?\\{0,4}"?)([a-z0-9][a-z0-9.-]{0,62})(\/)([a-z0-9][a-z0-9.-]{0,252})/gi,
    hides: ['namespaces', 'pods'],
  },
  // pod "name_ns(uid)", secret "ns"/"name"
  {
    shape: /()([a-z0-9][a-z0-9.-]{0,252})(_)([a-z0-9][a-z0-9-]{0,62})(?=\()/g,
    hides: ['pods', 'namespaces'],
  },
  {
    shape:
      /((?:secret|configmap|object|token|claim) \\{0,4}")([^"\\]{1,253})(\\{0,4}"\/\\{0,4}")([^"\\]{1,253})/gi,
    hides: ['namespaces', 'pods'],
  },
  {
    shape: /(\b(?:pod_?)?(?:namespace|ns)(?:_?name)?\\{0,4}"?[=:] ?\\{0,4}"?)([a-z0-9][a-z0-9-]{0,62})/gi,
    hides: ['namespaces'],
  },
  {
    shape:
      /(\b(?:pod|container|workload|deployment|replicaset|statefulset|daemonset|job|app|service)[._-]?(?:name)?\\{0,4}"?[=:] ?\\{0,4}"?)([a-z0-9][a-z0-9_.-]{0,252})/gi,
    hides: ['pods'],
  },
  { shape: /((?:Metadata\{|,)Name:)([^,{}\s]{1,253})/g, hides: ['pods'] },
  {
    shape:
      /(\b(?:volume|secret|configmap|object|serviceaccount|claim|container|pod) \\{0,4}")(?![a-z-]{1,20}:\/\/)([^"\\\s]{1,253})/gi,
    hides: ['pods'],
  },
  {
    shape:
      /(\b_?(?:host(?:_?name)?|node(?:_?name)?|machine)\\{0,4}"?[=:] ?\\{0,4}"?)([a-z0-9][a-z0-9.-]{0,252})/gi,
    hides: ['hosts'],
  },
  { shape: /(\bnodes? \\{0,4}")([^"\\\s]{1,253})/gi, hides: ['hosts'] },
  {
    shape:
      /([^\w.+-]|^)([\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,4}\.(?!slice|scope|mount)[a-z]{2,6})\b/gi,
    hides: ['users'],
  },
  { shape: /(:\/\/)([^/\s:"'\\[\]@]{1,253})/g, hides: ['hosts'] },
  {
    shape:
      /(\b)([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,8}\.(?:internal|local|localdomain|lan|corp|intern|home|com|net|org|cloud))\b/gi,
    hides: ['hosts'],
  },
  {
    shape: /(\bimage(?:_?name|_?ref)?\\{0,4}"?[=: ] ?\\{0,4}"?)([a-z0-9][\w./:@-]{0,300})/gi,
    hides: ['images'],
  },
  { shape: /(\bimage \\{0,4}")([^"\\\s]{1,300})/gi, hides: ['images'] },
  // user-1000.slice, user@1000.service, uid=1000, rows of the table of tasks
  { shape: /(\buser[-@])(\d{1,10})/g, hides: ['users'] },
  { shape: /(\b[aefs]{0,2}[ug]id\\{0,4}"?[=:] ?\\{0,4}"?)(\d{1,10})/gi, hides: ['users'] },
  { shape: /(\[ *\d{1,10}\] {1,10})(\d{1,10})(?= +\d{1,10} +\d{1,10} )/g, hides: ['users'] },
  { shape: /(\b(?:for|by|of) user \\{0,4}"?)([\w.@-]{1,64})/gi, hides: ['users'] },
  {
    shape: /(\b(?:user(?:_?name)?|acct|login)\\{0,4}"?[=:] ?\\{0,4}"?)([a-z_][\w.@-]{0,63})/gi,
    hides: ['users'],
  },
  { shape: /(\/home\/)([^/\s"'\\:]{1,64})/g, hides: ['users'] },
  // What was run, and with what.
  {
    shape:
      /(\b_?(?:cmd(?:line)?|args?|argv|command|proctitle|exec|exe|comm)\\{0,4}"?[=:] ?\\{0,4}")([^"\\]{1,2000})/gi,
    hides: ['processes'],
  },
  {
    shape: /(\b_?(?:cmd(?:line)?|args?|argv|command)\\{0,4}"?[=:] ?\[)([^\]]{1,2000})/gi,
    hides: ['processes'],
  },
  { shape: /(\b_?(?:proctitle|exe|comm)=)([^\s"\\]{1,2000})/gi, hides: ['processes'] },
  { shape: /( --?[a-z][\w-]{0,60}=)([^\s"\\]{1,500})/gi, hides: ['processes'] },
  {
    shape:
      /((?:password|passwd|secret|token|api_?key|authorization)\\{0,4}"?[=:] ?\\{0,4}"?)([^\s"\\,]{1,500})/gi,
    hides: ['processes'],
  },
]

/** An image with the host of its registry. What ends like a file or a unit is none. */
export const IMAGE =
  /[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}(?::\d{2,5})?(?:\/[a-z0-9][\w.-]{0,127}){1,8}(?::[\w.-]{1,128})?/gi
export const NO_REGISTRY =
  /\.(?:slice|service|scope|mount|sock|socket|log|go|c|h|d|json|ya?ml|txt|gz|sh|py|js|so)(?::\d{2,5})?$/i
