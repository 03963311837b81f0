import { isAlphanumeric, mayBegin, mayEnd } from './boundary.js'
import type { Hiding } from './pieces.js'

/** Names to be found in any text: of several that begin at one place the longest, and none inside of a word. */
export interface NameIndex {
  readonly add: (name: string) => void
  /** `pseudonymOf` is asked where the letters fit; undefined: the name means something else there. */
  readonly find: (
    text: string,
    pseudonymOf: (name: string, start: number) => string | undefined,
    before: string,
  ) => readonly Hiding[]
}

interface Node {
  readonly next: Map<string, Node>
  isEnd: boolean
}

const createNode = (): Node => ({ next: new Map(), isEnd: false })

export function createNameIndex(): NameIndex {
  const root = createNode()

  /** Where names that begin here end, the longest first. */
  function endsFrom(text: string, start: number): readonly number[] {
    const ends: number[] = []
    let node: Node | undefined = root
    for (let at = start; node; at++) {
      if (node.isEnd && (mayEnd(text, at) || !isAlphanumeric(text[at - 1]))) ends.unshift(at)
      node = node.next.get(text[at] ?? '')
    }
    return ends
  }

  return {
    add(name) {
      let node = root
      for (const character of name.split('')) {
        let next = node.next.get(character)
        if (!next) node.next.set(character, (next = createNode()))
        node = next
      }
      node.isEnd = name !== ''
    },
    find(text, pseudonymOf, before) {
      const found: Hiding[] = []
      for (let start = 0; start < text.length; start++) {
        if (!root.next.has(text[start] ?? '')) continue
        const isInWord = start === 0 ? isAlphanumeric(before) : !mayBegin(text, start)
        if (isInWord && isAlphanumeric(text[start])) continue
        for (const end of endsFrom(text, start)) {
          const pseudonym = pseudonymOf(text.slice(start, end), start)
          if (pseudonym === undefined) continue
          found.push({ start, end, text: pseudonym })
          start = end - 1
          break
        }
      }
      return found
    },
  }
}
