import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { envelopes, messages } from '../parsers/index.js'
import { createInterpreter } from '../src/events/interpret.js'
import { createOpener } from '../src/events/open.js'
import { joinWrapped, wrappingOf } from '../src/logs/wrapping.js'
import type { ScannedLine } from '../src/model/line-sink.js'
import { recordOf } from './log-record.js'
import { recordFormats } from './record-formats.js'
import { cid, exit, oomKill, pleg, RUNNING, taskOom } from './rule-cases/lines.js'
import { runCli } from './run-cli.js'

const APP = cid('a')
const LOG = [
  ...RUNNING,
  ...oomKill('10:00:30.5', { id: APP, pid: 1000 }),
  taskOom('10:00:30.6', APP),
  exit('10:00:30.7', APP, 137),
  pleg('10:00:31.2', 'ContainerDied', APP),
].map(recordOf)

/** As mail programs do: words as many as fit, one that is longer by itself. */
function fill(line: string, width: number): string[] {
  const lines: string[] = []
  let rest = line
  while (rest.length > width) {
    const fits = rest.lastIndexOf(' ', width)
    const at = fits > 0 ? fits : rest.indexOf(' ')
    if (at < 0) break
    lines.push(rest.slice(0, at))
    rest = rest.slice(at + 1)
  }
  return [...lines, rest]
}
/** As a window does. */
const cut = (line: string, width: number): string[] =>
  (line.match(new RegExp(`.{1,${width}}`, 'g')) ?? [line]).map((part) => part.trimEnd())

const broken = (text: string, how: typeof fill, width: number): string =>
  text
    .split('\n')
    .flatMap((line) => how(line, width))
    .join('\n')

const deathsIn = async (text: string) => {
  const { stdout } = await runCli(['timeline', '-o', 'json', '--reference-date', '2024-11-24'], text)
  const deaths: readonly Readonly<Record<string, unknown>>[] = JSON.parse(stdout)
  return deaths.map(({ evidence, ...death }) => ({
    ...death,
    evidence: Array.isArray(evidence) && evidence.length,
  }))
}

const formats = [
  'rsyslog, RFC 3164',
  'rsyslog, RFC 3339',
  'journalctl -o short-precise',
  'syslog with the year',
]

describe('a log whose lines were broken', () => {
  for (const { name, write } of recordFormats.filter((format) => formats.includes(format.name))) {
    const whole = write(LOG)
    for (const [how, width] of [
      [fill, 72],
      [fill, 76],
      [fill, 80],
      [fill, 120],
      [cut, 80],
      [cut, 134],
    ] as const)
      it(`${name}, ${how.name} at ${width}, gives the same terminations`, async () => {
        const text = broken(whole, how, width)
        expect(text).not.toBe(whole)
        expect(await deathsIn(text)).toEqual(await deathsIn(whole))
      })
  }

  it('is noticed where its lines flow, most of them broken at the same place', async () => {
    const lines = [
      '[  568.338593][ T4434] browser-bin[4434]: segfault at 0 ip ',
      '00005637c63f3f12 sp 00007fffa3766d00 error 4 in ',
      'browser-bin[5637c1c5a000+7823000]',
      '[  568.338601][ T4434] Code: ff ff 48 89 de e8 5e 92 74 fe 80 bd 97 fe ',
      'ff ff 00 79 0c 48 8b bd 80 fe ff ff e8 49 aa 21 fe 0f 28 05 92 88 b4 fa ',
      '0f 29 45 c0 <49> 8b 4d 00 48 8d 15 e3 2e 1b 03 48 89 c8 48 29 d0 48 c1 ',
      'c8 04 48',
    ]
    const { stdout } = await runCli(['events', '-o', 'ndjson'], `${lines.join('\n')}\n`)
    expect(JSON.parse(stdout.split('\n')[0] ?? '')).toMatchObject({
      type: 'kernel.fatal_signal',
      pid: 4434,
      detail: 'at 0 in browser-bin',
    })
  })

  it('is noticed where the window’s edge stands behind a backslash', async () => {
    const whole = recordFormats.find(({ name }) => name === formats[0])?.write(LOG) ?? ''
    const escaped = whole.split('\n').find((line) => line.indexOf('\\"') > 100) ?? ''
    const text = broken(whole, cut, escaped.indexOf('\\"') + 1)
    expect(text).toMatch(/\\$/m)
    expect(await deathsIn(text)).toEqual(await deathsIn(whole))
  })

  it('is noticed where the window’s edge stands behind a comma of a kill’s fields', async () => {
    const whole = recordFormats.find(({ name }) => name === formats[0])?.write(LOG) ?? ''
    const fields = whole.split('\n').find((line) => line.includes('oom-kill:constraint=')) ?? ''
    const text = broken(whole, cut, fields.indexOf(',', 80) + 1)
    expect(text).toMatch(/oom-kill:constraint=.*,$/m)
    expect(await deathsIn(text)).toEqual(await deathsIn(whole))
  })

  it('is noticed where a mail quotes it', async () => {
    const whole = recordFormats.find(({ name }) => name === formats[0])?.write(LOG) ?? ''
    const quoted = broken(whole.trimEnd(), fill, 72).replaceAll(/^/gm, '> > ')
    expect(await deathsIn(`${quoted}\n`)).toEqual(await deathsIn(whole))
  })

  it('is noticed where lines end one short of the longest, which is whole', async () => {
    const text = [
      'bal. 27 16:30:40 node-a kernel: amdgpu 0000:08:00.0: GPU reset(2) succeed!',
      'bal. 27 16:30:41 node-a audit[2071]: ANOM_ABEND auid=42949672 uid=0 gid=0',
      'ses=429496729 pid=2071 comm="Xorg" exe="/usr/lib/Xorg" sig=11 res=1',
      'bal. 27 16:30:42 node-a audit[2082]: ANOM_ABEND auid=42949672 uid=0 gid=0',
      'ses=429496729 pid=2082 comm="Xorg" exe="/usr/lib/Xorg" sig=11 terminal=1',
      'resolution=1',
      '',
    ]
    const { stdout } = await runCli(['events', '--reference-date', '2024-11-24'], text.join('\n'))
    expect(stdout).toContain('"pid":2071')
  })

  const eventsOf = async (lines: readonly string[]) => {
    const { stdout } = await runCli(['events', '-o', 'ndjson'], `${lines.join('\n')}\n`)
    return stdout
      .trimEnd()
      .split('\n')
      .map((line): Readonly<Record<string, unknown>> => JSON.parse(line))
      .filter(({ type }) => String(type).startsWith('kernel.'))
  }

  it('is noticed where a record of one long word is whole', async () => {
    const lines = [
      '[  804.310397] oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/,task=eater,pid=3261,uid=0',
      '[  804.322751] Out of memory: Killed process 3261 (eater)',
      'total-vm:18905540kB, anon-rss:13397556kB, file-rss:0kB, shmem-rss:0kB,',
      'UID:0 pgtables:26308kB oom_score_adj:0',
      '[  806.652952] oom_reaper: reaped process 3261 (eater), now',
      'anon-rss:0kB, file-rss:0kB, shmem-rss:0kB',
    ]
    expect((await eventsOf(lines))[0]).toMatchObject({ victim: { pid: 3261, rssBytes: 13397556 * 1024 } })
  })

  it('is noticed between what systemd writes to a console', async () => {
    const lines = [
      '[   27.359988] audit: type=1701 audit(1648621070.228:22):',
      'auid=4294967295 uid=0 gid=0 ses=4294967295 pid=313 comm="(spatcher)"',
      'exe="/lib/systemd/systemd" sig=6 res=1',
      '[  OK  ] Reached target Network.',
      '         Starting DNS forwarder and DHCP server...',
    ]
    expect(await eventsOf(lines)).toMatchObject([{ pid: 313, signal: 6 }])
  })

  it('is noticed where what is left of each line is set in', async () => {
    const text = [
      'Mar  4 09:17:07 node-a systemd-oomd[581]: Killed',
      '  /user.slice/user-1000.slice/user@1000.service/app.slice/shell.scope',
      '  due to memory pressure for /user.slice/user-1000.slice/user@1000.service',
      '  being 86.80% > 50.00% for > 20s with reclaim activity',
      '',
      'kernel: oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),',
      '  oom_memcg=/shop,task_memcg=/shop/web,',
      '  task=java,pid=21874,uid=0',
      'kernel: Memory cgroup out of memory: Killed process 21874 (java)',
      '  total-vm:4831232kB, anon-rss:1965320kB, file-rss:18044kB,',
      '  oom_score_adj:968',
      '',
    ]
    const { stdout } = await runCli(['events', '--reference-date', '2024-11-24'], text.join('\n'))
    const told = stdout
      .trim()
      .split('\n')
      .map((record): Readonly<Record<string, unknown>> => JSON.parse(record))
    expect(told.filter(({ type }) => !String(type).startsWith('log.'))).toMatchObject([
      { line: 1, node: 'node-a', cgroup: { path: expect.stringMatching(/shell\.scope$/) } },
      { line: 9, victim: { pid: 21874 }, oomScoreAdj: 968, oomCgroup: '/shop' },
    ])
  })

  it('is not noticed in what stands below a line that has told all of its own', () => {
    const lines = [
      'kernel: app[21874]: segfault at 0 ip 1 sp 2 error 4',
      '  in libc.so[3+4] of another',
      'kernel: Memory cgroup out of memory: Killed process 21875 (java)',
      '  total-vm:4831232kB, anon-rss:1965320kB, file-rss:18044kB, oom_score_adj:968',
      '',
    ]
    const wrapped = (some: readonly string[]) =>
      wrappingOf(some, createOpener(envelopes), createInterpreter(messages))
    expect(wrapped(lines)).toBeNull()
    expect(wrapped(lines.slice(2))).not.toBeNull()
  })

  it('each line stands where its first part stood, and is as it was', () => {
    const lines = (recordFormats.find(({ name }) => name === formats[0])?.write(LOG) ?? '')
      .trimEnd()
      .split('\n')
    const opener = createOpener(envelopes)
    const parts = lines.map((line) => fill(line, 76))
    const wrapping = wrappingOf(parts.flat(), opener, createInterpreter(messages))
    if (!wrapping) throw new Error('it was not noticed')
    const given: ScannedLine[] = []
    const sink = joinWrapped(wrapping, {
      line: (line) => (given.push(line), 'hits'),
      problem: () => undefined,
    })
    for (const [index, text] of parts.flat().entries())
      sink.line({ file: 'f', number: index + 1, offset: index, text, hit: false })
    sink.end()
    const blanks = (text: string) => text.replace(/ +/g, ' ')
    expect(given.map(({ text }) => blanks(text))).toEqual(lines.map(blanks))
    expect(given.map(({ number }) => number)).toEqual(
      parts.map((_, n) => parts.slice(0, n).flat().length + 1),
    )
  })
})

describe('lines that are left as they are', () => {
  const opener = createOpener(envelopes)
  const wrapping = (text: string) => wrappingOf(text.split('\n'), opener, createInterpreter(messages))
  const HEAD = 'Mar  4 09:17:07 node-a kubelet[955]: '

  it.each(['eviction', 'exit-0', 'grace-expired', 'memory-limit', 'pod-limit'])(
    'samples/%s.syslog',
    (name) => {
      expect(wrapping(readFileSync(`samples/${name}.syslog`, 'utf8'))).toBeNull()
    },
  )

  it('of which the second is another envelope’s, nearly as long', () => {
    const text = [
      'May 21 19:20:00 am335x-evm kernel: Booting Linux on physical CPU 0x0',
      'May 21 19:25:00 am335x-evm user.alert kernel: [GPS] Fix State 1 -> 0.',
      '',
    ]
    expect(wrapping(text.join('\n'))).toBeNull()
  })

  it('of which one could have held the next one’s first word', () => {
    const long = `${HEAD}${'word '.repeat(8)}`.trim()
    expect(wrapping(`${long} ${'x'.repeat(10)}\nrest of it\n${HEAD}short\nnot its rest`)).toBeNull()
  })

  it('between which journalctl marks boots, tail files and grep gaps', () => {
    const longest = `${HEAD}${'word '.repeat(7)}ending`
    const line = longest.slice(0, -2)
    const marks = ['-- Boot 57b2e823088846798f8809c3a6be6ea3 --', '==> /var/log/kern.log <==', '--']
    for (const mark of marks) expect(wrapping([longest, line, mark, longest, line, ''].join('\n'))).toBeNull()
  })

  it('where one break at the widest line alone does not tell how', () => {
    expect(wrapping(`${HEAD}${'word '.repeat(7)}Killed process 218\n74 (java)`)).toBeNull()
  })

  it('where a window took the blank of one break, and the others do not tell', () => {
    const text = [
      `${HEAD}${'word '.repeat(7)}Killed process 218`,
      '74 (java)',
      `${HEAD}${'w'.repeat(40)}`,
      'x y',
    ]
    expect(wrapping(text.join('\n'))).toBeNull()
  })

  it('which something else cut at one length, and others follow that are no rest of them', () => {
    const cut = `${HEAD}${'word '.repeat(40)}`.slice(0, 120)
    expect(wrapping([cut, cut, 'rest of it', `${HEAD}short`, 'not its rest'].join('\n'))).toBeNull()
  })

  it('of which a window broke but one', async () => {
    const text = [`${HEAD}${'w'.repeat(90)} Killed process 218`, '74 (java)', `${HEAD}short`].join('\n')
    expect(wrapping(text)).toBeNull()
  })

  it('of which one would tell nothing behind the words before it', () => {
    const head = '[Mon Mar  4 09:17:07 2024] '
    const before = `${head}java invoked oom-killer: gfp_mask=0xd0, order=0, oom_score`
    const kill = 'Memory cgroup out of memory: Killed process 21874 (java) total-vm:1210580kB'
    expect(wrapping(`${before}\n${kill}\n`)).toBeNull()
    expect(wrapping(`${head}${'word '.repeat(6)}words Memory cgroup out of memory:\n${kill}\n`)).toBeNull()
    const [half, rest] = [kill.slice(0, 28), kill.slice(29)]
    expect(wrapping(`${head}${half}\n${rest}\n${head}${'word '.repeat(6)}word\n`)).not.toBeNull()
  })

  it('of which what is set in tells something by itself, or would change what the line says', () => {
    const kill = 'Killed process 21874 (java) total-vm:1210580kB'
    const oomd = 'systemd-oomd[581]: Killed\n  /system.slice/a.scope\n  due to memory pressure'
    const crash = `systemd-coredump[812]: Process 811 (app) of user 0 dumped core`
    expect(wrapping(`${oomd}\n`)).not.toBeNull()
    expect(wrapping(`${oomd}\nThe kernel says:\n  ${kill}\n`)).toBeNull()
    expect(wrapping(`${oomd}\n${HEAD}short\n  ${HEAD}short\n`)).toBeNull()
    expect(wrapping(`${HEAD}short\n  its rest\n${crash}.\n    Stack trace of thread 811:\n`)).toBeNull()
  })

  it('prose around a log is none of it', async () => {
    const whole = recordFormats.find(({ name }) => name === formats[0])?.write(LOG) ?? ''
    const mail = `Hi,\n\nthe node was restarted tonight, and here is what its log says about that container:\n\n${whole}\nRegards\n`
    expect(await deathsIn(broken(mail, fill, 76))).toHaveLength((await deathsIn(whole)).length)
  })
})
