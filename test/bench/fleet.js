import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generate } from './generate.js'

/**
 * @typedef {object} Fleet
 * @property {number} nodes
 * @property {number} [bytes] About how long the log of each node becomes.
 * @property {number} [interest] Which share of its lines tells of a container's life and death.
 */

/** The log of each node of a fleet, one after the other; all are of the same time. @param {Fleet} fleet @returns {Generator<{ host: string, text: string, deaths: number }>} */
export function* fleetLogs({ nodes, bytes = 32 << 10, interest = 0.2 }) {
  for (let seed = 1; seed <= nodes; seed++) {
    const host = `node-${String(seed).padStart(5, '0')}`
    const pieces = generate({ bytes, interest, seed, host, everyMs: 2000 })
    let text = ''
    let next = pieces.next()
    for (; !next.done; next = pieces.next()) text += next.value
    yield { host, text, deaths: next.value.causes.size }
  }
}

/** Writes them, each into a file of its own; gives the paths. @param {string} folder @param {Fleet} fleet @returns {string[]} */
export function writeFleet(folder, fleet) {
  return Array.from(fleetLogs(fleet), ({ host, text }) => {
    const path = join(folder, `${host}.log`)
    writeFileSync(path, text)
    return path
  })
}
