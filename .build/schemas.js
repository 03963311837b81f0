import { mkdirSync, writeFileSync } from 'node:fs'
import { schemas } from '../dist/src/render/schemas.js'

/** Writes the JSON Schemas that the package ships, as `exitlog schema` prints them. */
const folder = new URL('../dist/schema/', import.meta.url)
mkdirSync(folder, { recursive: true })
for (const [record, schema] of Object.entries(schemas))
  writeFileSync(new URL(`${record}.json`, folder), `${JSON.stringify(schema, null, 2)}\n`)
