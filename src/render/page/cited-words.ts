import type { Event, EventType } from '../../model/event.js'

/** A stretch of a line: the words that its event was read from, an id that says whom it is about, or neither. */
export interface Stretch {
  readonly text: string
  readonly is: 'cited' | 'id' | 'other'
}

/** The words by which a line of this type is known, as programs print them. */
const WORDS: Readonly<Partial<Record<EventType, readonly string[]>>> = {
  'kernel.oom_invoked': ['invoked oom-killer'],
  'kernel.oom_kill': [
    'Killed process',
    'Kill process',
    'Memory cgroup out of memory',
    'Out of memory',
    'oom-kill:',
  ],
  'kernel.oom_group': ['memory.oom.group'],
  'kernel.oom_reaped': ['oom_reaper', 'reaped process'],
  'kernel.fatal_signal': ['segfault', 'general protection', 'trap ', 'traps: ', 'sig='],
  'kernel.boot': ['Linux version'],
  'runtime.oom': ['TaskOOM', '/tasks/oom', 'OOM'],
  'runtime.exit': ['TaskExit', '/tasks/exit', 'exited', 'exit_status', 'exitStatus'],
  'runtime.stop_requested': [
    'StopContainer',
    'StopPodSandbox',
    'Stopping container',
    'failed to exit within',
  ],
  'runtime.kill_sent': ['Kill container', 'with signal', 'SIGKILL', 'SIGTERM', 'terminated'],
  'runtime.start_failed': ['failed to start', 'failed to create', 'StartContainer', 'CreateContainer'],
  'kubelet.pleg': ['ContainerDied', 'ContainerStarted', 'ContainerRemoved'],
  'kubelet.killing': ['Killing container', 'Killing'],
  'kubelet.probe_failed': ['probe failed', 'Probe failed', 'failed liveness probe', 'failed startup probe'],
  'kubelet.backoff': ['back-off', 'CrashLoopBackOff'],
  'kubelet.eviction_pressure': [
    'eviction manager',
    'must evict',
    'Attempting to reclaim',
    'attempting to reclaim',
  ],
  'kubelet.eviction_ranked': ['pods ranked for eviction', 'Pods ranked for eviction'],
  'kubelet.evicted': ['is evicted successfully', 'evicted', 'Evicted'],
  'kubelet.pod_deleted': ['SyncLoop DELETE', 'SyncLoop REMOVE'],
  'kubelet.container_finished': ['exitCode', 'ExitCode', 'container finished', 'OOMKilled'],
  'systemd.scope_oom': [
    'A process of this unit has been killed by the OOM killer',
    "Failed with result 'oom-kill'",
  ],
  'systemd.scope_ended': ['Succeeded', 'Deactivated successfully', 'Consumed', 'Failed with result'],
}

/** Fields that tell where a line stands, not what it says; and tables that stand on other lines. */
const BESIDE = [
  'type',
  'time',
  'stepMs',
  'node',
  'program',
  'file',
  'line',
  'order',
  'sequence',
  'text',
  'origin',
  'written',
  'sinceBoot',
  'stamp',
  'verbosity',
  'tasks',
  'runtime',
  'message',
  'taskCgroup',
  'oomCgroup',
]
const LEAST_NAME = 3
/** A smaller number stands in a line for many things: only its key tells which one is meant. */
const TELLING_NUMBER = 100
const KEY = /(?:exit|status|code|grace|timeout|period|pid|signal|attempt)\w{0,12}["']?[=: ]{1,2}$/i
const MOST_PER_WORD = 2
/** Long and the same on every line of a record: to mark it would mark nothing. */
const ID = /^(?:[0-9a-f]{20,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** A line in stretches, with the words marked that its event was read from. Unescaped. */
export function citedWords(event: Event, text: string): readonly Stretch[] {
  const ranges = [
    ...(WORDS[event.type] ?? []).flatMap((word) => occurrences(text, word)),
    ...namesIn(event).flatMap((name) => occurrences(text, name).filter((range) => standsAlone(text, range))),
    ...numbersIn(event).flatMap((number) =>
      occurrences(text, String(number)).filter(
        (range) =>
          standsAlone(text, range) &&
          (number >= TELLING_NUMBER || KEY.test(text.slice(Math.max(0, range[0] - 40), range[0]))),
      ),
    ),
  ].sort((a, b) => a[0] - b[0])
  const stretches: Stretch[] = []
  let end = 0
  for (const [from, to] of ranges) {
    if (from < end) continue
    if (from > end) stretches.push({ text: text.slice(end, from), is: 'other' })
    const cited = text.slice(from, to)
    stretches.push({ text: cited, is: ID.test(cited) ? 'id' : 'cited' })
    end = to
  }
  if (end < text.length) stretches.push({ text: text.slice(end), is: 'other' })
  return stretches
}

type Range = readonly [from: number, to: number]

function occurrences(text: string, word: string): Range[] {
  const found: Range[] = []
  for (let at = text.indexOf(word); at !== -1 && found.length < MOST_PER_WORD; ) {
    found.push([at, at + word.length])
    at = text.indexOf(word, at + word.length)
  }
  return found
}

const PART_OF_WORD = /[\p{L}\p{N}]/u

function standsAlone(text: string, [from, to]: Range): boolean {
  return !PART_OF_WORD.test(text[from - 1] ?? '') && !PART_OF_WORD.test(text[to] ?? '')
}

function namesIn(event: Event): readonly string[] {
  return valuesOf(event).filter(
    (value) => typeof value === 'string' && value.length >= LEAST_NAME,
  ) as string[]
}

function numbersIn(event: Event): readonly number[] {
  return valuesOf(event).filter((value) => typeof value === 'number')
}

/** The event's own values, the longest first, so that a name that holds another is marked whole. */
function valuesOf(event: Event): readonly unknown[] {
  const flat = (value: unknown): readonly unknown[] =>
    typeof value === 'object' && value !== null ? Object.values(value).flatMap(flat) : [value]
  return Object.entries(event)
    .filter(([name]) => !BESIDE.includes(name))
    .flatMap(([, value]) => flat(value))
    .sort((a, b) => String(b).length - String(a).length)
}
