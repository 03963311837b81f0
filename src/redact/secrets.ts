import { isIPv4 } from 'node:net'
import { createKnownIds, type KnownIds } from './known-ids.js'
import { createNameIndex, type NameIndex } from './name-index.js'
import { hidePart, splitPart } from './path-parts.js'
import type { Pseudonyms } from './pseudonyms.js'
import type { PublicWords } from './public-words.js'
import type { RedactionClass } from './redaction-class.js'

/** The values that are hidden, with what stands in their place; knows more with each that it is told. */
export interface Secrets {
  readonly isHidden: (kind: RedactionClass) => boolean
  /** A field tells this value: it is hidden wherever it stands. */
  readonly learn: (kind: RedactionClass, value: string) => void
  /** What stands in the value's place; undefined where it stays. */
  readonly pseudonymOf: (kind: RedactionClass, value: string) => string | undefined
  /** What stands in place of a name that a field told, whatever kind it was of. */
  readonly pseudonymOfName: (name: string) => string | undefined
  /** A node was told to have this name. */
  readonly isHost: (name: string) => boolean
  readonly names: NameIndex
  readonly ids: KnownIds
  readonly count: (kind: RedactionClass, value: string) => void
  /** How many values were hidden, by kind. */
  readonly tally: () => ReadonlyMap<RedactionClass, number>
}

/** What pseudonyms begin with; of a value that is several things the first counts. */
const PREFIXES = {
  pods: 'pod',
  namespaces: 'ns',
  hosts: 'host',
  images: 'image',
  users: 'user',
  paths: 'path',
  processes: 'proc',
} as const
type NameClass = keyof typeof PREFIXES
const RANKS = Object.keys(PREFIXES)

const isNameClass = (kind: RedactionClass): kind is NameClass => Object.hasOwn(PREFIXES, kind)
const NUMBER = /^\d+$/
/** root, and nobody at all. */
const PUBLIC_USERS = new Set(['0', '4294967295', '-1', 'root'])
const LEAST_ID = 8

export function createSecrets(
  classes: ReadonlySet<RedactionClass>,
  pseudonyms: Pseudonyms,
  words: PublicWords,
): Secrets {
  const names = createNameIndex()
  const ids = createKnownIds()
  const kinds = new Map<string, NameClass>()
  const hosts = new Set<string>()
  const counted = new Map<RedactionClass, Set<string>>()

  function count(kind: RedactionClass, value: string): void {
    const known = counted.get(kind)
    if (known) known.add(value)
    else counted.set(kind, new Set([value]))
  }

  function learnName(kind: NameClass, name: string): void {
    if (name === '' || words.isPublic(name)) return
    const known = kinds.get(name)
    if (known !== undefined && RANKS.indexOf(known) <= RANKS.indexOf(kind)) return
    kinds.set(name, kind)
    names.add(name)
  }

  /** A host's own name stands alone too, and that of its domain behind others. */
  function learnHost(host: string): void {
    hosts.add(host)
    learnName('hosts', host)
    const dot = host.indexOf('.')
    if (dot > 0 && !isIPv4(host)) learnName('hosts', host.slice(0, dot))
  }

  /** A pod's name holds that of its ReplicaSet and its workload. */
  function learnPod(pod: string): void {
    learnName('pods', pod)
    for (const part of pseudonyms.stemsOf(pod)) learnName('pods', part)
  }

  function learnPath(path: string): void {
    if (pathOf(path) === path) return
    learnName('paths', path)
    for (const part of path.split(/[/!]/)) {
      const [name] = splitPart(part)
      if (!words.isPublicFolder(part) && !words.isPublicFolder(name)) learnName('paths', name)
    }
  }

  function nameOf(kind: NameClass, name: string): string {
    switch (kind) {
      case 'pods':
        return pseudonyms.pod(name)
      case 'hosts':
        return hostOf(name)
      case 'paths':
        return pathOf(name)
      case 'users':
        return NUMBER.test(name) ? pseudonyms.user(name) : pseudonyms.name('user', name)
      case 'images':
        return imageOf(name)
      default:
        return pseudonyms.name(PREFIXES[kind], name)
    }
  }

  function hostOf(host: string): string {
    if (isIPv4(host)) return pseudonyms.ipv4(host)
    const dot = host.indexOf('.')
    if (dot <= 0) return pseudonyms.name('host', host)
    return `${pseudonyms.name('host', host.slice(0, dot))}.${pseudonyms.name('domain', host.slice(dot + 1))}`
  }

  function pathOf(path: string): string {
    const other = (name: string) => pseudonyms.name('path', name)
    return path.replace(/[^/!]+/g, (part) => hidePart(part, words.isPublicFolder, other))
  }

  /** Of one image in two versions one sees that it is one. */
  function imageOf(image: string): string {
    const slash = image.lastIndexOf('/')
    const colon = image.indexOf(':', slash + 1)
    if (colon < 0) return pseudonyms.name('image', image)
    return `${pseudonyms.name('image', image.slice(0, colon))}:${pseudonyms.name('tag', image.slice(colon + 1))}`
  }

  function pseudonymOfName(name: string): string | undefined {
    const kind = kinds.get(name)
    if (kind === undefined) return undefined
    const pseudonym = nameOf(kind, name)
    if (pseudonym !== name) count(kind, name)
    return pseudonym
  }

  return {
    isHidden: (kind) => classes.has(kind),
    learn(kind, value) {
      if (kind === 'ids' || kind === 'uids') {
        const hex = value.replaceAll('-', '').toLowerCase()
        if (hex.length >= LEAST_ID && /^[0-9a-f]+$/.test(hex)) ids.add(hex)
      }
      if (!classes.has(kind)) return
      if (kind === 'hosts') learnHost(value)
      else if (kind === 'pods') learnPod(value)
      else if (kind === 'paths') learnPath(value)
      else if (isNameClass(kind) && !(kind === 'users' && NUMBER.test(value))) learnName(kind, value)
    },
    pseudonymOf(kind, value) {
      const known = pseudonymOfName(value)
      if (known !== undefined) return known
      if (!classes.has(kind) || !isNameClass(kind) || value === '' || words.isPublic(value)) return undefined
      if (kind === 'users' && PUBLIC_USERS.has(value)) return undefined
      const pseudonym = nameOf(kind, value)
      if (pseudonym !== value) count(kind, value)
      return pseudonym
    },
    pseudonymOfName,
    isHost: (name) => hosts.has(name),
    names,
    ids,
    count,
    tally: () => new Map([...counted].map(([kind, values]) => [kind, values.size])),
  }
}
