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
  const called = (name, ...args) => run(executable, args, name)
  assert.equal(called('explain', '137'), alone('explain', '137'))
  assert.equal(called('/usr/local/bin/kubectl-exitlog', '--help'), alone('kubectl', '--help'))

  const starts = [
    ['node --eval ""', process.execPath, ['--eval', '']],
    ['exitlog --version', executable, ['--version']],
    ['exitlog timeline samples/eviction.syslog', executable, ['timeline', sample]],
    ['the same by the npm package', process.execPath, [...program, 'timeline', sample]],
  ]
  const mib = (statSync(executable).size / 2 ** 20).toFixed(0)
  process.stdout.write(`${executable}: ${mib} MiB, of Node ${process.version}; starts (median of ${RUNS})\n`)
  const medians = mediansMs(
    starts.map(
      ([, command, args]) =>
        () =>
          run(command, args),
    ),
  )
  for (const [index, [what]] of starts.entries())
    process.stdout.write(`${medians[index].toFixed(0).padStart(6)} ms  ${what}\n`)
}

/** Without an environment: no PATH on which a Node could stand. */
function run(command, args, argv0 = command) {
  return execFileSync(command, args, { argv0, encoding: 'utf8', cwd: '/', env: {}, maxBuffer: 2 ** 26 })
}

/** By turns, so that whatever else the machine does slows all of them. */
function mediansMs(acts) {
  const times = acts.map(() => [])
  for (let round = 0; round < RUNS; round += 1) {
    for (const [index, act] of acts.entries()) {
      const start = performance.now()
      act()
      times[index].push(performance.now() - start)
    }
  }
  return times.map((taken) => taken.sort((a, b) => a - b)[Math.floor(RUNS / 2)])
}
