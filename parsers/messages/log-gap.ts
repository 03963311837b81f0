// Those who keep the log tell that lines are missing from it: journald, rsyslog, the kernel's printk and rate limits,
// audit. From here on the absence of a line proves nothing. rsyslog's `message repeated 5 times` is no gap.
import type { FactOf } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { LOG_KEEPERS } from '../shared/programs.js'

type Gap = FactOf['log.gap']

/** How many lines are gone, where it is told, stands in the group `lost`; whose they are in `from`. */
interface Shape {
  readonly text: RegExp
  /** Whose lines are missing, where the words say it by themselves. */
  readonly of: string | null
}

const SHAPES: readonly Shape[] = [
  // systemd-journald
  { text: /^Suppressed (?<lost>\d{1,12}) messages from (?<from>\S{1,250})$/, of: null },
  { text: /^Missed (?<lost>\d{1,12}) kernel messages$/, of: 'kernel' },
  { text: /^\/dev\/kmsg buffer overrun, some messages lost\.$/, of: 'kernel' },
  { text: /^Forwarding to syslog missed (?<lost>\d{1,12}) messages\.$/, of: null },
  // rsyslog, v8 and before
  {
    text: /^im(?:journal|uxsock|klog|tcp|udp)\b(?<from>[^\r\n]{0,250}): (?<lost>\d{1,12}) messages lost due to rate-limiting/,
    of: null,
  },
  {
    text: /^im(?:journal|uxsock|klog|tcp|udp)\b(?<from>[^\r\n]{0,250}): begin to drop messages due to rate-limiting/,
    of: null,
  },
  { text: /^imuxsock lost (?<lost>\d{1,12}) messages from pid \d{1,10} due to rate-limiting/, of: null },
  { text: /^imuxsock begins to drop messages from pid \d{1,10} due to rate-limiting/, of: null },
  // syslogd and BusyBox fold a line's repetitions away
  { text: /^last message repeated (?<lost>\d{1,9}) times?\.?$/, of: null },
  // the kernel
  { text: /^printk: (?<lost>\d{1,12}) messages dropped$/, of: 'kernel' },
  { text: /^\*\* (?<lost>\d{1,12}) printk messages dropped \*\*/, of: 'kernel' },
  { text: /^\w{0,32}audit\w{0,32}: (?<lost>\d{1,12}) callbacks suppressed$/, of: 'audit' },
  // what the network's own limit holds back never tells of a death
  { text: /^(?!net_ratelimit:)[A-Za-z_][\w.]{0,63}: (?<lost>\d{1,12}) callbacks suppressed$/, of: 'kernel' },
  { text: /^(?:audit: )?(?:backlog|rate) limit exceeded$/, of: 'audit' },
]

/** A unit, or the tag or program in what rsyslog names: `/system.slice/k3s.service`, ` from <node-a:k3s>`, `[pid: 7, name: /bin/k3s]`. */
function sourceOf(from: string | undefined): string | null {
  const last = /([^\s/:<>[\],]{1,128})[>\]]?$/.exec(from?.slice(-160) ?? '')?.[1]
  return last ?? null
}

const gap = (says: string, lost: number | null, of: string | null): Gap => ({
  type: 'log.gap',
  lost,
  of,
  says,
})

export const logGap: MessageParser = {
  id: 'log-gap',
  source: 'the log itself',
  reads: [
    { message: 'journald suppressed or missed messages', since: 'systemd 219' },
    { message: 'rsyslog drops messages because of its rate limit', since: 'rsyslog 5' },
    { message: 'the kernel dropped or suppressed messages', since: 'Linux 2.6' },
    { message: 'the audit backlog or rate limit was exceeded', since: 'Linux 2.6' },
  ],
  programs: LOG_KEEPERS,
  needles: [
    'Suppressed ',
    'last message repeated ',
    ' kernel messages',
    '/dev/kmsg buffer overrun',
    'Forwarding to syslog missed ',
    ' due to rate-limiting',
    'messages dropped',
    ' callbacks suppressed',
    ' limit exceeded',
  ],
  parse(message) {
    for (const { text, of } of SHAPES) {
      const m = text.exec(message)
      if (!m) continue
      const { lost, from } = m.groups ?? {}
      return gap(m[0], lost === undefined ? null : Number(lost), of ?? sourceOf(from))
    }
    return undefined
  },
  samples: [
    {
      message: 'Suppressed 2640 messages from /system.slice/kubelet.service',
      version: '219',
      fact: gap('Suppressed 2640 messages from /system.slice/kubelet.service', 2640, 'kubelet.service'),
    },
    {
      message: 'Suppressed 58 messages from containerd.service',
      version: '249',
      fact: gap('Suppressed 58 messages from containerd.service', 58, 'containerd.service'),
    },
    {
      message: 'Suppressed 640 messages from /',
      version: '219',
      fact: gap('Suppressed 640 messages from /', 640, null),
    },
    { message: 'Missed 312 kernel messages', fact: gap('Missed 312 kernel messages', 312, 'kernel') },
    {
      message: '/dev/kmsg buffer overrun, some messages lost.',
      fact: gap('/dev/kmsg buffer overrun, some messages lost.', null, 'kernel'),
    },
    {
      message: 'Forwarding to syslog missed 12 messages.',
      fact: gap('Forwarding to syslog missed 12 messages.', 12, null),
    },
    {
      message: 'imjournal: 5120 messages lost due to rate-limiting (20000 allowed within 600 seconds)',
      program: 'rsyslogd',
      version: '8.2102',
      fact: gap('imjournal: 5120 messages lost due to rate-limiting', 5120, null),
    },
    {
      message: 'imjournal: begin to drop messages due to rate-limiting',
      program: 'rsyslogd-2177',
      version: '7.4',
      fact: gap('imjournal: begin to drop messages due to rate-limiting', null, null),
    },
    {
      message: 'imjournal from <node-a:kubelet>: begin to drop messages due to rate-limiting',
      program: 'rsyslogd',
      version: '8.2102',
      fact: gap(
        'imjournal from <node-a:kubelet>: begin to drop messages due to rate-limiting',
        null,
        'kubelet',
      ),
    },
    {
      message:
        'imuxsock[pid: 57, name: /usr/bin/dockerd]: 1024 messages lost due to rate-limiting (200 allowed within 5 seconds)',
      program: 'rsyslogd',
      version: '8.2001',
      fact: gap(
        'imuxsock[pid: 57, name: /usr/bin/dockerd]: 1024 messages lost due to rate-limiting',
        1024,
        'dockerd',
      ),
    },
    {
      message: 'imuxsock begins to drop messages from pid 812 due to rate-limiting',
      program: 'rsyslogd-2177',
      version: '5.8',
      fact: gap('imuxsock begins to drop messages from pid 812 due to rate-limiting', null, null),
    },
    {
      message: 'printk: 17 messages dropped',
      program: 'kernel',
      fact: gap('printk: 17 messages dropped', 17, 'kernel'),
    },
    {
      message: '** 17 printk messages dropped **',
      program: 'kernel',
      version: '4.1 … 5.1',
      fact: gap('** 17 printk messages dropped **', 17, 'kernel'),
    },
    {
      message: 'do_general_protection: 24 callbacks suppressed',
      program: 'kernel',
      fact: gap('do_general_protection: 24 callbacks suppressed', 24, 'kernel'),
    },
    {
      message: 'kauditd_printk_skb: 5 callbacks suppressed',
      program: 'kernel',
      fact: gap('kauditd_printk_skb: 5 callbacks suppressed', 5, 'audit'),
    },
    {
      message: 'audit: backlog limit exceeded',
      program: 'kernel',
      fact: gap('audit: backlog limit exceeded', null, 'audit'),
    },
    {
      message: 'last message repeated 5 times',
      program: 'syslogd',
      fact: gap('last message repeated 5 times', 5, null),
    },
  ],
  nearMisses: [
    {
      message: 'message repeated 5 times: [ oom_reaper: reaped process 1452 (java)]',
      program: 'kernel',
      because: 'nothing is missing: the count is told',
    },
    {
      message: 'net_ratelimit: 12 callbacks suppressed',
      program: 'kernel',
      because: 'only lines about packets are held back',
    },
    {
      message: 'audit: audit_lost=1 audit_rate_limit=0 audit_backlog_limit=64',
      program: 'kernel',
      because: 'it stands beside the line that is read, and counts since boot',
    },
    { message: 'Journal stopped', because: 'an orderly end is no loss' },
    {
      message: 'Time jumped backwards, rotating.',
      because: 'the clock moved, nothing was lost',
    },
  ],
}
