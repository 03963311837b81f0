// earlyoom, a userspace OOM killer that watches the free memory of the node, since 1.0. It sends SIGTERM first and
// SIGKILL when memory runs lower: a victim may end with 143 or 0 as well as with 137, and the kernel prints nothing.
// In a dry run it prints the same line first and takes it back in the next one.
import { signalName } from '../../src/model/signal.js'
import type { FactOf } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { EARLYOOM } from '../shared/programs.js'

const SENDING = /^sending (SIGTERM|SIGKILL) to process (\d{1,10}) (?:uid \d{1,10} )?"/
/** What closes the name: 15 characters at most, too few to hold it. */
const NAME_END = /": (?:badness|oom_score) -?\d{1,6}, /
const RSS = /VmRSS:? (\d{1,12}) MiB/
const QUOTED = /^Killing process '(.{0,64})' with signal (\d{1,2}), pid: (\d{1,10}), badness: -?\d{1,6}, /
const PLAIN = /^Killing process (\d{1,10}) ([^\s(]\S{0,14})$/

function kill(pid: string, name: string, signal: string | null, rest: string): FactOf['earlyoom.kill'] {
  const mib = RSS.exec(rest)?.[1]
  return {
    type: 'earlyoom.kill',
    pid: Number(pid),
    name,
    signal,
    rssBytes: mib === undefined ? null : Number(mib) * 1024 ** 2,
  }
}

/** 1.3 and newer. */
function readSending(message: string): FactOf['earlyoom.kill'] | undefined {
  const head = SENDING.exec(message)
  if (!head) return undefined
  const behind = message.slice(head[0].length)
  const end = NAME_END.exec(behind)
  if (!end) return undefined
  const numbers = behind.slice(end.index + end[0].length).split(', cmdline "', 1)[0] ?? ''
  return kill(head[2] ?? '', behind.slice(0, end.index), head[1] ?? null, numbers)
}

export const earlyoomKill: MessageParser = {
  id: 'earlyoom-kill',
  source: 'earlyoom',
  reads: [
    { message: 'a process was sent SIGTERM or SIGKILL because memory was low', since: 'earlyoom 1.0' },
    { message: 'a dry run: the signal was not sent', since: 'earlyoom 1.6' },
  ],
  programs: EARLYOOM,
  needles: [
    'sending SIGTERM to process ',
    'sending SIGKILL to process ',
    'Killing process ',
    'dryrun, not actually',
  ],
  parse(message) {
    if (message.startsWith('dryrun, not actually sending any signal')) return { type: 'earlyoom.dry_run' }
    const sending = readSending(message)
    if (sending) return sending
    const quoted = QUOTED.exec(message)
    if (quoted) {
      const [head, name = '', signal, pid = ''] = quoted
      return kill(pid, name, signalName(Number(signal)) ?? null, message.slice(head.length))
    }
    const plain = PLAIN.exec(message)
    return plain ? kill(plain[1] ?? '', plain[2] ?? '', null, '') : undefined
  },
  samples: [
    {
      message: 'Killing process 31870 indexer',
      version: '1.0',
      fact: { type: 'earlyoom.kill', pid: 31870, name: 'indexer', signal: null, rssBytes: null },
    },
    {
      message: "Killing process 'indexer' with signal 15, pid: 31870, badness: 812, VmRSS: 3071 MiB",
      version: '1.2',
      fact: {
        type: 'earlyoom.kill',
        pid: 31870,
        name: 'indexer',
        signal: 'SIGTERM',
        rssBytes: 3_220_176_896,
      },
    },
    {
      message: 'sending SIGKILL to process 21874 "java": badness 812, VmRSS 3071 MiB',
      version: '1.3',
      fact: { type: 'earlyoom.kill', pid: 21874, name: 'java', signal: 'SIGKILL', rssBytes: 3_220_176_896 },
    },
    {
      message: 'sending SIGTERM to process 21874 uid 1000 "java": badness 987, VmRSS 3071 MiB',
      version: '1.4 … 1.7',
      fact: { type: 'earlyoom.kill', pid: 21874, name: 'java', signal: 'SIGTERM', rssBytes: 3_220_176_896 },
    },
    {
      message:
        'sending SIGTERM to process 21874 uid 0 "a "b": x, 1": oom_score 987, VmRSS 10 MiB, cmdline "a, VmRSS 99 MiB"',
      version: '1.8',
      fact: {
        type: 'earlyoom.kill',
        pid: 21874,
        name: 'a "b": x, 1',
        signal: 'SIGTERM',
        rssBytes: 10_485_760,
      },
    },
    {
      message:
        'sending SIGKILL to process 21874 uid 1000 "java": oom_score 987, oom_score_adj 300, VmRSS 3071 MiB, cmdline "java -jar app.jar"',
      version: '1.9',
      fact: { type: 'earlyoom.kill', pid: 21874, name: 'java', signal: 'SIGKILL', rssBytes: 3_220_176_896 },
    },
    {
      message: 'dryrun, not actually sending any signal',
      version: '1.6',
      fact: { type: 'earlyoom.dry_run' },
    },
  ],
  nearMisses: [
    {
      message: 'sending SIGTERM when mem <= 10.00% and swap <= 10.00%,',
      because: 'it is the limit, told at start',
    },
    { message: 'kill failed: Operation not permitted', because: 'nothing was killed' },
    {
      message: 'low memory! at or below SIGTERM limits: mem 10.00%, swap 10.00%',
      because: 'the victim is named in the next line',
    },
    { message: 'escalating to SIGKILL after 2.8 seconds', because: 'it names no process' },
    {
      message: 'sending SIGKILL to process 21874 uid 1000 "java',
      because: 'it is cut inside the name',
    },
    {
      message: 'Killing process 7231 (containerd-shim) with signal SIGKILL.',
      because: "it is systemd's, without the unit in front",
    },
    { message: 'process 31870 exited after 2.8 seconds', because: 'the kill stands in the line before' },
  ],
}
