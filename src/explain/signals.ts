import type { Clue, Topic } from '../model/explanation.js'
import { signalName } from '../model/signal.js'
import * as clues from './clues.js'

/** What a signal does to a process that has no handler for it. */
type Action = 'ends' | 'dumps core' | 'stops' | 'nothing'

export interface SignalKnowledge {
  readonly action: Action
  readonly says: string
  readonly causes: readonly string[]
  readonly lookFor: readonly Clue[]
}

const crash = [clues.coreDump, clues.abnormalEnd]

function trap(words: string, proves: string): Clue {
  return { line: `traps: …[pid] trap ${words}`, proves }
}

const stopped: SignalKnowledge = {
  action: 'stops',
  says: 'It pauses a process and does not end it.',
  causes: [],
  lookFor: [],
}

const ignored: SignalKnowledge = {
  action: 'nothing',
  says: 'A process that does not handle it takes no notice: nothing dies of it.',
  causes: [],
  lookFor: [],
}

const KNOWN: Readonly<Record<number, SignalKnowledge>> = {
  1: {
    action: 'ends',
    says: 'Hang-up: the terminal or the parent is gone. Daemons use it to read their configuration again.',
    causes: ['a reload signal that the program does not handle', 'the loss of a terminal or parent process'],
    lookFor: [],
  },
  2: {
    action: 'ends',
    says: 'Interrupt, as Ctrl-C sends it.',
    causes: [
      'Ctrl-C in an attached terminal',
      'an image whose STOPSIGNAL is SIGINT and that does not handle it',
    ],
    lookFor: [clues.stopRequest],
  },
  3: {
    action: 'dumps core',
    says: 'Quit. A JVM prints its threads and goes on; other programs without a handler dump core.',
    causes: ['an image whose STOPSIGNAL is SIGQUIT and that does not handle it (nginx and php-fpm do)'],
    lookFor: [clues.stopRequest, ...crash],
  },
  4: {
    action: 'dumps core',
    says: 'Illegal instruction: the processor does not know what it was told to execute.',
    causes: ['a program built for a newer processor (AVX and the like)', 'a damaged program file'],
    lookFor: [trap('invalid opcode', 'the kernel saw the illegal instruction'), ...crash],
  },
  5: {
    action: 'dumps core',
    says: 'Trap: a breakpoint, or a check that a compiler or V8 turned into one.',
    causes: ['a debugger', '__builtin_trap on ARM', 'a fatal error in some builds of V8'],
    lookFor: [trap('int3', 'the kernel saw the breakpoint'), ...crash],
  },
  6: {
    action: 'dumps core',
    says: 'Abort: the program, or a library in it, gave up by itself.',
    causes: [
      'Node.js at its own heap limit ("JavaScript heap out of memory")',
      'a failed assertion, or C++ std::terminate (also std::bad_alloc)',
      'glibc finding damaged memory ("double free")',
      'a JVM that crashed, or runs with -XX:+CrashOnOutOfMemoryError',
      '.NET: an unhandled exception, FailFast, a stack overflow or no memory',
      'PostgreSQL PANIC',
    ],
    lookFor: crash,
  },
  7: {
    action: 'dumps core',
    says: 'Bus error: memory that is mapped cannot be reached.',
    causes: [
      'a mapped file that was made shorter',
      '/dev/shm is full (64 MiB by default)',
      'huge pages that are not there',
    ],
    lookFor: crash,
  },
  8: {
    action: 'dumps core',
    says: 'Arithmetic error.',
    causes: ['an integer divided by zero'],
    lookFor: [trap('divide error', 'the kernel saw the division by zero'), ...crash],
  },
  9: {
    action: 'ends',
    says: 'Kill: the process ends at once. It cannot catch, delay or ignore it, and cannot write a last word.',
    causes: [
      'the grace period of a stop ran out: deletion, rollout, probe, eviction, shutdown',
      'the kernel, at a memory limit or when the node had no memory left',
      'a userspace killer: systemd-oomd, earlyoom, the OOM controller of Talos',
      'docker kill, or kill -9 on the node',
    ],
    lookFor: [clues.escalation, clues.kernelKill, clues.nodeOom, clues.taskOom],
  },
  10: {
    action: 'ends',
    says: 'For the program to use as it likes.',
    causes: ['a SIGUSR1 that the program does not handle'],
    lookFor: [],
  },
  11: {
    action: 'dumps core',
    says: 'Segmentation fault: the program touched memory that is not its own.',
    causes: [
      'a bug in native code: the program, a library, an extension module',
      'a stack overflow (the stacks of musl, and so of Alpine images, are small)',
      'an allocator that crashes when it gets no memory',
    ],
    lookFor: [clues.segfault, trap('general protection', 'the same death by a malformed address'), ...crash],
  },
  12: {
    action: 'ends',
    says: 'For the program to use as it likes.',
    causes: ['a SIGUSR2 that the program does not handle'],
    lookFor: [],
  },
  13: {
    action: 'ends',
    says: 'Broken pipe: the program wrote to a reader that had gone.',
    causes: ['a shell with "set -o pipefail" whose reader closed first'],
    lookFor: [],
  },
  14: {
    action: 'ends',
    says: 'A timer that the program set itself ran out.',
    causes: ['an alarm that the program does not handle'],
    lookFor: [],
  },
  15: {
    action: 'ends',
    says: 'Terminate: the polite request to stop, which a program may handle. PID 1 of a container ignores it unless it has a handler.',
    causes: [
      'kubectl delete, a rollout or scale-down, a drain, an eviction, a node shutdown, docker stop',
      'systemd stopping the scope, or someone using kill on the node or inside the container',
      'earlyoom, which tries SIGTERM before SIGKILL',
    ],
    lookFor: [clues.stopRequest, clues.kubeletKilling],
  },
  16: { action: 'ends', says: 'It is hardly ever used.', causes: [], lookFor: [] },
  17: ignored,
  18: ignored,
  19: stopped,
  20: stopped,
  21: stopped,
  22: stopped,
  23: ignored,
  24: {
    action: 'dumps core',
    says: 'The process used more CPU time than its limit.',
    causes: ['RLIMIT_CPU (ulimit -t), in seconds of CPU time'],
    lookFor: crash,
  },
  25: {
    action: 'dumps core',
    says: 'The process wrote a file larger than its limit.',
    causes: ['RLIMIT_FSIZE (ulimit -f)'],
    lookFor: crash,
  },
  26: { action: 'ends', says: "A timer on the process's own CPU time ran out.", causes: [], lookFor: [] },
  27: {
    action: 'ends',
    says: 'A profiling timer ran out.',
    causes: ['a profiler that left its timer behind'],
    lookFor: [],
  },
  28: ignored,
  29: { action: 'ends', says: 'Input or output became possible.', causes: [], lookFor: [] },
  30: { action: 'ends', says: 'Power is failing.', causes: [], lookFor: [] },
  31: {
    action: 'dumps core',
    says: 'A system call that the container may not use: its seccomp profile ends the process for it.',
    causes: ['a seccomp profile that is too strict for the program, or a program newer than the profile'],
    lookFor: [
      {
        line: 'audit: type=1326 … sig=31 … syscall=…',
        proves: 'the process was killed for the system call with this number; sig=0 kills nobody',
      },
      ...crash,
    ],
  },
  37: {
    action: 'ends',
    says: 'A real-time signal, by which systemd as PID 1 is told to halt.',
    causes: ['the stop of an image whose STOPSIGNAL is SIGRTMIN+3 and that does not handle it'],
    lookFor: [clues.stopRequest],
  },
}

const realtime: SignalKnowledge = {
  action: 'ends',
  says: 'A real-time signal, for programs to use as they like.',
  causes: [],
  lookFor: [clues.stopRequest],
}

/** What is known of a signal number; undefined for what is no signal. */
export function signalKnowledge(number: number): SignalKnowledge | undefined {
  return KNOWN[number] ?? (signalName(number) === undefined ? undefined : realtime)
}

/** Whether a process can die of it, so that 128 + its number is an exit code. */
export function isFatal(knowledge: SignalKnowledge): boolean {
  return knowledge.action === 'ends' || knowledge.action === 'dumps core'
}

const ACTIONS: Readonly<Record<Action, string>> = {
  ends: 'Without a handler the process ends.',
  'dumps core': 'Without a handler the process ends and dumps core where that is enabled.',
  stops: '',
  nothing: '',
}

/** 9 → SIGKILL; undefined for what is no signal. Numbers are those of Linux on x86 and ARM. */
export function explainSignal(number: number): Topic | undefined {
  const name = signalName(number)
  const known = signalKnowledge(number)
  if (name === undefined || !known) return undefined
  const code = 128 + number
  const fatal = isFatal(known)
  return {
    kind: 'signal',
    title: `${name} (signal ${number})`,
    setBy:
      number === 9 || number === 19
        ? 'The kernel, or any process that may signal this one.'
        : 'The process itself, the kernel, or any process that may signal it.',
    means: [known.says, number === 9 ? '' : ACTIONS[known.action]].filter((part) => part !== '').join(' '),
    doesNotMean: doesNotMean(number, code, fatal),
    causes: known.causes,
    lookFor: known.lookFor,
    seeAlso: fatal ? [String(code)] : [],
  }
}

function doesNotMean(number: number, code: number, fatal: boolean): readonly string[] {
  const says = fatal
    ? [
        `It does not show as exit code ${number}. A main process that dies of it gives ${code} (128 + ${number}).`,
      ]
    : [`It does not lead to exit code ${code}: no process dies of this signal by itself.`]
  if (number === 9)
    says.push(
      'It does not mean that memory ran out. Most ordered stops end with it too, when the program is too slow.',
    )
  if (number === 15) says.push('It does not mean that something failed. It is how every ordered stop begins.')
  return says
}
