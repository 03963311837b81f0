import { createGlob, type Glob } from './glob.js'
import { LAYOUTS, type LogKind } from './layouts.js'
import { isNoLog } from './no-log.js'

/** What becomes of a file that was found in a folder or an archive. */
export type Choice =
  | { readonly isRead: false }
  /** `isSure`: a layout names it; else it is read if it looks like a log. */
  | {
      readonly isRead: true
      readonly isSure: boolean
      readonly kind: LogKind | null
      readonly node: string | null
    }

/**
 * Which files of folders and archives are read: of bundles of a known layout those that the layout names, else all
 * that may be logs.
 *
 * A folder's paths can all be met before the first is chosen. Those of an archive come one by one: what comes before
 * the first that only a known bundle has is chosen as if it were in none.
 */
export interface Selection {
  /** `path` from the root of the file system on, through archives too. */
  readonly meet: (path: string) => void
  /** `within` is the part of the path that the user did not name. */
  readonly choose: (path: string, within: string) => Choice
  /** The bundle that a path lies in, of those met so far; else its folder. */
  readonly homeOf: (path: string) => string
}

const SORTS = LAYOUTS.map(({ marks, files, folder, node }) => ({
  folder,
  node,
  marks: marks.map(createGlob),
  files: files.flatMap(([kind, paths]) => paths.map((path): [LogKind, Glob] => [kind, createGlob(path)])),
}))
type Sort = (typeof SORTS)[number]

/** Nobody's bundle is that deep, and nobody has that many. */
const MOST_NAMES = 100
const MOST_BUNDLES = 10_000

export function createSelection(onSkip: (path: string) => void = () => undefined): Selection {
  const bundles = new Map<string, Sort>()

  return {
    meet(path) {
      const names = namesOf(path)
      if (names.length > MOST_NAMES || bundles.size > MOST_BUNDLES) return
      for (let depth = 0; depth < names.length; depth++) {
        const root = names.slice(0, depth).join('/')
        const sort = SORTS.find((each) => isRoot(each, names, depth))
        if (sort !== undefined && !bundles.has(root)) bundles.set(root, sort)
      }
    },

    choose(path, within) {
      const choice = choose(path, within)
      if (!choice.isRead && within !== '') onSkip(path)
      return choice
    },

    homeOf(path) {
      const names = namesOf(path)
      return names.slice(0, bundleAround(names)?.depth ?? -1).join('/')
    },
  }

  function choose(path: string, within: string): Choice {
    const names = namesOf(path)
    const bundle = bundleAround(names)
    if (bundle) return chooseBy(bundle.sort, names, bundle.depth)
    return isNoLog(namesOf(within))
      ? { isRead: false }
      : { isRead: true, isSure: false, kind: null, node: null }
  }

  /** A bundle inside a bundle, such as the copy of /var/log that most have, is a part of it. */
  function bundleAround(names: readonly string[]): { readonly sort: Sort; readonly depth: number } | null {
    for (let depth = 0; depth < Math.min(names.length, MOST_NAMES); depth++) {
      const sort = bundles.get(names.slice(0, depth).join('/'))
      if (sort !== undefined) return { sort, depth }
    }
    return null
  }
}

function namesOf(path: string): readonly string[] {
  return path.split(/[/\\]/).filter((name) => name !== '' && name !== '.')
}

function isRoot({ folder, marks }: Sort, names: readonly string[], depth: number): boolean {
  const inner = names.slice(depth)
  return folder?.test(names[depth - 1] ?? '') === true || marks.some((mark) => mark(inner) !== null)
}

function chooseBy({ files, node }: Sort, names: readonly string[], depth: number): Choice {
  const inner = names.slice(depth)
  for (const [kind, glob] of files) {
    const found = glob(inner)
    if (found === null) continue
    return {
      isRead: true,
      isSure: true,
      kind,
      node: found.node ?? node?.exec(names[depth - 1] ?? '')?.[1] ?? null,
    }
  }
  return { isRead: false }
}
