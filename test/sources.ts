import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Paths of all source files from the project's folder on: `src/scan/scan.ts`. */
export const sourcePaths: readonly string[] = ['src', 'parsers'].flatMap((folder) =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .sort(),
)

export function readSource(path: string): string {
  return readFileSync(`${root}${path}`, 'utf8')
}

/** Every node of a source file, outer ones first. */
export function nodesOf(path: string): readonly ts.Node[] {
  const nodes: ts.Node[] = []
  const visit = (node: ts.Node): void => {
    nodes.push(node)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, readSource(path), ts.ScriptTarget.Latest, true))
  return nodes
}
