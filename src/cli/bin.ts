#!/usr/bin/env node
import { setMaxListeners } from 'node:events'
import { readFileSync, realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { once } from '../model/once.js'
import { main } from './main.js'
import { isCommandName } from './commands.js'
import { isFile, mayBeTerminal, writeError, writeNow } from './descriptor.js'
import { sleep } from './sleep.js'
import type { Io } from './io.js'
import { limitYoung, setV8Flags } from './v8-flags.js'
import { countProcessors, startThread } from './start-thread.js'

/** The program: hands the process over to `main` as an `Io`. Only what starts its threads asks the process for more. */
const { argv, argv0, env } = process

const PAGE = 'exitlog.html'
/**
 * It may be called by another name: `kubectl exitlog` runs kubectl-exitlog, and where `kubectl debug` is given
 * `timeline /host/var/log`, no program of the image is run with that, but the single executable by that name.
 */
const called = [argv0, argv[1] ?? ''].map((path) => basename(path, '.cjs'))
const command = called.includes('kubectl-exitlog') ? 'kubectl' : called.find(isCommandName)
const typed = [...(command === undefined ? [] : [command]), ...argv.slice(2)]

const ended = new AbortController()
// Each input that is open waits for it, and many may be.
setMaxListeners(0, ended.signal)
// Once: a second signal ends the process at once, as it does by itself.
process.once('SIGINT', () => ended.abort(130))
process.once('SIGTERM', () => ended.abort(143))

const opened = new Set<'stdin' | 'stdout' | 'stderr'>()
function openStream<Name extends 'stdin' | 'stdout' | 'stderr'>(name: Name): (typeof process)[Name] {
  opened.add(name)
  return process[name]
}

const openError = once(() => openStream('stderr').on('error', () => undefined))

// Each stream is opened when it is asked for: that takes longer than a small log, and most runs name a file, print little
// and have nothing to complain of.
const io: Io = {
  get stdin() {
    return openStream('stdin')
  },
  get stdout() {
    return openStream('stdout')
  },
  writeNow: (bytes: Uint8Array) => writeNow(1, bytes),
  get isFile() {
    return isFile(1)
  },
  stderr: { write: (text) => writeError(text, openError) },
  env,
  isTTY: {
    get stdin() {
      return openStream('stdin').isTTY
    },
    get stdout() {
      return mayBeTerminal(1) && openStream('stdout').isTTY
    },
    get stderr() {
      return mayBeTerminal(2) && openStream('stderr').isTTY
    },
  },
  get columns() {
    return io.isTTY.stdout ? process.stdout.columns : undefined
  },
  now: Date.now,
  readPage: async () => {
    const { getAsset, isSea } = await import('node:sea')
    return isSea()
      ? getAsset(PAGE, 'utf8')
      : readFileSync(join(dirname(realpathSync(argv[1] ?? '')), PAGE), 'utf8')
  },
  ended: ended.signal,
  memory: { isMuch: setV8Flags, isMore: limitYoung },
  sleep,
  threads: { start: startThread, count: countProcessors },
}

void main(typed, io).then((status) => {
  process.exitCode = status
  // A writer that goes on, as in `tail -f | exitlog | head -1`, must not keep us here.
  if (opened.has('stdin')) process.stdin.destroy()
  // Nor must a read that waits for a pipe's other end. Where no stream holds anything back, what Node still does before it
  // ends takes as long as a small log.
  if (ended.signal.aborted || opened.size === 0) process.exit()
})
