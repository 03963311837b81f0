import { mkdirSync, writeFileSync } from 'node:fs'
import { manualPage } from '../dist/src/cli/manual.js'
import { version } from '../dist/src/cli/version.js'

/** Writes exitlog(1), made from the table of commands and options. */
const folder = new URL('../dist/man/', import.meta.url)
mkdirSync(folder, { recursive: true })
writeFileSync(new URL('exitlog.1', folder), manualPage(version))
