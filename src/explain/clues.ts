import type { Clue } from '../model/explanation.js'

/** Lines that answer more than one question. */

export const kernelKill: Clue = {
  line: 'Memory cgroup out of memory: Killed process …',
  proves: 'the kernel killed a process at a memory limit; the pid tells whether it was the main process',
}

export const nodeOom: Clue = {
  line: 'Out of memory: Killed process …',
  proves: 'the whole node ran out of memory, whoever was chosen to die',
}

export const taskOom: Clue = {
  line: 'TaskOOM event',
  proves: 'containerd saw an OOM kill in this container: of any process in it, not necessarily the main one',
}

export const stopRequest: Clue = {
  line: 'StopContainer for "…" with timeout …',
  proves: 'the kubelet asked the runtime to stop it: the end that follows was ordered',
}

export const kubeletKilling: Clue = {
  line: 'Killing container with a grace period',
  proves: 'the kubelet began the stop; gracePeriod is in seconds, and 2 means that it was cut to the minimum',
}

export const escalation: Clue = {
  line: 'Kill container "…"',
  proves: 'the runtime sent SIGKILL, because the grace period was over or there was none',
}

export const probeKill: Clue = {
  line: 'failed liveness probe, will be restarted',
  proves: 'the kubelet decided to restart it because of the probe (also: failed startup probe)',
}

export const eviction: Clue = {
  line: 'Eviction manager: pods ranked for eviction',
  proves: 'the kubelet was choosing pods to evict; the first of the list is the first candidate',
}

export const containerFinished: Clue = {
  line: 'Generic (PLEG): container finished … exitCode=…',
  proves: 'the exit code as the runtime reported it (kubelet 1.22 and newer)',
}

export const exitEvent: Clue = {
  line: 'received exit event … pid:… exit_status:…',
  proves: "the main process's pid and exit code from containerd; no exit_status there means 0",
}

export const segfault: Clue = {
  line: '…[pid]: segfault at …',
  proves: 'a thread of that process touched memory that is not its own',
}

export const coreDump: Clue = {
  line: 'systemd-coredump … Process … dumped core.',
  proves: 'the process with this pid died of a signal that dumps core',
}

export const abnormalEnd: Clue = {
  line: 'audit: type=1701 … sig=…',
  proves: 'the process ended abnormally, by the signal in sig=; never printed for SIGKILL or SIGTERM',
}

export const startFailed: Clue = {
  line: 'StartContainer for "…" failed',
  proves: "the main process was never started; the runtime's error stands on the same line",
}

export const boot: Clue = {
  line: 'Linux version …',
  proves: 'the node booted here; without shutdown lines before it, it crashed or was reset',
}
