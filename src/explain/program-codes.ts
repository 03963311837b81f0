/** Meanings that some programs give to a code: conventions, none of them binding. */
const KNOWN = new Map<number, readonly string[]>([
  [
    3,
    [
      'a JVM with -XX:+ExitOnOutOfMemoryError that ran out of heap',
      'gunicorn: a worker failed to boot',
      'Node.js: an internal parse error',
    ],
  ],
  [4, ['gunicorn: the application could not be loaded', 'Node.js: an internal evaluation failure']],
  [5, ['Node.js: a fatal error of V8']],
  [6, ['Node.js: the handler of uncaught exceptions is no function']],
  [7, ['Node.js: the handler of uncaught exceptions failed itself']],
  [9, ['Node.js: an invalid argument', 'a script that passes on the bare number of a signal']],
  [10, ['Node.js: an internal failure at run time']],
  [12, ['Node.js: an invalid --inspect argument']],
  [13, ['Node.js: a top-level await that never settled']],
  [14, ['Node.js: a snapshot could not be built or read']],
  [64, ['sysexits: wrong usage of the command (USAGE)']],
  [65, ['sysexits: the input data is wrong (DATAERR)']],
  [66, ['sysexits: the input cannot be opened (NOINPUT)']],
  [67, ['sysexits: the user is not known (NOUSER)']],
  [68, ['sysexits: the host is not known (NOHOST)']],
  [69, ['sysexits: a service is unavailable (UNAVAILABLE)']],
  [70, ['sysexits: an internal error of the program (SOFTWARE)']],
  [71, ['sysexits: an error of the operating system (OSERR)']],
  [72, ['sysexits: a file of the system is missing (OSFILE)']],
  [73, ['sysexits: the output cannot be created (CANTCREAT)']],
  [74, ['sysexits: an input or output error (IOERR)']],
  [75, ['sysexits: a failure that may pass, to be tried again (TEMPFAIL)']],
  [76, ['sysexits: an error in a protocol (PROTOCOL)']],
  [77, ['sysexits: permission denied (NOPERM)']],
  [78, ['sysexits: wrong configuration (CONFIG)']],
  [100, ['apt: an error', 's6: a permanent failure']],
  [101, ['a Rust program that panicked']],
  [111, ['s6: a temporary failure', 'a program that passes on "connection refused" (errno 111)']],
  [120, ['Python: the output could not be flushed at exit']],
  [123, ['xargs, reporting on a command that it ran']],
  [
    124,
    [
      'timeout(1): the time was up and the command was ended (137 where it had to be killed)',
      'xargs, reporting on a command that it ran',
    ],
  ],
  [129, ['git: wrong usage']],
  [203, ['systemd: the program could not be executed (EXEC)']],
  [217, ['systemd: the user could not be found (USER)']],
  [226, ['systemd: the namespace could not be set up (NAMESPACE)']],
  [251, ['a Haskell program at its heap limit']],
])

/** What some programs mean by this code; empty where no convention is known. */
export function conventions(code: number): readonly string[] {
  const known = KNOWN.get(code)
  if (known) return known
  return code >= 200 && code <= 243 ? ['systemd as PID 1: a step before the start of a service failed'] : []
}
