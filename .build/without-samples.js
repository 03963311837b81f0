import { readFileSync } from 'node:fs'
import ts from 'typescript'

/** Leaves out the samples of the parsers, which are most of their text and run by tests alone. */
export function withoutSamples() {
  return {
    name: 'without-samples',
    setup(bundler) {
      bundler.onLoad({ filter: /[\\/]parsers[\\/](?:messages|envelopes)[\\/][^\\/]+\.ts$/ }, ({ path }) => ({
        contents: strip(readFileSync(path, 'utf8')),
        loader: 'ts',
      }))
    },
  }
}

function strip(text) {
  const source = ts.createSourceFile('parser.ts', text, ts.ScriptTarget.Latest)
  const lists = []
  const look = (node) => {
    if (isSamples(node, source)) lists.unshift(node.initializer)
    else ts.forEachChild(node, look)
  }
  look(source)
  return lists.reduce(
    (rest, list) => `${rest.slice(0, list.getStart(source))}[]${rest.slice(list.end)}`,
    text,
  )
}

function isSamples(node, source) {
  return ts.isPropertyAssignment(node) && ['samples', 'nearMisses'].includes(node.name.getText(source))
}
