import type { Progress } from '../input/inputs.js'
import { formatBytes } from '../model/quantity.js'
import { escapeTerminal } from '../render/escape.js'
import { cutMiddle } from '../render/width.js'
import type { Io } from './io.js'

/** One line on a terminal that says how far long work has come, written over and over in its place. */
export interface ProgressLine {
  readonly show: (progress: Progress) => void
  /** Before anything else is written to the terminal, and at the end. */
  readonly clear: () => void
}

/** Work that is done sooner shows nothing. */
const QUIET_MS = 2000
const EVERY_MS = 200
const NAME = 40
const ERASE = '\r\x1b[K'

/** Silent where standard error is no terminal, or one that cannot erase. */
export function createProgressLine(io: Io): ProgressLine {
  const { isTTY, env, now } = io
  const isWanted = isTTY.stderr === true && env['TERM'] !== 'dumb'
  let next = now() + QUIET_MS
  let isShown = false
  return {
    show(progress) {
      if (!isWanted || now() < next) return
      next = now() + EVERY_MS
      isShown = true
      io.stderr.write(`${ERASE}${wordsOf(progress)}`)
    },
    clear() {
      if (isShown) io.stderr.write(ERASE)
      isShown = false
    },
  }
}

/** `reading syslog.2.gz: 42 % of 1.2 GiB`, `reading standard input: 310 MiB` */
function wordsOf({ name, bytesRead, bytesTotal }: Progress): string {
  const what = name === '-' ? 'standard input' : cutMiddle(escapeTerminal(name), NAME)
  if (bytesTotal === null || bytesTotal === 0) return `reading ${what}: ${formatBytes(bytesRead)}`
  const share = Math.min(100, Math.floor((bytesRead / bytesTotal) * 100))
  return `reading ${what}: ${share} % of ${formatBytes(bytesTotal)}`
}
