/** Linux signals by number (x86 and arm). */
const NAMES = [
  '',
  'SIGHUP',
  'SIGINT',
  'SIGQUIT',
  'SIGILL',
  'SIGTRAP',
  'SIGABRT',
  'SIGBUS',
  'SIGFPE',
  'SIGKILL',
  'SIGUSR1',
  'SIGSEGV',
  'SIGUSR2',
  'SIGPIPE',
  'SIGALRM',
  'SIGTERM',
  'SIGSTKFLT',
  'SIGCHLD',
  'SIGCONT',
  'SIGSTOP',
  'SIGTSTP',
  'SIGTTIN',
  'SIGTTOU',
  'SIGURG',
  'SIGXCPU',
  'SIGXFSZ',
  'SIGVTALRM',
  'SIGPROF',
  'SIGWINCH',
  'SIGIO',
  'SIGPWR',
  'SIGSYS',
]

/** Name of a signal number: 9 → `SIGKILL`, 37 → `SIGRTMIN+3`; undefined for what is no signal. */
export function signalName(number: number): string | undefined {
  if (number >= 34 && number <= 64) return number === 34 ? 'SIGRTMIN' : `SIGRTMIN+${number - 34}`
  return NAMES[number] || undefined
}

/** Number of a signal name, with or without `SIG`: `KILL` → 9. */
export function signalNumber(name: string): number | undefined {
  const full = name.toUpperCase().startsWith('SIG') ? name.toUpperCase() : `SIG${name.toUpperCase()}`
  const realtime = /^SIGRTMIN(?:\+(\d{1,2}))?$/.exec(full)
  if (realtime) return 34 + Number(realtime[1] ?? 0)
  const at = NAMES.indexOf(full)
  return at > 0 ? at : undefined
}
