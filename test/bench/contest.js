import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'

/**
 * A command of the shell, and what it is the time of.
 *
 * @typedef {object} Contender
 * @property {string} name
 * @property {string} command
 */

/**
 * The median seconds of each, by name. All take turns, so that what slows the machine slows all. What they print goes into
 * a file: who reads a pipe takes a processor from them, and with /dev/null before it grep ends at the first hit.
 *
 * @param {readonly Contender[]} contenders @param {number} rounds @param {string} file
 * @returns {Promise<Map<string, number>>}
 */
export async function contest(contenders, rounds, file) {
  /** @type {Map<string, number[]>} */
  const times = new Map(contenders.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const { name, command } of contenders) {
      const start = performance.now()
      await run(command, file)
      times.get(name)?.push((performance.now() - start) / 1000)
    }
  }
  return new Map([...times].map(([name, seconds]) => [name, median(seconds)]))
}

/** @param {string} command @param {string} file @returns {Promise<void>} */
function run(command, file) {
  const output = openSync(file, 'w')
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-c', command], { stdio: ['ignore', output, 'ignore'] })
    child.on('error', reject)
    child.on('close', () => resolve(undefined))
  }).finally(() => closeSync(output))
}

/** What the command prints. @param {string} command @returns {Promise<string>} */
export function outputOf(command) {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-c', command], { stdio: ['ignore', 'pipe', 'ignore'] })
    /** @type {Buffer[]} */
    const chunks = []
    child.stdout.on('data', (chunk) => chunks.push(chunk))
    child.on('error', reject)
    child.on('close', () => resolve(Buffer.concat(chunks).toString()))
  })
}

/** Linux counts what the process was before the program began, which is us, into the peak that `resourceUsage` tells. */
const TELL_PEAK = `data:text/javascript,${encodeURIComponent(`
  import { existsSync, readFileSync } from 'node:fs'
  const status = '/proc/self/status'
  const peak = () => existsSync(status)
    ? /VmHWM:\\s+(\\d+) kB/.exec(readFileSync(status, 'utf8'))[1]
    : process.resourceUsage().maxRSS
  process.on('exit', () => process.stderr.write('\\npeak ' + peak() + '\\n'))`)}`

/** The most memory that a program of Node's held, in MiB. @param {readonly string[]} argv @returns {Promise<number>} */
export function peakOf(argv) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', TELL_PEAK, ...argv], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    child.stderr.on('data', (chunk) => (said += chunk))
    child.on('error', reject)
    child.on('close', () => resolve(Number(/\npeak (\d+)\n/.exec(said)?.[1]) / 1024))
  })
}

/** @param {readonly number[]} numbers */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
