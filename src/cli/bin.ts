#!/usr/bin/env node
import { setMaxListeners } from 'node:events'
import { readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { main } from './main.js'
import { sleep } from './sleep.js'

/** The only file that touches the process. */
const { argv, env, stdout, stderr } = process

// Nobody left to tell that nobody is left.
stderr.on('error', () => undefined)

const ended = new AbortController()
// Each input that is open waits for it, and many may be.
setMaxListeners(0, ended.signal)
// Once: a second signal ends the process at once, as it does by itself.
process.once('SIGINT', () => ended.abort(130))
process.once('SIGTERM', () => ended.abort(143))

let hasStdin = false
const io = {
  // Opened when it is asked for: that takes a while, and most runs name a file.
  get stdin() {
    hasStdin = true
    return process.stdin
  },
  stdout,
  stderr,
  env,
  isTTY: {
    get stdin() {
      return io.stdin.isTTY
    },
    stdout: stdout.isTTY,
    stderr: stderr.isTTY,
  },
  columns: stdout.isTTY ? stdout.columns : undefined,
  now: Date.now,
  readPage: async () => readFileSync(join(dirname(realpathSync(argv[1] ?? '')), 'exitlog.html'), 'utf8'),
  ended: ended.signal,
  sleep,
}

void main(argv.slice(2), io).then((status) => {
  process.exitCode = status
  // A writer that goes on, as in `tail -f | exitlog | head -1`, must not keep us here.
  if (hasStdin) process.stdin.destroy()
  // Nor must a read that waits for a pipe's other end.
  if (ended.signal.aborted) process.exit()
})
