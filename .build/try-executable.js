import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const RUNS = 9

/** Runs the single executable where there is no Node, expects of it what the program says, and tells its size and start. */
export function tryExecutable(executable, root) {
  const sample = join(root, 'samples', 'eviction.syslog')
  const program = [join(root, 'dist', 'bin', 'exitlog.cjs')]
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const alone = (...args) => run(executable, args)
  assert.equal(alone('--version'), `${version}\n`)
  for (const args of [['timeline', sample], ['timeline', '-o', 'html', sample], ['explain', '137'], ['page']])
    assert.equal(alone(...args), run(process.execPath, [...program, ...args]), args.join(' '))
  assert.equal(
    run(executable, ['137'], 'explain'),
    alone('explain', '137'),
    'called by the name of a command',
  )

  const rows = [
    ['node --eval ""', process.execPath, ['--eval', '']],
    ['exitlog --version', executable, ['--version']],
    ['exitlog timeline samples/eviction.syslog', executable, ['timeline', sample]],
    ['the same by the npm package', process.execPath, [...program, 'timeline', sample]],
  ].map(
    ([what, command, args]) =>
      `${medianMs(() => run(command, args))
        .toFixed(0)
        .padStart(6)} ms  ${what}`,
  )
  const mib = (statSync(executable).size / 2 ** 20).toFixed(0)
  process.stdout.write(`${executable}: ${mib} MiB, of Node ${process.version}\n${rows.join('\n')}\n`)
}

/** Without an environment: no PATH on which a Node could stand. */
function run(command, args, argv0 = command) {
  return execFileSync(command, args, { argv0, encoding: 'utf8', cwd: '/', env: {}, maxBuffer: 2 ** 26 })
}

function medianMs(act) {
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now()
    act()
    return performance.now() - start
  })
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)]
}
