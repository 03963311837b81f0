import {
  closeSync,
  existsSync,
  mkdtempSync,
  fsyncSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { contest, median, outputOf, peakOf } from './contest.js'
import { generate } from './generate.js'

// How fast `exitlog timeline` is on this machine, beside grep and ripgrep that only count the lines with a needle in
// them, from a file and behind `cat`. All take turns, and what is printed are medians. Nothing is asserted.

const dist = new URL('../../dist/', import.meta.url)
const README = new URL('../../README.md', import.meta.url)

const { values } = parseArgs({
  options: {
    mib: { type: 'string', default: '256' },
    rounds: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    // `typical rfc3164`, `dense journal`, …: only these logs.
    only: { type: 'string', multiple: true, default: [] },
    // Writes the table into README.md.
    readme: { type: 'boolean', default: false },
  },
})
const rounds = Number(values.rounds)

/** @typedef {{ name: string, interest: number, wrapping: import('./line.js').Wrapping }} Kind */
/** @type {readonly Kind[]} */
const KINDS = [
  { name: 'typical', interest: 0.01 },
  { name: 'dense', interest: 0.3 },
].flatMap((kind) =>
  /** @type {const} */ (['rfc3164', 'rfc3339', 'journal']).map((wrapping) => ({ ...kind, wrapping })),
)

const bin = fileURLToPath(new URL('bin/exitlog.cjs', dist))
const SMALL = 'samples/exit-0.syslog'
const small = fileURLToPath(new URL(`../../${SMALL}`, import.meta.url))
if (!existsSync(bin)) {
  console.error('Build first: npm run build')
  process.exit(2)
}

const folder = mkdtempSync(join(tmpdir(), 'exitlog-bench-'))
try {
  const lines = await bench()
  if (values.readme) writeReadme(lines)
} finally {
  rmSync(folder, { recursive: true })
}

async function bench() {
  const needles = await readNeedles()
  const hasRipgrep = (await outputOf('rg --version')) !== ''
  const patterns = join(folder, 'patterns')
  const words = join(folder, 'words')
  writeFileSync(patterns, needles.map(escape).join('|'))
  writeFileSync(words, needles.join('\n'))
  const grep = `LC_ALL=C grep -cE -f "${patterns}"`
  const ripgrep = `rg -cF -f "${words}"`
  const exitlog = (/** @type {string} */ format) => `"${process.execPath}" "${bin}" timeline -o ${format}`

  /** @type {string[]} */
  const lines = []
  const tell = (/** @type {string} */ line) => {
    lines.push(line)
    console.log(line)
  }
  tell(
    '| log | MB | of interest | exitlog MB/s | × grep | × ripgrep | behind `cat` | × grep | × ripgrep | peak MiB | as text MB/s | × grep | peak MiB |',
  )
  tell('| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |')
  for (const kind of KINDS) {
    const label = `${kind.name} ${kind.wrapping}`
    if (values.only.length > 0 && !values.only.includes(label)) continue
    const file = join(folder, 'syslog')
    const lineCount = writeLog(file, kind)
    const bytes = statSync(file).size
    const hits = Number(await outputOf(`${grep} "${file}"`))
    const programs = [
      { name: 'exitlog', command: exitlog('ndjson') },
      { name: 'grep', command: grep },
      ...(hasRipgrep ? [{ name: 'ripgrep', command: ripgrep }] : []),
    ]
    const seconds = await contest(
      [
        ...programs.flatMap(({ name, command }) => [
          { name, command: `${command} "${file}"` },
          { name: `cat | ${name}`, command: `cat "${file}" | ${command}` },
        ]),
        { name: 'as text', command: `${exitlog('text')} "${file}"` },
      ],
      rounds,
      join(folder, 'printed'),
    )
    const secondsOf = (/** @type {string} */ name) => seconds.get(name) ?? Number.NaN
    const speedOf = (/** @type {number} */ mine) => (bytes / 1e6 / mine).toFixed(0)
    const cells = ['', 'cat | '].flatMap((way) => {
      const mine = secondsOf(`${way}exitlog`)
      const times = ['grep', 'ripgrep'].map((name) => ratio(secondsOf(way + name) / mine))
      return [speedOf(mine), ...times]
    })
    const text = secondsOf('as text')
    const peakAs = async (/** @type {string} */ format) =>
      (await peakOf([bin, 'timeline', '-o', format, file])).toFixed(0)
    cells.push(await peakAs('ndjson'), speedOf(text), ratio(secondsOf('grep') / text), await peakAs('text'))
    const share = `${((hits / lineCount) * 100).toFixed(1)} %`
    tell(`| ${[label, (bytes / 1e6).toFixed(0), share, ...cells].join(' | ')} |`)
  }
  tell('')
  tell(await startUp())
  tell(await twins(needles))
  tell(circumstances())
  return lines
}

/** @param {number} times */
function ratio(times) {
  return Number.isNaN(times) ? '–' : times.toFixed(2)
}

async function startUp() {
  const node = `"${process.execPath}"`
  const seconds = await contest(
    [
      { name: 'node -e 0', command: `${node} -e 0` },
      { name: 'exitlog --version', command: `${node} "${bin}" --version` },
      { name: 'exitlog explain 137', command: `${node} "${bin}" explain 137` },
      { name: `exitlog timeline ${SMALL}`, command: `${node} "${bin}" timeline "${small}"` },
    ],
    rounds * 5,
    join(folder, 'printed'),
  )
  const least = seconds.get('node -e 0') ?? Number.NaN
  const told = [...seconds].map(
    ([name, mine]) => `\`${name}\` ${(mine * 1000).toFixed(0)} ms (${(mine / least).toFixed(2)} ×)`,
  )
  return `Start-up: ${told.join(', ')}.`
}

/** The scanner alone, in memory, the fast way and the slow. @param {readonly string[]} needles */
async function twins(needles) {
  const file = join(folder, 'twins')
  writeLog(file, { name: 'typical', interest: 0.01, wrapping: 'rfc3164' }, 32)
  const bytes = readFileSync(file)
  /** @type {typeof import('../../src/scan/scan.js')} */
  const { createScanner } = await import(new URL('src/scan/scan.js', dist).href)
  /** @type {import('../../src/model/line-sink.js').LineSink} */
  const sink = { line: () => 'hits', problem: () => undefined }
  const speedOf = (/** @type {boolean} */ slow) => {
    const times = Array.from({ length: rounds }, () => {
      const scanner = createScanner({ file, needles, slow })
      const start = performance.now()
      for (let at = 0; at < bytes.length; at += 1 << 18)
        scanner.write(bytes.subarray(at, at + (1 << 18)), sink)
      scanner.end(sink)
      return performance.now() - start
    })
    return bytes.length / 1e3 / median(times)
  }
  return `The scan alone: ${speedOf(false).toFixed(0)} MB/s; its slow twin on split2: ${speedOf(true).toFixed(0)} MB/s.`
}

function circumstances() {
  const load = loadavg()[0]?.toFixed(1)
  return `${cpus().length} processors, Node ${process.versions.node}, medians of ${rounds} rounds, load average ${load} at the end.`
}

/** @param {readonly string[]} lines */
function writeReadme(lines) {
  const text = readFileSync(README, 'utf8')
  const section = /(<!-- bench: .*? -->\n)[^]*?(\n<!-- end -->)/
  if (!section.test(text)) throw new Error('README.md has no place for the table')
  writeFileSync(
    README,
    text.replace(section, (_all, begin, end) => `${begin}\n${lines.join('\n')}\n${end}`),
  )
}

/** Gives how many lines it has. @param {string} file @param {Kind} kind @param {number} mib */
function writeLog(file, { interest, wrapping }, mib = Number(values.mib)) {
  const out = openSync(file, 'w')
  const pieces = generate({ bytes: mib * 2 ** 20, seed: Number(values.seed), interest, wrapping })
  let next = pieces.next()
  for (; !next.done; next = pieces.next()) writeSync(out, next.value)
  // Nothing is measured while the system still writes it to the disk.
  fsyncSync(out)
  closeSync(out)
  return next.value.lines
}

/** What every line of interest holds one of. @returns {Promise<string[]>} */
async function readNeedles() {
  /** @type {typeof import('../../parsers/index.js')} */
  const { messages } = await import(new URL('parsers/index.js', dist).href)
  return [...new Set(messages.flatMap((parser) => parser.needles))]
}

/** For an extended regular expression. @param {string} needle */
function escape(needle) {
  return needle.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
