/**
 * node-problem-detector repeats a kernel OOM kill in its status and in an event for the API: a witness, never a second
 * kill. v0.1 and later.
 *
 * Its configuration, which it prints too, holds the same words as patterns.
 */
import type { Fact } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { integer } from '../shared/go-value.js'
import { klogStamp, printed, readKlog } from '../shared/klog.js'
import { readObject } from '../shared/json-object.js'
import { NODE_PROBLEM_DETECTOR } from '../shared/programs.js'
import { datedStamp, epochOf, readIso } from '../shared/time.js'

const STATUS = 'New status generated: &{Source:'
const CONDITIONS = ' Conditions:['
const EVENT = '{Severity:'
const REASON = ' Reason:OOMKilling Message:'
const KILLED = /(?:^|: |\n|#012)Killed process (\d{1,10}),? (?:UID \d{1,10}, )?\(/

interface Repeated {
  readonly seenAt: number | null
  readonly text: string
}

/** The first OOM kill among the events of a status; a status whose conditions were cut off is read as far as it goes. */
function readStatus(text: string): Repeated | undefined {
  const conditions = text.lastIndexOf(CONDITIONS)
  const events = conditions < 0 ? text : text.slice(0, conditions)
  const reason = events.indexOf(REASON)
  const event = reason < 0 ? -1 : events.lastIndexOf(EVENT, reason)
  if (event < 0) return undefined
  const stamp = events.indexOf(' Timestamp:', event)
  const next = events.indexOf(`} ${EVENT}`, reason)
  const seen = stamp >= 0 && stamp < reason ? readIso(events, stamp + ' Timestamp:'.length) : undefined
  return {
    seenAt: epochOf(seen?.stamp),
    text: events.slice(reason + REASON.length, next < 0 ? undefined : next),
  }
}

/** The victim of `Killed process 68061 (stress) total-vm:…`; a name may hold brackets, the sizes begin behind its own. */
function readVictim(text: string): { readonly pid: number | null; readonly name: string | null } {
  const m = KILLED.exec(text)
  if (!m) return { pid: null, name: null }
  const from = m.index + m[0].length
  const end = text.lastIndexOf(') total-vm:')
  const cut = text.indexOf('), ', from)
  const close = end >= from ? end : cut
  return { pid: integer(m[1]), name: close < 0 ? null : text.slice(from, close) }
}

/** `{"kind":"Event","reason":"OOMKilling","message":"…","lastTimestamp":"…",…}`; of several that were counted as one the last. */
function ofApi(event: object | undefined): Fact | undefined {
  if (!event || !('reason' in event && 'message' in event && 'kind' in event)) return undefined
  const { kind, reason, message } = event
  if (kind !== 'Event' || reason !== 'OOMKilling' || typeof message !== 'string') return undefined
  const last = 'lastTimestamp' in event && typeof event.lastTimestamp === 'string' ? event.lastTimestamp : ''
  const stamp = readIso(last)?.stamp
  return { type: 'npd.oom', ...(stamp && { stamp }), ...readVictim(message), seenAt: epochOf(stamp) }
}

export const npdOom: MessageParser = {
  id: 'npd-oom',
  source: 'node-problem-detector',
  reads: [
    { message: 'New status generated, with an event OOMKilling', since: '0.1' },
    { message: 'the event OOMKilling as the API tells it', since: '0.1' },
  ],
  programs: NODE_PROBLEM_DETECTOR,
  needles: ['OOMKilling', 'Conditions:[{Type:'],
  parse(message) {
    if (message.startsWith('{')) return ofApi(readObject(message))
    const klog = readKlog(message)
    if (!klog) return undefined
    if (klog.text.startsWith(STATUS)) {
      const repeated = readStatus(klog.text)
      if (!repeated) return undefined
      return { type: 'npd.oom', ...printed(klog), ...readVictim(repeated.text), seenAt: repeated.seenAt }
    }
    // The old rule matched two lines of the kernel, and the second came to stand in a record of its own.
    if (!klog.text.startsWith('Killed process ') || !klog.text.includes(`}]${CONDITIONS}{Type:`))
      return undefined
    return { type: 'npd.oom', ...readVictim(klog.text), seenAt: null }
  },
  samples: [
    {
      version: 'v0.8.15',
      message:
        'I0624 18:49:43.983472    6018 log_monitor.go:159] New status generated: &{Source:kernel-monitor Events:[{Severity:warn Timestamp:2025-06-24 18:49:43.405414777 +0000 UTC m=+3230.998142221 Reason:OOMKilling Message:Memory cgroup out of memory: Killed process 68061 (stress) total-vm:4195088kB, anon-rss:2884696kB, file-rss:288kB, shmem-rss:0kB, UID:0 pgtables:5696kB oom_score_adj:872}] Conditions:[{Type:KernelDeadlock Status:False Transition:2025-06-24 17:55:52.550304771 +0000 UTC m=+0.143032315 Reason:KernelHasNoDeadlock Message:kernel has no deadlock} {Type:ReadonlyFilesystem Status:False Transition:2025-06-24 17:55:52.550304906 +0000 UTC m=+0.143032450 Reason:FilesystemIsNotReadOnly Message:Filesystem is not read-only}]}',
      fact: {
        type: 'npd.oom',
        stamp: klogStamp('0624 18:49:43.983472'),
        pid: 68061,
        name: 'stress',
        seenAt: Date.UTC(2025, 5, 24, 18, 49, 43) + 405.414777,
      },
    },
    {
      version: 'v0.1–v0.2',
      message:
        'I0304 09:17:07.123456       1 kernel_monitor.go:133] New status generated: &{Source:kernel-monitor Events:[{Severity:warn Timestamp:2024-03-04 09:17:07.1 +0000 UTC Reason:OOMKilling Message:Memory cgroup out of memory: Kill process 21874 (java) score 1964 or sacrifice child#012Killed process 21879 (a) b) total-vm:4195088kB, anon-rss:1043900kB, file-rss:12288kB}] Conditions:[{Type:KernelDeadlock Status:false Transition:2024-03-01 10:00:00 +0000 UTC Reason:KernelHasNoDeadlock Message:kernel has no deadlock}]}',
      fact: {
        type: 'npd.oom',
        stamp: klogStamp('0304 09:17:07.123456'),
        pid: 21879,
        name: 'a) b',
        seenAt: Date.UTC(2024, 2, 4, 9, 17, 7) + 100,
      },
    },
    {
      version: 'v0.8.4, the first half: who was killed stands in the second',
      message:
        'I0304 09:17:07.123456       1 log_monitor.go:160] New status generated: &{Source:kernel-monitor Events:[{Severity:warn Timestamp:2024-03-04 09:17:07.1 +0000 UTC Reason:OOMKilling Message:Memory cgroup out of memory: Kill process 21874 (java) score 1964 or sacrifice child',
      fact: {
        type: 'npd.oom',
        stamp: klogStamp('0304 09:17:07.123456'),
        pid: null,
        name: null,
        seenAt: Date.UTC(2024, 2, 4, 9, 17, 7) + 100,
      },
    },
    {
      version: 'v0.8.4, the second half',
      message:
        'Killed process 21874 (java) total-vm:4195088kB, anon-rss:1043900kB, file-rss:12288kB}] Conditions:[{Type:KernelDeadlock Status:False Transition:2024-03-01 10:00:00 +0000 UTC Reason:KernelHasNoDeadlock Message:kernel has no deadlock}]}',
      fact: { type: 'npd.oom', pid: 21874, name: 'java', seenAt: null },
    },
    {
      version: '0.8, `kubectl get events -o json`',
      message:
        '{"apiVersion":"v1","count":1,"firstTimestamp":"2025-06-24T18:49:43Z","involvedObject":{"kind":"Node","name":"node-a","uid":"node-a"},"kind":"Event","lastTimestamp":"2025-06-24T18:49:43Z","message":"Memory cgroup out of memory: Killed process 68061 (stress) total-vm:4195088kB, anon-rss:2884696kB, file-rss:288kB, shmem-rss:0kB, UID:0 pgtables:5696kB oom_score_adj:872","reason":"OOMKilling","source":{"component":"kernel-monitor","host":"node-a"},"type":"Warning"}',
      fact: {
        type: 'npd.oom',
        stamp: datedStamp('2025-06-24T18:49:43Z', Date.UTC(2025, 5, 24, 18, 49, 43), 0, 1000),
        pid: 68061,
        name: 'stress',
        seenAt: Date.UTC(2025, 5, 24, 18, 49, 43),
      },
    },
  ],
  nearMisses: [
    {
      message:
        '{"kind":"Event","reason":"TaskHung","message":"task \\"OOMKilling\\" blocked for more than 120 seconds"}',
      because: 'another event',
    },
    {
      message:
        'I1012 18:55:03.087 1 log_monitor.go:79] Finish parsing log monitor config file /config/kernel-monitor.json: {WatcherConfig:{Plugin:kmsg} Rules:[{Type:temporary Reason:OOMKilling Pattern:Killed process \\d+ (.+) total-vm:\\d+kB, anon-rss:\\d+kB, file-rss:\\d+kB.*}]}',
      because: 'it is the configuration',
    },
    {
      message:
        'I1012 19:00:20.884452    3240 log_monitor.go:160] New status generated: &{Source:kernel-monitor Events:[{Severity:warn Timestamp:2023-10-12 19:00:20.43504385 +0000 UTC m=+8477.413334661 Reason:TaskHung Message:task java:21874 blocked for more than 120 seconds.}] Conditions:[{Type:KernelDeadlock Status:False Transition:2023-10-12 19:39:03.087916354 +0000 UTC Reason:KernelHasNoDeadlock Message:kernel has no deadlock}]}',
      because: 'nobody was killed',
    },
  ],
}
