import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { spawn } from 'node:child_process'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { fleetLogs } from './fleet.js'

// What a fleet costs, by its size: one run over all logs, each node's log in a process of its own, and the merging of
// what those print. Of the nodes' processes no more than a few are run: that many more cost that much more.

const bin = fileURLToPath(new URL('../../dist/bin/exitlog.cjs', import.meta.url))
const README = new URL('../../README.md', import.meta.url)

const { values } = parseArgs({
  options: {
    nodes: { type: 'string', default: '300,3000,10000' },
    // Of each node's log.
    kib: { type: 'string', default: '16' },
    // So many nodes are read by processes of their own, the outputs of the others are made of theirs.
    mapped: { type: 'string', default: '40' },
    // Larger fleets are not read in one run: their row is for the merging.
    whole: { type: 'string', default: '3000' },
    // Writes the table into README.md.
    readme: { type: 'boolean', default: false },
  },
})

if (!existsSync(bin)) {
  console.error('Build first: npm run build')
  process.exit(2)
}

const TELL_USE =
  'data:text/javascript,process.on("exit",()=>{const{userCPUTime,systemCPUTime,maxRSS}=process.resourceUsage();process.stderr.write(`\\nused ${userCPUTime+systemCPUTime} ${maxRSS}\\n`)})'

/** @type {string[]} */
const lines = []
const tell = (/** @type {string} */ line) => {
  lines.push(line)
  console.log(line)
}
tell(
  '| nodes | containers | logs, MB | one run | its peak | a process a node | `events`, MB | merged | its peak | `timeline`s, MB | merged | its peak | `--summary` |',
)
tell('| --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |')
for (const nodes of values.nodes.split(',').map(Number)) {
  const folder = mkdtempSync(join(tmpdir(), 'exitlog-simulate-'))
  try {
    tell(`| ${(await simulate(folder, nodes)).join(' | ')} |`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
tell('')
tell(
  `CPU seconds; peaks in MiB; ${values.kib} KiB of log a node. ${cpus().length} processors, Node ${process.versions.node}, load average ${loadavg()[0]?.toFixed(1)} at the end.`,
)
if (values.readme) writeReadme()

/** @param {string} folder @param {number} nodes */
async function simulate(folder, nodes) {
  for (const name of ['logs', 'events', 'timeline']) mkdirSync(join(folder, name))
  const pathOf = (/** @type {string} */ kind, /** @type {string} */ host) => join(folder, kind, host)
  /** @type {string[]} */
  const hosts = []
  let deaths = 0
  for (const log of fleetLogs({ nodes, bytes: Number(values.kib) << 10 })) {
    hosts.push(log.host)
    deaths += log.deaths
    writeFileSync(pathOf('logs', log.host), log.text)
  }
  const whole = nodes <= Number(values.whole) ? await run(['timeline', '-o', 'ndjson'], 'logs') : null
  const each = { events: 0, timeline: 0 }
  const mapped = Math.min(nodes, Number(values.mapped))
  for (const host of hosts.slice(0, mapped)) {
    for (const [kind, words] of /** @type {const} */ ([
      ['events', ['events']],
      ['timeline', ['timeline', '-o', 'ndjson']],
    ]))
      each[kind] += (await exitlog([...words, pathOf('logs', host)], pathOf(kind, host))).seconds
  }
  for (const [n, host] of hosts.entries()) {
    if (n >= mapped) for (const kind of ['events', 'timeline']) imitate(kind, hosts[n % mapped] ?? '', host)
  }
  const ofEvents = await run(['merge', '-o', 'ndjson'], 'events')
  const ofTimelines = await run(['merge', '-o', 'ndjson'], 'timeline')
  const summary = await run(['merge', '--summary'], 'timeline')
  const a = (/** @type {number} */ seconds) => seconds.toFixed(1)
  return [
    nodes,
    deaths,
    megabytes('logs'),
    whole ? a(whole.seconds) : '–',
    whole ? whole.peak.toFixed(0) : '–',
    a((each.timeline / mapped) * nodes),
    megabytes('events'),
    a(ofEvents.seconds),
    ofEvents.peak.toFixed(0),
    megabytes('timeline'),
    a(ofTimelines.seconds),
    ofTimelines.peak.toFixed(0),
    a(summary.seconds),
  ]

  /** @param {readonly string[]} words @param {string} kind */
  function run(words, kind) {
    return exitlog([...words, ...hosts.map((host) => pathOf(kind, host))], '/dev/null')
  }

  /** The output of one node as that of another: other containers, other names. @param {string} kind @param {string} from @param {string} to */
  function imitate(kind, from, to) {
    const suffix = to.slice(-5)
    const text = readFileSync(pathOf(kind, from), 'utf8')
    // Ids of containers and pods end with the number of the node.
    const renamed = text.replaceAll(from, to).replaceAll(/\b([0-9a-f]{59})[0-9a-f]{5}\b/g, `$1${suffix}`)
    writeFileSync(
      pathOf(kind, to),
      renamed.replaceAll(/\b([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{7})[0-9a-f]{5}\b/g, `$1${suffix}`),
    )
  }

  /** @param {string} kind */
  function megabytes(kind) {
    const sizes = readdirSync(join(folder, kind)).map((name) => statSync(pathOf(kind, name)).size)
    return (sizes.reduce((sum, size) => sum + size, 0) / 1e6).toFixed(0)
  }
}

/**
 * Runs the program; gives what it took of the processors, and the most memory that it held, in MiB.
 *
 * @param {readonly string[]} words @param {string} out @returns {Promise<{ seconds: number, peak: number }>}
 */
function exitlog(words, out) {
  const stdout = openSync(out, 'w')
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', TELL_USE, bin, ...words], {
      stdio: ['ignore', stdout, 'pipe'],
    })
    let said = ''
    child.stderr?.on('data', (chunk) => (said += chunk))
    child.on('error', reject)
    child.on('close', (status) => {
      closeSync(stdout)
      const [, micros, kib] = /\nused (\d+) (\d+)\n/.exec(said) ?? []
      if (status !== 0 || kib === undefined) reject(new Error(said))
      else resolve({ seconds: Number(micros) / 1e6, peak: Number(kib) / 1024 })
    })
  })
}

function writeReadme() {
  const text = readFileSync(README, 'utf8')
  const section = /(<!-- fleet: .*? -->\n)[^]*?(\n<!-- end -->)/
  if (!section.test(text)) throw new Error('README.md has no place for the table')
  writeFileSync(
    README,
    text.replace(section, (_all, begin, end) => `${begin}\n${lines.join('\n')}\n${end}`),
  )
}
