import { basename, join } from 'node:path'

/** Parts that several need and that are smaller than this are not worth a file of their own. */
const SMALL_BYTES = 12_000
/** What the start needs; the program itself only reads it. */
const START = './start.cjs'

/**
 * How the program gets at the bytes of a file beside it: the body of a function of the file's name. V8 asks the system
 * for room that may grow, and gives it back; of other room it asks malloc, which keeps free by then what once was as large.
 */
export const FROM_FOLDER = `const fs=require("fs"),fd=fs.openSync(__dirname+"/"+name);
try{const{size}=fs.fstatSync(fd),bytes=Buffer.from(new ArrayBuffer(size,{maxByteLength:size}));
return fs.readSync(fd,bytes)<size?fs.readFileSync(__dirname+"/"+name):bytes}finally{fs.closeSync(fd)}`
export const FROM_EXECUTABLE = 'return Buffer.from(require("node:sea").getRawAsset(name))'

/**
 * Joins parts into fewer files, since every file costs: what the start needs, and what is small and shared, stand in
 * one; what another part needs, and others only once that one is read, stands with it. `parts` are CommonJS by path;
 * gives files by name, the first of them the program. Each part is a function, called when it is first required; those
 * that are called at once stand in brackets, which keeps V8 from parsing them twice.
 */
export function linkParts(parts, metafile, { root, source, access }) {
  const outputs = new Map(
    Object.entries(metafile.outputs).map(([path, output]) => [join(root, path), output]),
  )
  const importsOf = (path, kind) =>
    (outputs.get(path)?.imports ?? [])
      .filter((one) => one.kind === kind && parts.has(join(root, one.path)))
      .map((one) => join(root, one.path))
  /** What is called with it. */
  const neededBy = (path) => {
    const needed = new Set([path])
    for (const next of needed) for (const one of importsOf(next, 'import-statement')) needed.add(one)
    return needed
  }
  const entries = [...parts.keys()].filter((path) => outputs.get(path)?.entryPoint)
  const entry = entries.find((path) => outputs.get(path).entryPoint === source)
  const needs = new Map(entries.map((path) => [path, neededBy(path)]))
  /** The entries that are read where one of them never is. */
  const readWithout = (avoided) => {
    const read = new Set(entry === avoided ? [] : [entry])
    for (const next of read)
      for (const one of needs.get(next))
        for (const later of importsOf(one, 'dynamic-import')) if (later !== avoided) read.add(later)
    return read
  }
  const others = new Map(entries.map((path) => [path, readWithout(path)]))

  /** The entry in whose file a part stands: one that needs it and is read before all others that do. */
  function homeOf(path) {
    if (needs.get(entry).has(path)) return entry
    if (needs.has(path)) return path
    const needing = entries.filter((one) => needs.get(one).has(path))
    const first = needing.find((one) => needing.every((two) => one === two || !others.get(one).has(two)))
    return first ?? (parts.get(path).length < SMALL_BYTES ? entry : path)
  }

  const homes = new Map()
  for (const path of parts.keys()) homes.set(homeOf(path), [...(homes.get(homeOf(path)) ?? []), path])
  const nameOf = (home) => (home === entry ? START : `./${basename(home)}`)
  const files = [...homes].map(([home, joined]) => {
    const functions = joined.map((path) => {
      const called = `function(exports,require,module){${parts.get(path)}}`
      return `${JSON.stringify(`./${basename(path)}`)}:${needs.get(home)?.has(path) ? `(${called})` : called}`
    })
    return [basename(nameOf(home)), `({${functions.join(',\n')}})`]
  })
  const elsewhere = [...homes].flatMap(([home, joined]) =>
    joined
      .map((path) => [`./${basename(path)}`, nameOf(home)])
      .filter(([name, file]) => name !== file || home === entry),
  )
  return new Map([
    [basename(entry), programOf(Object.fromEntries(elsewhere), `./${basename(entry)}`, access)],
    ...files,
  ])
}

/**
 * Data are given as they are, code by what it exports: as values, where they are known once it has been called, since a
 * getter takes far longer until V8 has optimized who asks it. `read` looks for what V8 has compiled of it before, which
 * record-code.cjs writes.
 */
function programOf(files, entry, access) {
  return `#!/usr/bin/env node
"use strict";const files=${JSON.stringify(files)},parts={},loaded={};
function load(name){if(name[0]!==".")return require(name);if(name.endsWith(".bin"))return access(name.slice(2));const known=loaded[name];if(known)return known.exports;
const module=loaded[name]={exports:{}};if(!parts[name])Object.assign(parts,read((files[name]||name).slice(2)));
parts[name](module.exports,load,module);return module.exports=valuesOf(module.exports)}
function valuesOf(exported){const values={};for(const key in exported)if(exported[key]===undefined)
Object.defineProperty(values,key,Object.getOwnPropertyDescriptor(exported,key));else values[key]=exported[key];return values}
function read(name){const filename=__dirname+"/"+name;let cachedData;
try{cachedData=access(name+".v8-"+process.versions.v8)}catch{}
return new(require("vm").Script)(access(name).latin1Slice(),{filename,cachedData}).runInThisContext()}
function access(name){${access}}
load(${JSON.stringify(entry)})
`
}
