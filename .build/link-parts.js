import { basename, join } from 'node:path'

/** Parts that several need and that are smaller than this are not worth a file of their own. */
const SMALL_BYTES = 12_000

/**
 * Joins parts into fewer files, since every file costs: what the start needs, and what is small and shared, go into
 * the first. `parts` are CommonJS by path; gives files by name, the first of them the program. Each part is a function,
 * called when it is first required; those that are called at once stand in brackets, which keeps V8 from parsing them
 * twice.
 */
export function linkParts(parts, metafile, { root, source }) {
  const outputs = new Map(
    Object.entries(metafile.outputs).map(([path, output]) => [join(root, path), output]),
  )
  const entry = [...parts.keys()].find((path) => outputs.get(path)?.entryPoint === source)
  const first = new Set([entry])
  for (const path of first) {
    for (const { path: next, kind } of outputs.get(path)?.imports ?? []) {
      if (kind === 'import-statement' && parts.has(join(root, next))) first.add(join(root, next))
    }
  }
  const isJoined = (path) =>
    first.has(path) || (!outputs.get(path)?.entryPoint && parts.get(path).length < SMALL_BYTES)
  const functionOf = (path) => `function(exports,require,module){${parts.get(path)}}`
  const joined = [...parts.keys()].filter(isJoined).map((path) => {
    const called = functionOf(path)
    return `${JSON.stringify(`./${basename(path)}`)}:${first.has(path) ? `(${called})` : called}`
  })
  const others = [...parts.keys()].filter((path) => !isJoined(path))
  return new Map([
    [basename(entry), programOf(joined, `./${basename(entry)}`)],
    ...others.map((path) => [basename(path), `(${functionOf(path)})`]),
  ])
}

/** `read` looks for code that V8 has compiled before: record-code.cjs writes it. */
function programOf(joined, entry) {
  return `#!/usr/bin/env node
"use strict";const parts={${joined.join(',\n')}},loaded={};
function load(name){if(name[0]!==".")return require(name);const known=loaded[name];if(known)return known.exports;
const module=loaded[name]={exports:{}};(parts[name]||read(name))(module.exports,load,module);return module.exports}
function read(name){const fs=require("fs"),filename=__dirname+name.slice(1);let cachedData;
try{cachedData=fs.readFileSync(filename+".v8-"+process.versions.v8)}catch{}
return new(require("vm").Script)(fs.readFileSync(filename,"utf8"),{filename,cachedData}).runInThisContext()}
load(${JSON.stringify(entry)})
`
}
