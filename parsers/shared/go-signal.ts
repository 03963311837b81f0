import { signalName, signalNumber } from '../../src/model/signal.js'

/** What Go's `syscall.Signal` prints on Linux, by number. */
const WORDS = [
  '',
  'hangup',
  'interrupt',
  'quit',
  'illegal instruction',
  'trace/breakpoint trap',
  'aborted',
  'bus error',
  'floating point exception',
  'killed',
  'user defined signal 1',
  'segmentation fault',
  'user defined signal 2',
  'broken pipe',
  'alarm clock',
  'terminated',
  'stack fault',
  'child exited',
  'continued',
  'stopped (signal)',
  'stopped',
  'stopped (tty input)',
  'stopped (tty output)',
  'urgent I/O condition',
  'CPU time limit exceeded',
  'file size limit exceeded',
  'virtual timer expired',
  'profiling timer expired',
  'window changed',
  'I/O possible',
  'power failure',
  'bad system call',
]

/** Name of a signal as a Go program prints it: `terminated` → `SIGTERM`, `signal 37` → `SIGRTMIN+3`, `15`, `SIGTERM`; null for what is none. */
export function goSignal(words: string): string | null {
  const bare = words.startsWith('"') && words.endsWith('"') ? words.slice(1, -1) : words
  const known = bare === '' ? -1 : WORDS.indexOf(bare)
  const number = known > 0 ? known : Number(/^(?:signal )?(\d{1,2})$/.exec(bare)?.[1] ?? signalNumber(bare))
  return signalName(number) ?? null
}
