/** The names that lines give the machine they are of, and whether all of them are one machine's. */
export interface NodeNames {
  readonly hear: (host: string) => void
  /** As they were heard. */
  readonly heard: () => readonly string[]
  /** The longest name of the only node there is; null: there is none, or more than one. */
  readonly only: () => string | null
  /** Every node by its longest name, in order. */
  readonly all: () => readonly string[]
}

/** A machine that does not know its name yet, as while it boots. */
const UNNAMED = /^(?:localhost(?:\..{1,200})?|\(none\))$/i
const CONTAINER = /^(?:[0-9a-f]{12}|[0-9a-f]{64})$/
/** More say no more: they are not one machine's. */
const MOST_NAMES = 64

export function createNodeNames(): NodeNames {
  const names = new Set<string>()
  let known: readonly string[] | null = null

  function all(): readonly string[] {
    if (known) return known
    const proper = [...names].filter((name) => !UNNAMED.test(name))
    const longestFirst = (proper.length > 0 ? proper : [...names]).sort(
      (a, b) => b.length - a.length || (a < b ? -1 : 1),
    )
    const nodes: string[] = []
    for (const name of longestFirst) if (!nodes.some((node) => isNameOf(node, name))) nodes.push(name)
    return (known = nodes.sort())
  }

  return {
    hear(host) {
      if (names.has(host) || names.size === MOST_NAMES || !isMachine(host)) return
      names.add(host)
      known = null
    },
    heard: () => [...names],
    only: () => (all().length === 1 ? (all()[0] ?? null) : null),
    all,
  }
}

/** A container that writes to its node's log names itself, not the node. */
export function isMachine(host: string): boolean {
  return !CONTAINER.test(host)
}

/** Whether a host may be this node: `node-a` is `Node-A.example.com`, as is a machine that does not say who it is. */
export function isNameOf(node: string, host: string | null): boolean {
  if (host === null || UNNAMED.test(host)) return true
  const [whole, part] = [node.toLowerCase(), host.toLowerCase()]
  return whole === part || whole.startsWith(`${part}.`)
}
