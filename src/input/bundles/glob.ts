import { once } from '../../model/once.js'

const NODE = '<node>'

/** Takes a path as its names; null where it does not fit, else the name that stands for `<node>`, if any. */
export type Glob = (path: readonly string[]) => { readonly node: string | null } | null

/**
 * A pattern of paths: `*` is any text within a name, `<node>` any name, which is remembered, `{a,b}` one of these,
 * and `**` any number of names.
 */
export function createGlob(pattern: string): Glob {
  const variants = once(() => spread(pattern).map((variant) => variant.split('/')))
  return (path) => {
    for (const variant of variants()) {
      const found = fit(variant, path)
      if (found !== null) return found
    }
    return null
  }
}

function spread(pattern: string): readonly string[] {
  const open = pattern.lastIndexOf('{')
  if (open === -1) return [pattern]
  const close = pattern.indexOf('}', open)
  return pattern
    .slice(open + 1, close)
    .split(',')
    .flatMap((part) => spread(pattern.slice(0, open) + part + pattern.slice(close + 1)))
}

function fit([first, ...rest]: readonly string[], path: readonly string[]): ReturnType<Glob> {
  if (first === undefined) return path.length === 0 ? { node: null } : null
  if (first === '**') {
    for (let i = 0; i <= path.length; i++) {
      const found = fit(rest, path.slice(i))
      if (found !== null) return found
    }
    return null
  }
  const [name, ...inner] = path
  if (name === undefined || !(first === NODE || fitsName(first, name))) return null
  const found = fit(rest, inner)
  return found === null ? null : { node: first === NODE ? name : found.node }
}

function fitsName(pattern: string, name: string): boolean {
  const [start = '', ...parts] = pattern.split('*')
  const end = parts.pop()
  if (end === undefined) return name === start
  const last = name.length - end.length
  if (!name.startsWith(start) || !name.endsWith(end) || last < start.length) return false
  let at = start.length
  for (const part of parts) {
    const found = name.indexOf(part, at)
    if (found === -1 || found + part.length > last) return false
    at = found + part.length
  }
  return true
}
