/**
 * The kubelet's OOM watcher saw a kill in no container's cgroup (before 1.21, of any). Kubelet 1.7 and later, `-v=1`.
 *
 * At every start it tells those anew that the kernel's ring still holds: the time of death is the victim's, the line's is not.
 */
import type { MessageParser } from '../../src/model/parser.js'
import { integer } from '../shared/go-value.js'
import { klogStamp, printed, readKlog } from '../shared/klog.js'
import { KUBELET } from '../shared/programs.js'
import { epochOf, readIso } from '../shared/time.js'

const NEW = 'Got sys oom event'
const OLD = 'Got sys oom event: '

interface Instance {
  readonly pid: string | undefined
  readonly name: string | undefined
  readonly time: string
}

/** `{"Pid":1,"ProcessName":"x","TimeOfDeath":"…",…}`, `&{Pid:1 ProcessName:x TimeOfDeath:… ContainerName:/ …}`, `&{1 x 2026-… / / }`. */
function readInstance(event: string): Instance | undefined {
  if (event.startsWith('{"')) return fromJson(event)
  const pid = /^&\{(?:Pid:)?(\d{1,10}) /.exec(event)
  if (!pid) return undefined
  // A process name holds what it likes, but no whole time: it has 15 bytes.
  const named = event.lastIndexOf(' TimeOfDeath:')
  const time = named < 0 ? event.search(/ \d{4}-\d\d-\d\d \d\d:\d\d:\d\d/) : named
  if (time < 0) return undefined
  const name = event.slice(pid[0].length, time).replace(/^ProcessName:/, '')
  return { pid: pid[1], name, time: event.slice(named < 0 ? time + 1 : named + ' TimeOfDeath:'.length) }
}

function fromJson(event: string): Instance | undefined {
  try {
    const { Pid, ProcessName, TimeOfDeath } = JSON.parse(event) as Readonly<Record<string, unknown>>
    return {
      pid: String(Pid),
      name: typeof ProcessName === 'string' ? ProcessName : undefined,
      time: String(TimeOfDeath),
    }
  } catch {
    return undefined
  }
}

export const kubeletSystemOom: MessageParser = {
  id: 'kubelet-system-oom',
  source: 'kubelet',
  reads: [{ message: 'Got sys oom event', since: '1.7' }],
  programs: KUBELET,
  needles: [NEW],
  parse(message) {
    const klog = readKlog(message)
    if (!klog) return undefined
    const event =
      klog.text === NEW
        ? klog.get('event')
        : klog.text.startsWith(OLD)
          ? klog.text.slice(OLD.length)
          : undefined
    const instance = event === undefined ? undefined : readInstance(event)
    if (!instance) return undefined
    return {
      type: 'kubelet.system_oom',
      ...printed(klog, 1),
      pid: integer(instance.pid),
      name: instance.name || null,
      diedAt: epochOf(readIso(instance.time)?.stamp),
    }
  },
  samples: [
    {
      version: '1.16–1.20',
      message:
        'I1123 02:03:01.450699   26615 oom_watcher_linux.go:76] Got sys oom event: &{12906 memhog 2026-11-23 01:59:58.679349467 +0000 UTC m=-177.147488638 / / }',
      fact: {
        type: 'kubelet.system_oom',
        stamp: klogStamp('1123 02:03:01.450699'),
        verbosity: 1,
        pid: 12906,
        name: 'memhog',
        diedAt: Date.UTC(2026, 10, 23, 1, 59, 58) + 679.349467,
      },
    },
    {
      version: '1.21–1.27',
      message:
        'I1123 02:03:01.450699   26615 oom_watcher_linux.go:75] "Got sys oom event" event=&{Pid:12906 ProcessName:a b TimeOfDeath:2026-11-23 01:59:58.679349467 +0100 CET m=+7.147488638 ContainerName:/ VictimContainerName:/ Constraint:CONSTRAINT_NONE}',
      fact: {
        type: 'kubelet.system_oom',
        stamp: klogStamp('1123 02:03:01.450699'),
        verbosity: 1,
        pid: 12906,
        name: 'a b',
        diedAt: Date.UTC(2026, 10, 23, 0, 59, 58) + 679.349467,
      },
    },
    {
      version: '1.28',
      message:
        'I1123 02:03:01.450699   26615 oom_watcher_linux.go:79] "Got sys oom event" event={"Pid":12906,"ProcessName":"memhog","TimeOfDeath":"2026-11-23T01:59:58.679349467Z","ContainerName":"/","VictimContainerName":"/","Constraint":"CONSTRAINT_NONE"}',
      fact: {
        type: 'kubelet.system_oom',
        stamp: klogStamp('1123 02:03:01.450699'),
        verbosity: 1,
        pid: 12906,
        name: 'memhog',
        diedAt: Date.UTC(2026, 10, 23, 1, 59, 58) + 679.349467,
      },
    },
  ],
  nearMisses: [
    {
      message: 'I1123 02:03:01.457737   26615 manager.go:1203] Started watching for new ooms in manager',
      because: 'nobody died',
    },
  ],
}
