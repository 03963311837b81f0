// systemd-coredump: a process was about to dump core, which only a fatal signal of its own making makes it do.
// The signal's number is told from v255 on, in a line of its own before the dump's; the older one tells none.
// RHEL 7's abrt-hook-ccpp uses nearly the same words and names the signal.
import { signalNumber } from '../../src/model/signal.js'
import type { Fact } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { SYSTEMD_COREDUMP } from '../shared/programs.js'

/** Up to v239 the field's name stands before what goes to the kernel's log. */
const PROCESS = /^(?:\[\u{1f855}\] |MESSAGE=)?Process (\d{1,10}) \(/u
const DISABLED = /^Resource limits disable core dumping for process (\d{1,10}) \((.{1,64})\)\.$/s
/** What follows the name; the longest name, 15 characters, cannot hold it. A stack trace may follow in turn. */
const WORDS =
  /\) of user (\d{1,10}) (?:(dumped core|terminated abnormally without generating a coredump)\.|terminated abnormally with signal (\d{1,2})\/([A-Z0-9+]{2,10})|killed by (SIG[A-Z0-9+]{2,10}) - (?:dumping core|ignoring \())/

function fact(pid: string, name: string, uid: string | undefined, signal: number | undefined): Fact {
  const process = { pid: Number(pid), name }
  if (signal !== undefined)
    return { type: 'kernel.fatal_signal', ...process, signal, kind: 'coredump', detail: null }
  return { type: 'systemd.coredump', ...process, uid: uid === undefined ? null : Number(uid) }
}

export const systemdCoredump: MessageParser = {
  id: 'systemd-coredump',
  source: 'systemd-coredump',
  reads: [
    { message: 'a process dumped core', since: 'systemd 215' },
    { message: 'a process died of the named core-dumping signal', since: 'systemd 255' },
  ],
  programs: [...SYSTEMD_COREDUMP, 'abrt-hook-ccpp'],
  needles: [
    ' dumped core.',
    ' terminated abnormally with',
    ' - dumping core',
    ' - ignoring (',
    ' disable core dumping for process ',
  ],
  parse(message) {
    const head = PROCESS.exec(message)
    if (!head) {
      const disabled = DISABLED.exec(message)
      return disabled ? fact(disabled[1] ?? '', disabled[2] ?? '', undefined, undefined) : undefined
    }
    const behind = message.slice(head[0].length)
    const words = WORDS.exec(behind)
    if (!words) return undefined
    const [, uid, , number, told, named] = words
    const signal = signalNumber(told ?? named ?? '')
    // Cut inside the name.
    if (number !== undefined && signal !== Number(number)) return undefined
    return fact(head[1] ?? '', behind.slice(0, words.index), uid, signal)
  },
  samples: [
    {
      message: 'Process 40217 (render) of user 1000710000 dumped core.',
      version: '239',
      fact: { type: 'systemd.coredump', pid: 40217, name: 'render', uid: 1000710000 },
    },
    {
      message:
        'Process 21874 (Web (x) of u) of user 0 dumped core.#012#012Stack trace of thread 7:#012#0  0x00007f3a1c09e3fc abort (libc.so.6)',
      version: '245, through rsyslog',
      fact: { type: 'systemd.coredump', pid: 21874, name: 'Web (x) of u', uid: 0 },
    },
    {
      message: '[\u{1f855}] Process 21874 (java) of user 1000 dumped core.',
      version: '249, copied from a terminal',
      fact: { type: 'systemd.coredump', pid: 21874, name: 'java', uid: 1000 },
    },
    {
      message: 'Process 51208 (python3) of user 1001 terminated abnormally with signal 6/ABRT, processing...',
      version: '255',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 51208,
        name: 'python3',
        signal: 6,
        kind: 'coredump',
        detail: null,
      },
    },
    {
      message: 'Process 51208 (python3) of user 1001 terminated abnormally without generating a coredump.',
      version: '255',
      fact: { type: 'systemd.coredump', pid: 51208, name: 'python3', uid: 1001 },
    },
    {
      message: 'Process 51208 (python3) of user 1001 terminated abnormally with signal 4/ILL',
      version: '257, cut short on a page',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 51208,
        name: 'python3',
        signal: 4,
        kind: 'coredump',
        detail: null,
      },
    },
    {
      message: 'MESSAGE=Process 429 (systemd-journal) of user 0 dumped core.',
      version: '239, of the journal itself, in the kernel’s log',
      fact: { type: 'systemd.coredump', pid: 429, name: 'systemd-journal', uid: 0 },
    },
    {
      message: 'Resource limits disable core dumping for process 4021 (worker).',
      version: '245',
      fact: { type: 'systemd.coredump', pid: 4021, name: 'worker', uid: null },
    },
    {
      message: 'Process 4021 (worker) of user 48 killed by SIGSEGV - dumping core',
      program: 'abrt-hook-ccpp',
      version: 'abrt 2.1',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 4021,
        name: 'worker',
        signal: 11,
        kind: 'coredump',
        detail: null,
      },
    },
    {
      message: 'Process 4021 (worker) of user 48 killed by SIGABRT - ignoring (repeated crash)',
      program: 'abrt-hook-ccpp',
      version: 'abrt 2.1',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 4021,
        name: 'worker',
        signal: 6,
        kind: 'coredump',
        detail: null,
      },
    },
  ],
  nearMisses: [
    { message: 'Started Process Core Dump (PID 21880/UID 0).', because: "it is the reporter's own pid" },
    {
      message: 'Process 21874 (java) of user 1000 terminated abnormally with signal 6/AB',
      because: 'it is cut inside the signal',
    },
    {
      message: 'Failed to get COMM, falling back to the command line: No such process',
      because: 'it names no process',
    },
  ],
}
