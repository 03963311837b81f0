// No envelope, or none that is known: `journalctl -o cat`, containerd.log and kubelet.log of k3s and RKE2,
// lines copied out of tickets, the tail of a line that was cut. Stands last in the list and opens every line.
import type { Envelope } from '../../src/model/envelope.js'
import type { EnvelopeReader } from '../../src/model/parser.js'
import type { Stamp } from '../../src/model/stamp.js'
import { readAuditTime } from '../shared/audit.js'
import { envelopeOf } from '../shared/envelope.js'
import * as programs from '../shared/programs.js'
import { skipBlanks } from '../shared/blanks.js'
import { readMessage, readTag } from '../shared/syslog-tag.js'
import {
  datedStamp,
  readIso,
  readKlogTime,
  readSyslogTime,
  type StampAt,
  yearlessStamp,
} from '../shared/time.js'
import { readFullTime } from '../shared/zone-name.js'

const KNOWN: ReadonlySet<string> = new Set(Object.values(programs).flat())
/** How far from the front a message may begin: behind a name, a number, a cut envelope. */
const FRONT = 200

/**
 * Quoted in a mail or a ticket, indented in a list or a point of one, in a comment, numbered by `grep -n`, or with who printed
 * it as a vendor's kernel marks that. What a record goes on with stands farther in, or behind a TAB, and a value
 * of klog's closes in `> pod="…"`; JSON is left.
 */
const MARGIN =
  /^(?:(?:[>|] ?){1,8}[ \t]{0,8}(?!\w{1,40}=)| {2,8}| (?=[A-Za-z])| ?[*•-][ \t]{1,8}|\d{1,7}[:|-](?=[a-zA-Z])|\d{1,3}[.)] (?=[A-Z[])|\[\d{1,10}:[\w.:/-]{1,16}\](?=[A-Z]))(?=[^\s"{}])/
/** A kernel's stamp of which the front was not copied, or not all decimals, or in whose place `[...]` stands. */
const CUT_STAMP =
  /^(?:[\p{L}\d. ]{0,20}\d\d:\d\d:\d\d \d{4}\]|\[? {0,8}\d{0,12}\.\d{1,6}\]|\[ {0,8}\d{1,12}\](?= [\p{L}(])|\[(?:\.{3}|…)\]) /u

/** journalctl's first line (up to systemd 249): the year and zone of all that follow. */
const JOURNAL_BEGINS = /^-- (?:Logs begin|Journal begins) at /
/** talosctl writes the node, as it was asked for, before each line of a service's log: its address, or its name. */
const NODE =
  /^((?:\d{1,3}\.){3}\d{1,3}|(?=[\da-f:]{1,30}::)[\da-f:]{3,39}|[\w.-]{1,253}(?=: \{"(?:ts|level)":)): /
const KERNEL = /^(?:([\w.-]+) )?kernel: /
/** As rsyslog's file of CentOS 7 has it, without a number. */
const SYSTEMD = /^(?:([\w.-]+) )?systemd: /
/**
 * The kernel's name in whatever record has a time in front, no other program's name, and the kernel's stamp behind: columns
 * of a table, a logger's own shape.
 */
const NAMED_KERNEL =
  /^(?=.{0,100}\d:\d\d)(?:[^"'=:{}]|:(?! )){1,120}?[\]\s,;|]kernel[:,;|\s]{1,3}(?=\[ {0,8}\d{1,12}\.\d{6}\] )/
/** The host before a tag: a copy that lost all times. */
const HOST = /^([\w.-]{1,253}) (?=[\w.@-]{1,128}\[\d{1,10}\]: )/

/** A time before host and tag as somebody's own template, table or page has it, or what is left of one that lost its date. */
const OTHER_TIME =
  /^[[(]?[\p{L}\d./:,@+ -]{0,40}?\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?[AP]M)?(?:Z| ?[+-]\d\d:?\d\d)?[\])]? (?=traps: |(?:[\w.-]{1,253} )?(?:kernel|systemd): |[\w.-]{1,253} [\w.@-]{1,128}\[\d{1,10}\]: )/u

/** What a program's own words begin with, a part of it that is quick to find, and how the time in it is read. */
const STARTS: readonly {
  readonly holds: string
  readonly shape: RegExp
  readonly stamp?: (text: string, at: number) => StampAt | undefined
}[] = [
  {
    holds: '] ',
    shape: /[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{6} +(?:\d+ )?[\w.-]+:\d+\] /,
    stamp: (text, at) => readKlogTime(text, at + 1),
  },
  { holds: 'time="', shape: /time="\d{4}-[^"]{1,40}" level=/, stamp: (text, at) => readIso(text, at + 6) },
  // logrus at a terminal: `INFO[2019-05-22T14:02:31.910676430+02:00] shim reaped`
  {
    holds: '[2',
    shape: /(?:TRAC|DEBU|INFO|WARN|ERRO|FATA|PANI)\[2\d{3}-/,
    stamp: (text, at) => readIso(text, at + 5),
  },
  // a logfmt line whose front was cut off
  { holds: ' level=', shape: /(?<= )level=(?:trace|debug|info|warn|warning|error|fatal|panic) msg=/ },
]

/** Where the program's own words begin, and the time they begin with. */
function findStart(text: string): { at: number; stamp: Stamp | null } {
  const front = text.slice(0, FRONT)
  let found: { at: number; stamp: Stamp | null } | undefined
  for (const { holds, shape, stamp } of STARTS) {
    const at = front.includes(holds) ? front.search(shape) : -1
    if (at >= 0 && (!found || at < found.at)) found = { at, stamp: stamp?.(text, at)?.stamp ?? null }
  }
  return found ?? { at: 0, stamp: null }
}

function openBare(line: string): Envelope {
  const text = line.slice(MARGIN.exec(line)?.[0].length ?? 0)
  const [front, node] = NODE.exec(text) ?? []
  if (front !== undefined && node !== undefined && !KNOWN.has(node)) {
    return { ...openLine(text.slice(front.length)), host: node }
  }
  const time = OTHER_TIME.exec(text)?.[0]
  return time === undefined ? openLine(text) : openTimed(text, time)
}

/** What stands behind a time, which is taken where it is one of those that syslog or ISO 8601 knows. */
function openTimed(text: string, time: string): Envelope {
  const rest = text.slice(time.length)
  const systemd = SYSTEMD.exec(rest)
  const opened = systemd
    ? envelopeOf('bare', {
        host: systemd[1] ?? null,
        ...readMessage({ program: 'systemd', pid: null }, rest.slice(systemd[0].length)),
      })
    : openLine(rest)
  const at = /^[[(]/.test(time) ? 1 : 0
  const read = readIso(text, at) ?? readSyslogTime(text, at)
  const isWhole = read !== undefined && /^[\])]? $/.test(time.slice(read.end))
  return opened.stamp || !isWhole ? opened : { ...opened, stamp: read.stamp }
}

/** What stands behind the tag of a known program, which begins at `at`. */
function openTagged(text: string, at: number): Envelope | undefined {
  const tag = readTag(text, at)
  if (!tag || tag.pid === null || !KNOWN.has(tag.program)) return undefined
  return envelopeOf('bare', readMessage(tag, text.slice(tag.end)))
}

function openLine(text: string): Envelope {
  const tagged = openTagged(text, skipBlanks(text, 0))
  if (tagged) return tagged
  const cut = CUT_STAMP.exec(text)
  if (cut) {
    return envelopeOf('bare', readMessage({ program: 'kernel', pid: null }, text.slice(cut[0].length)))
  }
  const kernel = KERNEL.exec(text)
  if (kernel) {
    return envelopeOf('bare', {
      host: kernel[1] ?? null,
      ...readMessage({ program: 'kernel', pid: null }, text.slice(kernel[0].length)),
    })
  }
  const named = text.includes('kernel') ? NAMED_KERNEL.exec(text) : null
  if (named) {
    return envelopeOf('bare', readMessage({ program: 'kernel', pid: null }, text.slice(named[0].length)))
  }
  const begins = JOURNAL_BEGINS.exec(text)
  if (begins) {
    return envelopeOf('bare', { stamp: readFullTime(text, begins[0].length)?.stamp ?? null, message: text })
  }
  const { at, stamp } = findStart(text)
  const host = at === 0 ? HOST.exec(text)?.[1] : undefined
  const timeless = host === undefined ? undefined : openTagged(text, host.length + 1)
  if (timeless && host !== undefined) return { ...timeless, host }
  const body = readMessage({ program: null, pid: null }, text.slice(at))
  return envelopeOf('bare', body, stamp ?? readAuditTime(body.message))
}

export const bare: EnvelopeReader = {
  id: 'bare',
  describe: 'no envelope: the line is the message',
  open: openBare,
  wrap: (message) => message,
  samples: [
    {
      text: 'Memory cgroup out of memory: Killed process 21874 (java) total-vm:1kB',
      envelope: envelopeOf('bare', {
        message: 'Memory cgroup out of memory: Killed process 21874 (java) total-vm:1kB',
      }),
    },
    {
      text: '    audit: type=1326 audit(1430766107.122:16): pid=1491 comm="env" sig=31',
      envelope: envelopeOf('bare', {
        message: 'audit: type=1326 audit(1430766107.122:16): pid=1491 comm="env" sig=31',
        stamp: datedStamp('1430766107.122', 1430766107122, 0, 1),
      }),
    },
    {
      text: 'node=node-a type=ANOM_ABEND msg=audit(1522102229.772:2026): pid=1784 comm="app" sig=6',
      envelope: envelopeOf('bare', {
        message: 'node=node-a type=ANOM_ABEND msg=audit(1522102229.772:2026): pid=1784 comm="app" sig=6',
        stamp: datedStamp('1522102229.772', 1522102229772, 0, 1),
      }),
    },
    {
      text: 'type=SECCOMP msg=audit(08/05/2026 11:52:07.114:3319) : pid=52140 comm=sh sig=SIGSYS',
      envelope: envelopeOf('bare', {
        message: 'type=SECCOMP msg=audit(08/05/2026 11:52:07.114:3319) : pid=52140 comm=sh sig=SIGSYS',
      }),
    },
    ...['- ', '* ', ' *\t\t', '• ', '2. '].map((mark) => ({
      text: `${mark}Out of memory: Killed process 21874 (java)`,
      envelope: envelopeOf('bare', { message: 'Out of memory: Killed process 21874 (java)' }),
    })),
    ...[' > pod="web-2"', '> pod="web-2"', '\tOut of memory: Killed process 21874 (java)'].map((text) => ({
      text,
      envelope: envelopeOf('bare', { message: text }),
    })),
    {
      text: 'kubelet[1121]: I0412 16:34:28.356083    1121 kubelet.go:1868] SyncLoop (UPDATE, "api"): "web-2"',
      envelope: envelopeOf('bare', {
        program: 'kubelet',
        pid: 1121,
        message: 'I0412 16:34:28.356083    1121 kubelet.go:1868] SyncLoop (UPDATE, "api"): "web-2"',
      }),
    },
    {
      text: '46948 I0617 03:05:13.803095    5478 eviction_manager.go:346] eviction manager: must evict pod(s)',
      envelope: envelopeOf('bare', {
        stamp: yearlessStamp('0617 03:05:13.803095', Date.UTC(2000, 5, 17, 3, 5, 13) + 803.095, 0.001),
        message: 'I0617 03:05:13.803095    5478 eviction_manager.go:346] eviction manager: must evict pod(s)',
      }),
    },
    {
      text: '  12 I0617 03:05:13.803095 eviction_manager.go:346] eviction manager: must evict pod(s)',
      envelope: envelopeOf('bare', {
        stamp: yearlessStamp('0617 03:05:13.803095', Date.UTC(2000, 5, 17, 3, 5, 13) + 803.095, 0.001),
        message: 'I0617 03:05:13.803095 eviction_manager.go:346] eviction manager: must evict pod(s)',
      }),
    },
    {
      text: 'time="2026-01-28T15:25:16.5Z" level=info msg="shim disconnected"',
      envelope: envelopeOf('bare', {
        stamp: datedStamp('2026-01-28T15:25:16.5Z', Date.UTC(2026, 0, 28, 15, 25, 16, 500), 0, 100),
        message: 'time="2026-01-28T15:25:16.5Z" level=info msg="shim disconnected"',
      }),
    },
    {
      text: 'INFO[2019-05-22T14:02:31.91+02:00] shim reaped    id=22aa3aa2',
      envelope: envelopeOf('bare', {
        stamp: datedStamp('2019-05-22T14:02:31.91+02:00', Date.UTC(2019, 4, 22, 14, 2, 31, 910), 120, 10),
        message: 'INFO[2019-05-22T14:02:31.91+02:00] shim reaped    id=22aa3aa2',
      }),
    },
    {
      text: 'T14:14:36.809200001+07:00" level=info msg="StartContainer returns successfully"',
      envelope: envelopeOf('bare', { message: 'level=info msg="StartContainer returns successfully"' }),
    },
    {
      text: '-- Logs begin at Mon 2024-02-26 08:00:01 CET, end at Mon 2024-03-04 09:20:00 CET. --',
      envelope: envelopeOf('bare', {
        stamp: datedStamp('Mon 2024-02-26 08:00:01 CET', Date.UTC(2024, 1, 26, 8, 0, 1), 60, 1000),
        message: '-- Logs begin at Mon 2024-02-26 08:00:01 CET, end at Mon 2024-03-04 09:20:00 CET. --',
      }),
    },
    {
      text: 'node-a kubelet[7082]: I 7082 eviction_manager.go:341] eviction manager: must evict pod(s)',
      envelope: envelopeOf('bare', {
        host: 'node-a',
        program: 'kubelet',
        pid: 7082,
        message: 'I 7082 eviction_manager.go:341] eviction manager: must evict pod(s)',
      }),
    },
    {
      text: 'node-a kernel: [ 1611.175045] traps: python[8844] trap invalid opcode ip:1 sp:2 error:0',
      envelope: envelopeOf('bare', {
        host: 'node-a',
        program: 'kernel',
        sinceBoot: 1611.175045,
        message: 'traps: python[8844] trap invalid opcode ip:1 sp:2 error:0',
      }),
    },
    ...['Nov 23 02:20:01\tnode-a\tkernel:\t', '02:20:01.5 node-a kernel, '].map((front) => ({
      text: `${front}[ 1611.175045] Out of memory: Killed process 21874 (java)`,
      envelope: envelopeOf('bare', {
        program: 'kernel',
        sinceBoot: 1611.175045,
        message: 'Out of memory: Killed process 21874 (java)',
      }),
    })),
    {
      text: '[Nov 23 02:20:01] kernel: [ 1611.175045] Out of memory: Killed process 21874 (java)',
      envelope: envelopeOf('bare', {
        stamp: yearlessStamp('Nov 23 02:20:01', Date.UTC(2000, 10, 23, 2, 20, 1), 1000),
        program: 'kernel',
        sinceBoot: 1611.175045,
        message: 'Out of memory: Killed process 21874 (java)',
      }),
    },
    ...['02:20:01 node-a app: kernel: ', '02:20:01 said="kernel: ', 'says the kernel: '].map((front) => ({
      text: `${front}[ 1611.175045] Out of memory: Killed process 21874 (java)`,
      envelope: envelopeOf('bare', {
        message: `${front}[ 1611.175045] Out of memory: Killed process 21874 (java)`,
      }),
    })),
    {
      text: '20:53:13 node-a kernel: my_app[1880271]: segfault at 39 ip 1 sp 2 error 4',
      envelope: envelopeOf('bare', {
        host: 'node-a',
        program: 'kernel',
        message: 'my_app[1880271]: segfault at 39 ip 1 sp 2 error 4',
      }),
    },
    ...[
      '2024/03/04 09:17:07 ',
      'Mar 4, 2024 @ 09:17:07.123 ',
      '4 Mar 09:17:07 ',
      '(03/04/24 09:17:07 PM) ',
    ].map((time) => ({
      text: `${time}node-a kernel: Out of memory: Killed process 21874 (java)`,
      envelope: envelopeOf('bare', {
        host: 'node-a',
        program: 'kernel',
        message: 'Out of memory: Killed process 21874 (java)',
      }),
    })),
    {
      text: '[2024-03-04 09:17:07] node-a kernel: Out of memory: Killed process 21874 (java)',
      envelope: envelopeOf('bare', {
        stamp: datedStamp('2024-03-04 09:17:07', Date.UTC(2024, 2, 4, 9, 17, 7), null, 1000),
        host: 'node-a',
        program: 'kernel',
        message: 'Out of memory: Killed process 21874 (java)',
      }),
    },
    {
      text: '[Mar  4 09:17:07] node-a systemd[1]: x.scope: Succeeded.',
      envelope: envelopeOf('bare', {
        stamp: yearlessStamp('Mar  4 09:17:07', Date.UTC(2000, 2, 4, 9, 17, 7), 1000),
        host: 'node-a',
        program: 'systemd',
        pid: 1,
        message: 'x.scope: Succeeded.',
      }),
    },
    {
      text: "19:30:42 systemd: x.scope: Failed with result 'timeout'.",
      envelope: envelopeOf('bare', {
        program: 'systemd',
        message: "x.scope: Failed with result 'timeout'.",
      }),
    },
    {
      text: '09:17:07 traps: python3[4449] general protection fault',
      envelope: envelopeOf('bare', { message: 'traps: python3[4449] general protection fault' }),
    },
    ...['said at 09:17:07: node-a kernel: ', 'x=09:17:07 node-a kernel: '].map((front) => ({
      text: `${front}Out of memory: Killed process 21874 (java)`,
      envelope: envelopeOf('bare', {
        message: `${front}Out of memory: Killed process 21874 (java)`,
      }),
    })),
    {
      text: '02:20:01.5 node-a conmon[1744]: conmon 1a029d43f0e76a2d520a <ninfo>: container 1753 exited with status 139',
      envelope: envelopeOf('bare', {
        host: 'node-a',
        program: 'conmon',
        pid: 1744,
        message: 'conmon 1a029d43f0e76a2d520a <ninfo>: container 1753 exited with status 139',
      }),
    },
    {
      text: '10.5.0.2: {"ts":1709543827123.4,"caller":"kubelet/kubelet.go:1","msg":"SyncLoop ADD"}',
      envelope: envelopeOf('bare', {
        host: '10.5.0.2',
        message: '{"ts":1709543827123.4,"caller":"kubelet/kubelet.go:1","msg":"SyncLoop ADD"}',
      }),
    },
    {
      text: 'node-a.test: {"ts":1709543827123.4,"caller":"kubelet/kubelet.go:1","msg":"SyncLoop ADD"}',
      envelope: envelopeOf('bare', {
        host: 'node-a.test',
        message: '{"ts":1709543827123.4,"caller":"kubelet/kubelet.go:1","msg":"SyncLoop ADD"}',
      }),
    },
    {
      text: 'kubelet: {"ts":1709543827123.4,"caller":"kubelet/kubelet.go:1","msg":"SyncLoop ADD"}',
      envelope: envelopeOf('bare', {
        message: 'kubelet: {"ts":1709543827123.4,"caller":"kubelet/kubelet.go:1","msg":"SyncLoop ADD"}',
      }),
    },
    {
      text: 'fd00:4::2: time="2026-01-28T15:25:16.5Z" level=info msg="shim disconnected"',
      envelope: envelopeOf('bare', {
        stamp: datedStamp('2026-01-28T15:25:16.5Z', Date.UTC(2026, 0, 28, 15, 25, 16, 500), 0, 100),
        host: 'fd00:4::2',
        message: 'time="2026-01-28T15:25:16.5Z" level=info msg="shim disconnected"',
      }),
    },
    ...[' ', '- ', '12:', '9-', '[3701:11_see]'].map((margin) => ({
      text: `${margin}Out of memory: Killed process 21874 (java) total-vm:1kB`,
      envelope: envelopeOf('bare', { message: 'Out of memory: Killed process 21874 (java) total-vm:1kB' }),
    })),
    {
      text: '> | Out of memory: Killed process 21874 (java) total-vm:1kB',
      envelope: envelopeOf('bare', { message: 'Out of memory: Killed process 21874 (java) total-vm:1kB' }),
    },
    {
      text: 'kernel:  oom_reaper: reaped process 21874 (java), now anon-rss:0kB',
      envelope: envelopeOf('bare', {
        program: 'kernel',
        message: 'oom_reaper: reaped process 21874 (java), now anon-rss:0kB',
      }),
    },
    {
      text: '   kernel: oom_reaper: reaped process 21874 (java), now anon-rss:0kB',
      envelope: envelopeOf('bare', {
        program: 'kernel',
        message: 'oom_reaper: reaped process 21874 (java), now anon-rss:0kB',
      }),
    },
    {
      text: '611.175045] java invoked oom-killer: gfp_mask=0xd0, order=0, oom_score_adj=0',
      envelope: envelopeOf('bare', {
        program: 'kernel',
        message: 'java invoked oom-killer: gfp_mask=0xd0, order=0, oom_score_adj=0',
      }),
    },
    {
      text: '[ 8523.347] Out of memory: Killed process 21874 (java) total-vm:1kB',
      envelope: envelopeOf('bare', {
        program: 'kernel',
        message: 'Out of memory: Killed process 21874 (java) total-vm:1kB',
      }),
    },
    ...['[8523] ', '[  8523] ', '[...] ', '[…] '].map((mark) => ({
      text: `${mark}app[21874]: segfault at 0 ip 1 sp 2 error 4 in app[3+4]`,
      envelope: envelopeOf('bare', {
        program: 'kernel',
        message: 'app[21874]: segfault at 0 ip 1 sp 2 error 4 in app[3+4]',
      }),
    })),
    ...['[  8523]     0  8523      257', '[ 8523] 65534  8523      257'].map((row) => ({
      text: `${row}        1    32768        0          -998 pause`,
      envelope: envelopeOf('bare', { message: `${row}        1    32768        0          -998 pause` }),
    })),
    {
      text: 'Mon Mar  4 09:17:07 2024] oom_reaper: reaped process 21874 (java), now anon-rss:0kB',
      envelope: envelopeOf('bare', {
        program: 'kernel',
        message: 'oom_reaper: reaped process 21874 (java), now anon-rss:0kB',
      }),
    },
    {
      text: '                                Out of memory: Killed process 21874 (java)',
      envelope: envelopeOf('bare', {
        message: '                                Out of memory: Killed process 21874 (java)',
      }),
    },
    {
      text: 'dockerd[2345]: segfault at 0 ip 1 sp 2 error 4 in dockerd[3+4]',
      envelope: envelopeOf('bare', {
        message: 'dockerd[2345]: segfault at 0 ip 1 sp 2 error 4 in dockerd[3+4]',
      }),
    },
    {
      text: 'kubelet.service: Main process exited, code=killed, status=9/KILL',
      envelope: envelopeOf('bare', {
        message: 'kubelet.service: Main process exited, code=killed, status=9/KILL',
      }),
    },
  ],
  nearMisses: [],
}
