#!/usr/bin/env node
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
  isTTY: { stdin: stdin.isTTY, stdout: stdout.isTTY },
  columns: stdout.isTTY ? stdout.columns : undefined,
  now: Date.now,
})
// A writer that goes on, as in `tail -f | exitlog | head -1`, must not keep us here.
stdin.destroy()
