import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { EVENT_FORMATS, REPORT_FORMATS, TIMELINE_FORMATS } from '../src/library/formats.js'
import { runCli } from './run-cli.js'

const SAMPLES = ['exit-0', 'memory-limit', 'eviction', 'pod-limit', 'grace-expired']
const OUTPUTS = Object.entries({
  timeline: TIMELINE_FORMATS,
  summary: REPORT_FORMATS,
  coverage: REPORT_FORMATS,
  events: EVENT_FORMATS,
}).flatMap(([command, formats]) =>
  formats.map((format) => [command, '-o', format, ...(command === 'timeline' ? ['--all'] : [])]),
)

/** Logs of which every output is looked through: stops, OOM kills with their tables, evictions. */
const IN_FULL = ['pod-limit', 'eviction', 'grace-expired']

/** What holds every field, for logs of which one format more would show nothing new. */
const DATA = [
  ['timeline', '-o', 'ndjson', '--all'],
  ['events', '-o', 'ndjson'],
]

const read = (sample: string) => readFileSync(`samples/${sample}.syslog`, 'utf8')
const REFERENCE = ['--reference-date', '2026-11-24']

/** A value as its fields tell it, and what it is: the shape of what may replace it. */
type Values = ReadonlyMap<string, 'name' | 'process' | 'id' | 'uid'>

/** Processes that exitlog keeps: they run on every node. */
const KEPT = ['pause', 'runc:[2:INIT]', 'conmon', 'containerd-shim', 'kubelet', 'containerd', 'dockerd']

/** What the events' fields name, by the contract's names of the fields and none of the code that hides them. */
async function valuesOf(log: string): Promise<Values> {
  const { stdout } = await runCli(['events', ...REFERENCE], log)
  const values = new Map<string, 'name' | 'process' | 'id' | 'uid'>()
  const add = (kind: 'name' | 'process' | 'id' | 'uid', value: unknown) => {
    if (typeof value === 'string' && value.length > 2 && !KEPT.includes(value)) values.set(value, kind)
  }
  for (const line of stdout.trim().split('\n')) {
    const event = JSON.parse(line)
    add('name', event.node)
    for (const pod of [event.pod, ...(event.pods ?? [])]) {
      add('name', pod?.namespace)
      add('name', pod?.name)
      add('uid', pod?.uid)
    }
    add('uid', event.podUid)
    add('name', event.containerName)
    add('id', event.containerId)
    add('id', event.sandboxId)
    if (event.type.startsWith('runtime.')) add('name', event.name)
    for (const process of [event.victim, event.invoker, ...(event.tasks ?? [])]) add('process', process?.name)
  }
  return values
}

/** Random values of the shapes that logs hold; names begin with letters that no word of ours has. */
const name = fc.stringMatching(/^zq[a-z0-9]{4,9}(?:-[a-z0-9]{3,6}){0,3}$/)
const process = fc.stringMatching(/^zq[A-Za-z0-9_.:-]{3,13}$/)
// With a letter in what is printed of them for short: figures alone stand in times, too.
const id = fc.stringMatching(/^[0-9a-f]{11}[a-f][0-9a-f]{51}[a-f]$/)
const uid = fc.stringMatching(/^[0-9a-f]{7}[a-f]-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
const SHAPES = { name, process, id, uid }

/** The same log of other machines: each value replaced by one that stands nowhere else. */
function renamed(log: string, values: Values, fresh: (value: string) => string): string {
  const longestFirst = [...values.keys()].sort((a, b) => b.length - a.length)
  let marked = log
  longestFirst.forEach((value, n) => {
    for (const [, form] of formsOf(value)) {
      const escaped = form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      const mark = `\u0001${n}${form.includes('_') && !value.includes('_') ? '_' : '-'}\u0002`
      marked = marked.replace(
        new RegExp(`(?<![A-Za-z0-9])(?<!\u0001)(pod)?${escaped}(?![A-Za-z0-9])`, 'g'),
        `$1${mark}`,
      )
    }
  })
  return marked.replace(/\u0001(\d+)([-_])\u0002/g, (_, n: string, dash: string) => {
    const value = fresh(longestFirst[Number(n)] ?? '')
    return dash === '_' ? value.replaceAll('-', '_') : value
  })
}

/** A UID also stands in names of slices, with underscores. */
const formsOf = (value: string): readonly (readonly [string, string])[] =>
  /^[0-9a-f]{8}-/.test(value)
    ? [
        ['-', value],
        ['_', value.replaceAll('-', '_')],
      ]
    : [['-', value]]

describe('--redact', () => {
  it.each(SAMPLES)('lets no value of any field through in any output: %s', async (sample) => {
    const log = read(sample)
    const values = await valuesOf(log)
    expect(values.size).toBeGreaterThan(3)
    const entries = [...values]
    await fc.assert(
      fc.asyncProperty(
        fc
          .tuple(...entries.map(([, kind]) => SHAPES[kind]))
          .filter((all) => new Set(all).size === all.length),
        async (fresh) => {
          const of = new Map(entries.map(([value], n) => [value, fresh[n] ?? '']))
          const other = renamed(log, values, (value) => of.get(value) ?? value)
          const known = [...(await valuesOf(other)).keys()]
          for (const typed of [...(IN_FULL.includes(sample) ? OUTPUTS : DATA), ['extract']]) {
            const { stdout, stderr } = await runCli([...typed, '--redact'], other)
            const shown = (stdout + stderr).toLowerCase()
            for (const value of known.flatMap(waysToPrint)) {
              expect(shown.includes(value), `${typed.join(' ')} shows ${value}`).toBe(false)
            }
          }
        },
      ),
      { numRuns: 1 },
    )
  })
})

/** Whole, shortened as people and runtimes shorten it, with systemd's dashes. */
function waysToPrint(value: string): readonly string[] {
  const printed = value.toLowerCase()
  if (/^[0-9a-f]{64}$/.test(printed)) return [printed.slice(0, 12)]
  if (/^[0-9a-f]{8}-/.test(printed)) return [printed.slice(0, 8), printed.replaceAll('-', '_')]
  return [printed]
}

const ID = 'deadbeefdeadbeefdeadbeefdeadbeefdeadbeefdeadbeefdeadbeefdeadbe02'
const SCOPE = `/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod7ed0f963_37b7_4383_9d94_77e3a5afb787.slice/cri-containerd-${ID}.scope`
/** A node, a container and a process that are called by words of the language; values that no parser reads. */
const WORDS = `Nov 23 02:45:09 node containerd[512]: time="2026-11-23T02:45:09.100000000Z" level=info msg="CreateContainer within sandbox \\"c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee01\\" for &ContainerMetadata{Name:container,Attempt:0,} returns container id \\"${ID}\\""
Nov 23 02:45:10 node kubelet[812]: I1123 02:45:10.000000     812 prober.go:107] "Probe failed" probeType="Liveness" pod="web/app-0" podUID="7ed0f963-37b7-4383-9d94-77e3a5afb787" containerName="container" probeResult="failure" output="Get \\"http://10.42.0.17:8080/healthz\\": dial tcp 10.42.0.17:8080: refused; user=alice ran /srv/acme/run.sh --token=s3cr3t of registry.acme.io/team/shop:1.2 at fe80::1c2d:3e4f as bob@acme.example.com, volume vol-7ed0f963-37b7-4383-9d94-77e3a5afb799 on ip-10-0-1-23, aa:bb:cc:dd:ee:0f"
Nov 23 02:45:11 node kernel: node invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=984
Nov 23 02:45:11 node kernel: [  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name
Nov 23 02:45:11 node kernel: [   4711]  1042  4711    12345     2345    90112        0           984 node
Nov 23 02:45:11 node kernel: oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=x,mems_allowed=0,oom_memcg=${SCOPE},task_memcg=${SCOPE},task=node,pid=4711,uid=1042
Nov 23 02:45:11 node kernel: Memory cgroup out of memory: Killed process 4711 (node) total-vm:49380kB, anon-rss:9380kB, file-rss:0kB, shmem-rss:0kB, UID:1042 pgtables:88kB oom_score_adj:984
Nov 23 02:45:11 node containerd[512]: time="2026-11-23T02:45:11.500000000Z" level=info msg="TaskExit event &TaskExit{ContainerID:${ID},ID:${ID},Pid:4711,ExitStatus:137,ExitedAt:2026-11-23 02:45:11.4 +0000 UTC,XXX_unrecognized:[],}"
`

async function recordsOf(log: string, ...options: readonly string[]) {
  const { stdout } = await runCli(['timeline', '-o', 'json', ...REFERENCE, ...options], log)
  return JSON.parse(stdout)
}

describe('what is hidden', () => {
  it('is found where no parser reads it: addresses, images, paths, users, arguments, ids', async () => {
    const unread = [
      '10.42.0.17',
      '10-0-1-23',
      'fe80',
      'aa:bb',
      'alice',
      'acme',
      'bob',
      's3cr3t',
      'shop',
      '1042',
      '9d94',
    ]
    // Of digits that another key makes some may be these.
    const { stdout } = await runCli(['events', '--redact', '--redact-key', 'k'], WORDS)
    expect(unread.filter((value) => !WORDS.includes(value))).toEqual([])
    expect(unread.filter((value) => stdout.includes(value))).toEqual([])
  })

  it('may be a word of the language: it is a name where names stand', async () => {
    const [record] = await recordsOf(WORDS, '--redact')
    expect(record).toMatchObject({
      node: expect.stringMatching(/^host-/),
      pod: { namespace: expect.stringMatching(/^ns-/), name: expect.stringMatching(/^pod-\w+-0$/) },
      container: { name: expect.stringMatching(/^pod-/) },
      cause: 'oom-container',
      headline: expect.stringMatching(/^OOM-killed at the container’s memory limit: host-\w+ \(pid 4711/),
      why: [
        expect.stringMatching(/^the kernel killed host-\w+ \(pid 4711/),
        'pid 4711 was the container’s init: the container ended with it',
      ],
    })
    for (const { text } of record.evidence) {
      expect(text).toMatch(/^Nov 23 02:45:\d\d host-\w+ (?:kernel|kubelet|containerd)/)
      expect(text).not.toMatch(/\(node\)|=node\b|node invoked|Name:container/)
    }
  })

  it('is only what was asked for', async () => {
    const { stdout, stderr } = await runCli(['events', '--redact=ips,images', '--redact-key', 'k'], WORDS)
    for (const value of ['10.42.0.17', 'fe80', 'registry.acme.io']) expect(stdout).not.toContain(value)
    for (const value of ['alice', 's3cr3t', '1042', '"node":"node"', 'web/app-0', ID])
      expect(stdout).toContain(value)
    expect(stderr).toBe('exitlog: redacted: images 1, ips 4\n')
  })

  it('is counted on standard error, without a value', async () => {
    const { stderr } = await runCli(['timeline', '--redact'], WORDS)
    expect(stderr).toMatch(
      /^exitlog: redacted: hosts \d+, pods 3, namespaces 1, .*ids 2; another run gives other pseudonyms \(--redact-key KEY keeps them\)\n$/,
    )
  })

  it('are the names of files too, in problems as in records', async () => {
    const { stdout, stderr } = await runCli([
      'timeline',
      '--redact',
      '-o',
      'json',
      'samples/memory-limit.syslog',
      '/none/there.log',
    ])
    expect(stdout + stderr).not.toMatch(/samples|memory-limit|there/)
    expect(stderr).toMatch(
      /^exitlog: \/path-\w+\/path-\w+\.log: .*\nexitlog: path-\w+\/path-\w+\.syslog:90: /,
    )
  })

  it.each([
    [['--redact=nodes'], /--redact knows no "nodes"/],
    [['--redact='], /--redact= is empty/],
    [['--redact-key', 'k'], /--redact-key does nothing without --redact/],
  ])('is asked for in words that are understood: %j', async (options, message) => {
    const { status, stdout, stderr } = await runCli(['timeline', ...options], WORDS)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(message)
  })
})

describe('pseudonyms', () => {
  const KEY = ['--redact', '--redact-key', 'incident 7']

  it('are the same with the same key, in every log and format; others without', async () => {
    const [limit] = await recordsOf(read('pod-limit'), ...KEY)
    const [grace] = await recordsOf(read('grace-expired'), ...KEY)
    expect(limit.node).toBe(grace.node)
    expect(limit.pod.namespace).toBe(grace.pod.namespace)
    const { stdout } = await runCli(['timeline', ...KEY], read('pod-limit'))
    expect(stdout).toContain(`${limit.pod.namespace}/${limit.pod.name}`)
    const [other] = await recordsOf(read('pod-limit'), '--redact')
    const [another] = await recordsOf(read('pod-limit'), '--redact')
    expect(new Set([limit.node, other.node, another.node]).size).toBe(3)
  })

  it.each(SAMPLES)('change nothing but values: %s', async (sample) => {
    const plain = await recordsOf(read(sample))
    const hidden = await recordsOf(read(sample), ...KEY)
    // Two records that agree in a value agree in its pseudonym, and those that differ differ.
    const pairs = new Map<string, string>()
    const compare = (a: unknown, b: unknown, key: string): void => {
      if (typeof a === 'string' && typeof b === 'string') {
        if (a !== b && ['id', 'sandboxId', 'uid', 'name', 'namespace', 'node'].includes(key)) {
          expect(pairs.get(a) ?? b).toBe(b)
          pairs.set(a, b)
        } else if (['cause', 'confidence', 'time', 'type', 'finishedAt', 'rule', 'signal'].includes(key)) {
          expect(b).toBe(a)
        }
        return
      }
      if (a === null || typeof a !== 'object' || b === null || typeof b !== 'object')
        return expect(b).toEqual(a)
      expect(Object.keys(b)).toEqual(Object.keys(a))
      for (const [name, value] of Object.entries(a))
        compare(value, Object.entries(b).find(([n]) => n === name)?.[1], name)
    }
    compare(plain, hidden, '')
    expect(pairs.size).toBeGreaterThan(2)
    expect(new Set(pairs.values()).size).toBe(pairs.size)
    for (const value of pairs.values())
      expect(value).toMatch(
        /^(?:[0-9a-f]{64}|[0-9a-f]{8}-[0-9a-f-]{27}|(?:host|ns|pod|proc)-a[0-9a-f]{9}(?:-.*)?)$/,
      )
  })

  it('leave workloads alike that were: fingerprints fold as before', async () => {
    const plain = await recordsOf(read('pod-limit'))
    const hidden = await recordsOf(read('pod-limit'), ...KEY)
    const classes = (all: readonly { readonly fingerprint: string }[]) =>
      all.map((one) => all.findIndex((other) => other.fingerprint === one.fingerprint))
    expect(classes(hidden)).toEqual(classes(plain))
  })
})
