import type { Topic } from '../model/explanation.js'
import * as clues from './clues.js'
import { signalKnowledge } from './signals.js'

type Special = Omit<Topic, 'kind'>

const PROGRAM = 'The program: its main process (PID 1) ended with this number by itself.'
const SIGNAL_OR_PROGRAM =
  'The runtime (containerd, CRI-O, Docker), which reports death by signal n as 128 + n. A program may also end with this number by itself.'
const CHILD =
  "It does not prove that the main process itself got the signal: where PID 1 is a shell or a supervisor, the number may be its child's."

const abort = signalKnowledge(6)
const segv = signalKnowledge(11)
const sys = signalKnowledge(31)

/** The codes that are seen most, or that follow no rule. */
export const specialCodes: ReadonlyMap<number, Special> = new Map<number, Special>([
  [
    0,
    {
      title: 'Exit code 0',
      setBy:
        'The program: its main process (PID 1) ended with success. The runtime gives the reason Completed.',
      means: 'The main process ended by itself and reported no failure.',
      doesNotMean: [
        'It does not mean that nobody stopped it: a server that handles SIGTERM ends with 0 (nginx, redis, postgres, mysqld and most frameworks).',
        'It does not mean that nothing in it was killed for memory: where a child was and the main process still ended well, the reason is OOMKilled with exit code 0.',
        'It does not mean that it stays down: with restartPolicy Always it is started again, and can come into CrashLoopBackOff with 0.',
      ],
      causes: [
        'a job that is done',
        'a server that was stopped and shut down in order',
        'a main process that went into the background and left its children behind',
        'an init container of which no record was left: the kubelet then writes 0 itself and says so in the message',
      ],
      lookFor: [clues.stopRequest, clues.kubeletKilling, clues.taskOom],
      seeAlso: ['Completed', 'CrashLoopBackOff', '143'],
    },
  ],
  [
    1,
    {
      title: 'Exit code 1',
      setBy: PROGRAM,
      means: "A general failure. The reason stands in the container's own log, seldom in the node's.",
      doesNotMean: [
        'It does not rule out that memory ran short inside the program: Python (MemoryError), Ruby and a JVM whose main thread fails end with 1.',
        'It does not mean that anything outside killed the main process.',
      ],
      causes: [
        'an uncaught exception (Python, Java, Ruby, Node.js)',
        'log.Fatal in Go',
        'missing or wrong configuration, an unreachable database at start',
      ],
      lookFor: [clues.containerFinished, clues.exitEvent, clues.taskOom],
      seeAlso: ['Error', '2'],
    },
  ],
  [
    2,
    {
      title: 'Exit code 2',
      setBy: PROGRAM,
      means:
        'Three very different things share it: wrong usage, a Go program that panicked, and a Go program that got SIGTERM.',
      doesNotMean: [
        'It does not mean SIGINT, which has the number 2 too: death by it is reported as 130.',
        'It does not always mean a crash: a Go program that runs as PID 1 and does not handle SIGTERM ends with 2 when it is stopped.',
      ],
      causes: [
        'wrong options or arguments, or a syntax error in a shell script',
        'a Go panic or fatal error, also "fatal error: out of memory"',
        'SIGTERM to an unprepared Go program as PID 1',
      ],
      lookFor: [clues.stopRequest, clues.containerFinished],
      seeAlso: ['143', 'SIGTERM', 'Error'],
    },
  ],
  [
    125,
    {
      title: 'Exit code 125',
      setBy: 'The docker run command, or a program that starts another (chroot, env, nohup).',
      means: 'The starter itself failed: with docker run, no container ever ran.',
      doesNotMean: [
        'It is not the code of a program inside a container of Kubernetes, unless that program chose it.',
      ],
      causes: [
        'a wrong option of docker run',
        'a container name that is taken',
        'an image that cannot be pulled',
        'xargs, reporting on a command that it ran',
      ],
      lookFor: [clues.startFailed],
      seeAlso: ['126', '127', '128'],
    },
  ],
  [
    126,
    {
      title: 'Exit code 126',
      setBy: 'Docker when the start fails, or a shell or env inside the container.',
      means: 'The command was found and cannot be executed.',
      doesNotMean: [
        'Under containerd a main process that cannot be executed gives 128 (StartError); 126 then comes from a shell inside.',
      ],
      causes: [
        'no permission to execute the file',
        'the path is a folder',
        'a file system mounted with noexec',
        'a program for another processor (exec format error)',
      ],
      lookFor: [clues.startFailed],
      seeAlso: ['127', '128', 'ContainerCannotRun'],
    },
  ],
  [
    127,
    {
      title: 'Exit code 127',
      setBy: 'Docker when the start fails, or a shell or the dynamic loader inside the container.',
      means: 'Something that is needed to start was not found.',
      doesNotMean: [
        'Under containerd a main process that is not found gives 128 (StartError); 127 then comes from inside.',
      ],
      causes: [
        'the command is not in the image, or not in PATH',
        'the interpreter in the first line of a script is missing, or that line ends with a Windows line break',
        'a shared library is missing',
        'Docker: a bind mount that is not valid',
      ],
      lookFor: [clues.startFailed],
      seeAlso: ['126', '128', 'ContainerCannotRun'],
    },
  ],
  [
    128,
    {
      title: 'Exit code 128',
      setBy: 'containerd, with the reason StartError; Docker, for start errors that are neither 126 nor 127.',
      means: 'The container was created and its main process was never started.',
      doesNotMean: [
        'It does not mean a signal: there is no signal 0.',
        "With the reason Error it is the program's own code (git ends so on a fatal error, some shells on a wrong argument of exit).",
      ],
      causes: [
        'the command does not exist in the image, or may not be executed',
        'an OCI runtime error: cgroup, AppArmor, mounts',
        'a memory limit that is too low even to start ("container init was OOM-killed")',
      ],
      lookFor: [clues.startFailed],
      seeAlso: ['StartError', 'RunContainerError', '127'],
    },
  ],
  [
    130,
    {
      title: 'Exit code 130 (128 + 2, SIGINT)',
      setBy: SIGNAL_OR_PROGRAM,
      means: 'The main process was interrupted, or ended itself with 130 to say so.',
      doesNotMean: [CHILD],
      causes: [
        'Ctrl-C in an attached terminal',
        'KeyboardInterrupt in Python 3.8 and newer',
        'an image whose STOPSIGNAL is SIGINT (PostgreSQL handles it and ends with 0; a JVM ends with 130)',
      ],
      lookFor: [clues.stopRequest, clues.exitEvent],
      seeAlso: ['SIGINT', '143'],
    },
  ],
  [
    134,
    {
      title: 'Exit code 134 (128 + 6, SIGABRT)',
      setBy: SIGNAL_OR_PROGRAM,
      means: 'The main process gave up by itself, or passed on that a child did.',
      doesNotMean: [
        'It does not mean that the kernel killed anything for memory. A program at a limit of its own (Node.js, .NET) ends so while the container had memory left.',
        CHILD,
      ],
      causes: abort?.causes ?? [],
      lookFor: abort?.lookFor ?? [],
      seeAlso: ['SIGABRT', '139', '137'],
    },
  ],
  [
    137,
    {
      title: 'Exit code 137 (128 + 9, SIGKILL)',
      setBy:
        'The runtime, when the main process died of SIGKILL. Also the kubelet, which makes it up for ContainerStatusUnknown; containerd, after the shim itself died; and a shell or supervisor as PID 1 that passes on how its child died.',
      means:
        'Something ended the main process at once with SIGKILL, which no program can handle. The number does not tell who did it, or why.',
      doesNotMean: [
        'It does not mean that memory ran out. For that a kernel line, a TaskOOM line or the reason OOMKilled is needed.',
        'It does not mean that the main process itself was killed: a shell as PID 1 whose child was killed ends with 137 too.',
        'It does not even mean that anything was killed: with the reason ContainerStatusUnknown the number is made up.',
      ],
      causes: [
        'a stop whose grace period ran out: SIGTERM was ignored, or handled too slowly. PID 1 without a handler ignores it',
        'a kill at the memory limit of the container or pod (reason OOMKilled)',
        'a node without memory: the kernel chose this process (reason OOMKilled or Error)',
        'a failed liveness or startup probe, where the program did not stop in time',
        "an eviction: the grace period is then 2 seconds, or the pod's own",
        'a userspace killer: systemd-oomd, earlyoom, the OOM controller of Talos; the kernel prints nothing then',
        'docker kill, or kill -9 on the node',
        'a shim that died: its clean-up kills what is left and reports 137',
      ],
      lookFor: [
        clues.kernelKill,
        clues.taskOom,
        clues.nodeOom,
        clues.escalation,
        clues.probeKill,
        clues.eviction,
        clues.kubeletKilling,
      ],
      seeAlso: ['OOMKilled', 'ContainerStatusUnknown', 'SIGKILL', 'eviction', '143'],
    },
  ],
  [
    139,
    {
      title: 'Exit code 139 (128 + 11, SIGSEGV)',
      setBy: SIGNAL_OR_PROGRAM,
      means: 'The main process crashed in native code, or passed on that a child did.',
      doesNotMean: [
        "It does not mean that somebody killed it: the crash is of the process's own making.",
        CHILD,
      ],
      causes: segv?.causes ?? [],
      lookFor: segv?.lookFor ?? [],
      seeAlso: ['SIGSEGV', '134'],
    },
  ],
  [
    143,
    {
      title: 'Exit code 143 (128 + 15, SIGTERM)',
      setBy: SIGNAL_OR_PROGRAM,
      means:
        'The main process was asked to stop and stopped. Mostly this is the orderly end of a stop, not a failure.',
      doesNotMean: [
        'It does not mean that the stop came from Kubernetes. Without StopContainer for this container somebody else sent SIGTERM, or a JVM ended by its own logic.',
        'It does not mean that shutdown was cut short: a JVM ends with 143 after SIGTERM even when all its shutdown hooks ran.',
        'Its absence does not mean that there was no SIGTERM: a program that handles it ends with 0 or a code of its own, and one that ignores it with 137.',
      ],
      causes: [
        'kubectl delete, a rollout, a scale-down, a drain, an eviction, a node shutdown, docker stop',
        'SIGTERM from inside the container or from the node',
        'a shell as PID 1 that reports its child',
      ],
      lookFor: [clues.stopRequest, clues.kubeletKilling, clues.exitEvent],
      seeAlso: ['SIGTERM', '137', '0'],
    },
  ],
  [
    159,
    {
      title: 'Exit code 159 (128 + 31, SIGSYS)',
      setBy: SIGNAL_OR_PROGRAM,
      means:
        'The seccomp profile ended the process for a system call that it may not use. CRI-O gives the reason "seccomp killed".',
      doesNotMean: [CHILD],
      causes: sys?.causes ?? [],
      lookFor: sys?.lookFor ?? [],
      seeAlso: ['SIGSYS', 'seccomp killed'],
    },
  ],
  [
    165,
    {
      title: 'Exit code 165 (128 + 37, SIGRTMIN+3)',
      setBy: SIGNAL_OR_PROGRAM,
      means:
        'A container that runs systemd was told to halt and had no handler for it yet; or the program chose the number.',
      doesNotMean: [CHILD],
      causes: ['the stop of an image whose STOPSIGNAL is SIGRTMIN+3 and that does not handle it'],
      lookFor: [clues.stopRequest],
      seeAlso: ['SIGRTMIN+3', '143'],
    },
  ],
  [
    255,
    {
      title: 'Exit code 255',
      setBy: 'The program, or a runtime that could not learn the real code.',
      means:
        'Either the program ended with 255 (or -1, which becomes 255), or the real code is lost: containerd then writes 255 with the reason Unknown or Error, and CRI-O where the exit file cannot be read.',
      doesNotMean: [
        'It does not tell how the program ended where the runtime wrote it. Look whether the node or the runtime was restarted just before.',
      ],
      causes: [
        'exit(-1), a fatal error in PHP, die in Perl, an error of ssh',
        'a node that was restarted while the container ran',
        'a shim that was lost, or a containerd that was restarted when the container ended',
      ],
      lookFor: [
        clues.boot,
        { line: 'failed to get task exit status', proves: 'containerd made the 255 up' },
        { line: 'starting containerd', proves: 'containerd was started again here' },
        clues.containerFinished,
      ],
      seeAlso: ['Unknown', 'node-reboot'],
    },
  ],
  [
    -1,
    {
      title: 'Exit code -1',
      setBy: 'CRI-O or its monitor conmon, where no exit code was recorded.',
      means: 'The real exit code is not known.',
      doesNotMean: ['On Linux it is no code that a program could end with: exit(-1) becomes 255.'],
      causes: [
        'CRI-O: the monitor died or wrote no code',
        'a command that conmon ended because its time was up',
      ],
      lookFor: [clues.containerFinished],
      seeAlso: ['255', 'Unknown'],
    },
  ],
])
