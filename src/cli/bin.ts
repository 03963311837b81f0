#!/usr/bin/env node
import { readFile, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { main } from './main.js'

/** The only file that touches the process. */
const { argv, env, stdin, stdout, stderr } = process

// Nobody left to tell that nobody is left.
stderr.on('error', () => undefined)

process.exitCode = await main(argv.slice(2), {
  stdin,
  stdout,
  stderr,
  env,
  isTTY: { stdin: stdin.isTTY, stdout: stdout.isTTY, stderr: stderr.isTTY },
  columns: stdout.isTTY ? stdout.columns : undefined,
  now: Date.now,
  readPage: async () => readFile(join(dirname(await realpath(argv[1] ?? '')), 'exitlog.html'), 'utf8'),
})
// A writer that goes on, as in `tail -f | exitlog | head -1`, must not keep us here.
stdin.destroy()
