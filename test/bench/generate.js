import { lifeAndDeath } from './deaths.js'
import { write } from './line.js'
import { noise } from './noise.js'
import { createRandom } from './random.js'

/**
 * @typedef {import('./line.js').LogLine} LogLine
 *
 * @typedef {object} Recipe
 * @property {number} bytes About how long the log becomes: no death is left in the middle.
 * @property {number} [seed] The same seed gives the same log.
 * @property {number} [interest] Which share of the lines tells of a container's life and death.
 * @property {import('./line.js').Wrapping} [wrapping]
 * @property {string} [host] Whose log it is.
 * @property {number} [everyMs] How often a line of noise is printed.
 *
 * @typedef {object} Generated
 * @property {number} lines
 * @property {Map<string, string>} causes By the id of each container that dies, the cause that its lines prove.
 */

const START = Date.UTC(2024, 2, 4)
const PIECE = 1 << 20

/**
 * A node's log, in pieces of about a MiB: much noise, in it the lives and deaths of containers with all that
 * containerd, kubelet, systemd and kernel print of them, by time.
 *
 * @param {Recipe} recipe @returns {Generator<string, Generated>}
 */
export function* generate(recipe) {
  const { bytes, seed = 1, interest = 0.01, wrapping = 'rfc3164', host = 'worker-3', everyMs = 30 } = recipe
  const random = createRandom(seed)
  /** Still to be printed, the earliest last. @type {LogLine[]} */
  const coming = []
  const causes = new Map()
  let now = START
  let written = 0
  let lines = 0
  let told = 0
  let piece = ''
  const print = (/** @type {LogLine} */ line) => {
    piece += write(line, wrapping, host)
    lines++
  }
  const isLongEnough = () => written + piece.length >= bytes
  while (!isLongEnough() || coming.length > 0) {
    now += random.unit() * 2 * everyMs
    if (!isLongEnough() && told < lines * interest) {
      const { life, cause, lines: news } = lifeAndDeath(now, random)
      causes.set(life.id, cause)
      coming.push(...news)
      coming.sort((a, b) => b.at - a.at)
      told += news.length
    }
    for (let next = coming.at(-1); next && next.at <= now; next = coming.at(-1)) {
      print(next)
      coming.pop()
    }
    print(noise(now, random))
    if (piece.length >= PIECE) {
      written += piece.length
      yield piece
      piece = ''
    }
  }
  yield piece
  return { lines, causes }
}
