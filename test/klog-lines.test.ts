import { describe, expect, it } from 'vitest'
import { readKlog } from '../parsers/shared/klog.js'
import { createKlogJoiner, type Enveloped } from '../src/events/klog-lines.js'
import type { Envelope } from '../src/model/envelope.js'

const record = (message: string, pid: number | null = 2480, program = 'kubelet'): Envelope => ({
  id: 'rfc3164',
  stamp: null,
  host: 'node-a',
  program,
  pid,
  sinceBoot: null,
  message,
})

const FIRST = 'E1012 19:34:44.999261    2480 pod_workers.go:1298] "Error syncing pod, skipping" err=<'
const LAST = ' > pod="ns/name" podUID="27aff94d-e0d9-43d1-84d6-9ab000aa57e2"'
const OTHER = 'I1012 19:34:45.000152    2480 kubelet.go:2231] "SyncLoop DELETE" source="api" pods=["ns/name"]'

/** What comes out, message by message. */
function run(envelopes: readonly Envelope[]) {
  const joiner = createKlogJoiner()
  const out = envelopes.map((envelope) => joiner.next({ envelope })?.envelope.message)
  return { out, open: joiner.open, left: joiner.end().map(({ envelope }) => envelope.message) }
}

describe('a value of several lines', () => {
  it.each([
    ['with TABs', ['\tfirst', '\tsecond', LAST]],
    ['as rsyslog escapes them', ['#011first', '#011second', LAST]],
    ['with the last line’s blank trimmed', ['#011first', '#011second', LAST.trimStart()]],
  ])('comes out whole: %s', (_name, rest) => {
    const { out, open, left } = run([FIRST, ...rest].map((message) => record(message)))
    expect(out.slice(0, -1)).toEqual([undefined, undefined, undefined])
    const klog = readKlog(out.at(-1) ?? '')
    expect(klog?.get('err')).toBe('first\nsecond')
    expect(klog?.get('podUID')).toBe('27aff94d-e0d9-43d1-84d6-9ab000aa57e2')
    expect(open).toBe(false)
    expect(left).toEqual([])
  })

  it('may be followed by a second one', () => {
    const { out } = run(
      [FIRST, '\ta', ' > output=<', '\tb', ' > pod="ns/name"'].map((message) => record(message)),
    )
    const klog = readKlog(out.at(-1) ?? '')
    expect([klog?.get('err'), klog?.get('output'), klog?.get('pod')]).toEqual(['a', 'b', 'ns/name'])
  })

  it('may hold empty lines', () => {
    const { out } = run([FIRST, '\ta', '', '\tb', LAST].map((message) => record(message)))
    expect(readKlog(out.at(-1) ?? '')?.get('err')).toBe('a\n\nb')
  })

  it('lets other programs, and the same program’s other pids, pass', () => {
    const kernel = record('oom_reaper: reaped process 1 (x)', null, 'kernel')
    const other = record(OTHER, 99)
    const { out } = run([record(FIRST), kernel, record('\ta'), other, record(LAST)])
    expect(out.slice(0, 4)).toEqual([undefined, kernel.message, undefined, OTHER])
    expect(readKlog(out[4] ?? '')?.get('pod')).toBe('ns/name')
  })

  it('keeps the first record’s envelope', () => {
    const joiner = createKlogJoiner<Enveloped & { readonly line: number }>()
    joiner.next({ envelope: record(FIRST), line: 7 })
    expect(joiner.open).toBe(true)
    expect(joiner.next({ envelope: record(LAST), line: 8 })).toMatchObject({
      line: 7,
      envelope: { pid: 2480 },
    })
  })
})

describe('gives up', () => {
  it('when the next message begins: its other lines were filtered out', () => {
    expect(run([record(FIRST), record(OTHER)])).toEqual({
      out: [undefined, OTHER],
      open: false,
      left: [FIRST],
    })
  })

  it('after too many lines', () => {
    const { out, open, left } = run([record(FIRST), ...Array.from({ length: 300 }, () => record('\tx'))])
    expect(open).toBe(false)
    expect(left).toHaveLength(1)
    expect(out.at(-1)).toBe('\tx')
  })

  it('at the end', () => {
    expect(run([record(FIRST), record('\ta')])).toMatchObject({ open: true, left: [`${FIRST}\n\ta`] })
  })

  it('of the oldest when very many are open', () => {
    const many = Array.from({ length: 1000 }, (_, pid) => record(FIRST, pid))
    expect(run(many).left.length).toBeLessThan(100)
  })
})

it.each(['a line that ends in err=<', '\tindented', ' > quoted mail', OTHER])(
  'passes on as it is: %s',
  (message) => {
    expect(run([record(message)])).toEqual({ out: [message], open: false, left: [] })
  },
)
