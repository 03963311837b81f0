import { describe, expect, it } from 'vitest'
import { envelopes, messages } from '../parsers/index.js'
import { readLine } from '../src/events/read-line.js'
import { runCli } from './run-cli.js'

const KILL =
  'Memory cgroup out of memory: Killed process 4321 (java) total-vm:1000kB, anon-rss:900kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:1kB oom_score_adj:0'
const MOUNT =
  'run-containerd-io.containerd.runtime.v2.task-k8s.io-4296b9e2377fddb0e7e42d20223c36771268cb7a1828315331405b66f0030add-rootfs.mount: Succeeded.'
const SCOPE =
  'cri-containerd-4296b9e2377fddb0e7e42d20223c36771268cb7a1828315331405b66f0030add.scope: Deactivated successfully.'
const at = (tag: string, message: string) => `Nov 23 02:21:21 node-a ${tag}: ${message}`
const read = (line: string) => readLine(line, { messages, envelopes })

describe('one line by itself', () => {
  const syslog = envelopes.find(({ id }) => id === 'rfc3164')
  const samples = messages.flatMap((parser) =>
    parser.samples.map(({ message, program = parser.programs[0] ?? '' }) => ({
      id: parser.id,
      line: syslog?.wrap(message, program, parser.pid ?? 4321) ?? message,
    })),
  )

  it.each(samples)('of $id is claimed by it: $line', ({ id, line }) => {
    expect(read(line).claim?.parser.id).toBe(id)
  })

  it.each([
    ['nothing is looked for in it', at('kernel', 'hello'), { kind: 'no-needle' }],
    ['worded otherwise', at('kernel', 'Killed process of elimination'), { kind: 'other-wording' }],
    ['another program', at('sshd[12]', KILL), { kind: 'other-program', parser: { id: 'kernel-oom-killed' } }],
    ['another process', at('systemd[812]', MOUNT), { kind: 'other-pid', parser: { id: 'systemd-scope' } }],
  ])('gives nothing, and says why: %s', (_why, line, silence) => {
    expect(read(line)).toMatchObject({ claim: null, silence })
  })

  it('knows a piece of an OOM report', () => {
    const row = at('kernel', '[   4321]     0  4321    16641    16439   163840        0           968 java')
    expect(read(row)).toMatchObject({ claim: { parser: { id: 'kernel-oom-task-row' } }, isPiece: true })
    expect(read(at('kernel', KILL)).isPiece).toBe(true)
    expect(read(at('systemd[1]', SCOPE)).isPiece).toBe(false)
  })
})

describe('exitlog explain --line', () => {
  const explain = async (...lines: readonly string[]) =>
    (await runCli(['explain', ...lines.flatMap((line) => ['--line', line])])).stdout

  it('shows envelope, parser and event', async () => {
    expect(await explain(at('kernel', `[   12.000001] ${KILL}`))).toMatchInlineSnapshot(`
      "envelope  rfc3164 · stamped Nov 23 02:21:21 · node node-a · program kernel
      message   Memory cgroup out of memory: Killed process 4321 (java) total-vm:1000kB, anon-rss:900kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:1kB oom_score_adj:0
      parser    kernel-oom-killed, for messages of kernel
      event     kernel.oom_kill
                time           "2026-11-23T02:21:21.000Z"
                node           "node-a"
                program        "kernel"
                constraint     "memcg"
                victim         {"pid":4321,"name":"java","uid":0,"rssBytes":921600}
                containerId    null
                podUid         null
                runtime        null
                scope          null
                oomCgroup      null
                taskCgroup     null
                limitBytes     null
                usageBytes     null
                failures       null
                oomScoreAdj    0
                invoker        null
                group          false
                seenAs         "killed"
                tasks          []
                tasksComplete  false
                stamp          {"raw":"Nov 23 02:21:21","year":"assumed","zone":"assumed"}
                sinceBoot      12.000001
                stepMs         1000
      note      a piece of a kernel OOM report: with the other lines of the report the event tells more
      "
    `)
  })

  it('says why nothing', async () => {
    expect(await explain(at('sshd[12]', KILL))).toMatch(
      /^parser {4}none: .*kernel-oom-killed, which kernel prints, not\s+sshd/m,
    )
    expect(await explain(at('systemd[812]', MOUNT))).toMatch(/counts from pid 1 alone, not from\s+812/)
    expect(await explain('hello')).toMatch(
      /^envelope {2}bare · no stamp · no node named · no program named$/m,
    )
    expect(await explain('hello')).toMatch(/^parser {4}none: it holds no word/m)
    expect(await explain(at('kernel', 'Killed process of elimination'))).toMatch(
      /kernel-oom-killed.* would read/,
    )
  })

  it('tells a piece of an OOM report from an event', async () => {
    const usage = 'memory: usage 102400kB, limit 102400kB, failcnt 6402'
    expect(await explain(at('kernel', usage))).toMatch(/^event {5}none from this line alone: it is a piece/m)
  })

  it('takes several lines, and what was pasted with line feeds', async () => {
    const lines = [at('kernel', KILL), 'hello']
    const both = await explain(...lines)
    expect(both.match(/^envelope/gm)).toHaveLength(2)
    expect(await explain(lines.join('\n'))).toBe(both)
  })

  it('shows hostile text harmlessly', async () => {
    expect(await explain(at('kernel', '\x1b[2Jhello\x07'))).not.toMatch(/[\x1b\x07]/)
  })

  it.each([
    [['explain', '137', '--line', 'x'], 'not both'],
    [['explain', '--line', ''], '--line is empty'],
    [['timeline', '--line', 'x'], '--line'],
  ])('wrong usage: %j', async (argv, says) => {
    const { status, stdout, stderr } = await runCli(argv)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain(says)
  })
})
