import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { generate } from './generate.js'

// How fast `exitlog timeline` is on this machine, beside grep that only counts the lines with a needle in them,
// from a file and behind `cat`. All take turns, and what is printed is each one's median. Nothing is asserted.

const dist = new URL('../../dist/', import.meta.url)

const { values } = parseArgs({
  options: {
    mib: { type: 'string', default: '64' },
    rounds: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    interest: { type: 'string', default: '0.01' },
    rfc3339: { type: 'boolean', default: false },
  },
})

const bin = fileURLToPath(new URL('src/cli/bin.js', dist))
if (!existsSync(bin)) {
  console.error('Build first: npm run build')
  process.exit(2)
}

const folder = mkdtempSync(join(tmpdir(), 'exitlog-bench-'))
try {
  await bench(join(folder, 'syslog'))
} finally {
  rmSync(folder, { recursive: true })
}

/** @param {string} file */
async function bench(file) {
  const { lines, causes } = writeLog(file)
  const bytes = statSync(file).size
  const pattern = await unionOfNeedles()
  const exitlog = `"${process.execPath}" "${bin}" timeline`
  const grep = `LC_ALL=C grep -cE '${pattern}'`

  const hits = Number(await output(`${grep} "${file}"`))
  const records = (await output(`${exitlog} -o ndjson "${file}"`)).split('\n').filter((line) => line !== '')
  const share = ((hits / lines) * 100).toFixed(2)
  console.log(
    `${(bytes / 1e6).toFixed(0)} MB, ${lines} lines, ${hits} with a needle (${share} %), ${causes.size} deaths; ${records.length} records`,
  )

  const contenders = [
    { name: 'exitlog timeline FILE', command: `${exitlog} "${file}"`, beside: 1 },
    { name: 'grep -cE FILE', command: `${grep} "${file}"`, beside: 1 },
    { name: 'cat FILE | exitlog timeline', command: `cat "${file}" | ${exitlog}`, beside: 3 },
    { name: 'cat FILE | grep -cE', command: `cat "${file}" | ${grep}`, beside: 3 },
  ]
  /** @type {number[][]} */
  const times = contenders.map(() => [])
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const [i, { command }] of contenders.entries()) times[i]?.push(await secondsOf(command))
  }

  const medians = times.map(median)
  console.log(`\n${''.padEnd(30)}${'s'.padStart(8)}${'MB/s'.padStart(8)}${'× grep'.padStart(8)}`)
  for (const [i, { name, beside }] of contenders.entries()) {
    const seconds = medians[i] ?? Number.NaN
    const cells = [
      seconds.toFixed(2),
      (bytes / 1e6 / seconds).toFixed(0),
      (seconds / (medians[beside] ?? 1)).toFixed(2),
    ]
    console.log(name.padEnd(30) + cells.map((cell) => cell.padStart(8)).join(''))
  }
}

/** @param {string} file */
function writeLog(file) {
  const out = openSync(file, 'w')
  const pieces = generate({
    bytes: Number(values.mib) * 2 ** 20,
    seed: Number(values.seed),
    interest: Number(values.interest),
    wrapping: values.rfc3339 ? 'rfc3339' : 'rfc3164',
  })
  let next = pieces.next()
  for (; !next.done; next = pieces.next()) writeSync(out, next.value)
  closeSync(out)
  return next.value
}

/** The parsers' needles as one extended regular expression within single quotes. */
async function unionOfNeedles() {
  /** @type {typeof import('../../parsers/index.js')} */
  const { messages } = await import(new URL('parsers/index.js', dist).href)
  const needles = [...new Set(messages.flatMap((parser) => parser.needles))]
  return needles
    .map((needle) => needle.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll("'", String.raw`'\''`))
    .join('|')
}

/** @param {string} command */
async function secondsOf(command) {
  const start = performance.now()
  await output(command)
  return (performance.now() - start) / 1000
}

/**
 * What the command prints. Also where nobody reads it: with /dev/null before it, grep ends at the first hit.
 *
 * @param {string} command @returns {Promise<string>}
 */
function output(command) {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-c', command], { stdio: ['ignore', 'pipe', 'inherit'] })
    /** @type {Buffer[]} */
    const chunks = []
    child.stdout.on('data', (chunk) => chunks.push(chunk))
    child.on('error', reject)
    child.on('close', () => resolve(Buffer.concat(chunks).toString()))
  })
}

/** @param {readonly number[]} numbers */
function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
