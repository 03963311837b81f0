import { describe, expect, it } from 'vitest'
import type { DeathGroup, Summary } from '../src/model/summary.js'
import { CAUSES, type Termination } from '../src/model/termination.js'
import type { Ending } from '../src/render/renderer.js'
import { summaryJson } from '../src/render/summary-json.js'
import { summaryText } from '../src/render/summary-text.js'
import { widthOf } from '../src/render/width.js'
import { createSummarizer } from '../src/verdict/summarize.js'
import { workloadOf } from '../src/model/workload.js'
import {
  completed,
  DEATH,
  ending,
  event,
  evicted,
  killedInside,
  oomKilled,
  sandbox,
} from './render-samples.js'

function summarize(terminations: readonly Termination[]): Summary {
  const summarizer = createSummarizer()
  for (const one of terminations) summarizer.next(one)
  return summarizer.end()
}

/** The groups, each with the fields that a test is about. */
function groupsOf<K extends keyof DeathGroup>(terminations: readonly Termination[], ...fields: readonly K[]) {
  return summarize(terminations).groups.map((group) => fields.map((field) => group[field]))
}

interface Death {
  readonly pod?: string
  readonly container?: string
  readonly node?: string
  /** Seconds after the sample's. */
  readonly after?: number
  readonly backoffSeconds?: number
}

/** The sample's death again, of another pod or at another time; one pod's container makes a loop, and so an incident. */
function again(
  sample: Termination,
  { pod = 'checkout-6f7d9c8b5-x2x9q', container = 'app', ...death }: Death,
): Termination {
  const { node = 'node-a', after = 0, backoffSeconds } = death
  const uid = `uid-of-${pod}`
  const named = { namespace: 'shop', name: pod, uid }
  return {
    ...sample,
    node,
    pod: named,
    container: { ...sample.container, name: container, id: null },
    finishedAt: DEATH + after * 1000,
    incident: `${node}/loop-${sample.cause}/${uid}/${container}`,
    fingerprint: [sample.cause, 'shop', workloadOf(pod), container].join('|'),
    evidence:
      backoffSeconds === undefined
        ? []
        : [event(after, { type: 'kubelet.backoff', pod: named, containerName: container, backoffSeconds })],
  }
}

/** A death of an incident that others share. */
const together = (sample: Termination, incident: string, death: Death): Termination => ({
  ...again(sample, death),
  incident,
})

const crash: Termination = {
  ...oomKilled,
  cause: 'error',
  exitCode: 3,
  oom: null,
  headline: 'exited by itself with 3',
}

describe('summarize', () => {
  it('counts the same death on many pods and nodes as one', () => {
    const deaths = [0, 1, 2].map((n) => {
      return again(oomKilled, { pod: `checkout-6f7d9c8b5-x2x9${n + 4}`, node: `node-${n}`, after: 60 * n })
    })
    expect(groupsOf(deaths, 'count', 'cause', 'workloads', 'containers', 'victim', 'limitBytes')).toEqual([
      [3, 'oom-container', [{ namespace: 'shop', name: 'checkout' }], ['app'], 'java', 536_870_912],
    ])
    expect(groupsOf(deaths, 'nodes', 'first', 'last', 'incident', 'incidents', 'loop')).toEqual([
      [['node-0', 'node-1', 'node-2'], DEATH, DEATH + 120_000, null, 3, null],
    ])
  })

  it('gathers what one root took, however different', () => {
    const deaths = ['a-1', 'b-1', 'c-1'].map((pod, n) => {
      const one = together(evicted, 'node-a/eviction/then', { pod, after: n })
      return { ...one, eviction: one.eviction && { ...one.eviction, resource: n === 0 ? null : 'memory' } }
    })
    const alone = again(evicted, { pod: 'a-1', after: 9000 })
    expect(groupsOf([...deaths, alone], 'count', 'incident', 'fingerprint', 'resources')).toEqual([
      [3, 'node-a/eviction/then', null, ['memory']],
      [1, alone.incident, alone.fingerprint, []],
    ])
  })

  it('keeps by its fingerprint an incident that took replicas of one workload alone', () => {
    const deaths = ['web-0', 'web-1', 'web-2'].map((pod) =>
      together(evicted, 'node-a/eviction/then', { pod }),
    )
    expect(groupsOf(deaths, 'count', 'incident', 'fingerprint', 'loop')).toEqual([
      [3, 'node-a/eviction/then', 'eviction|shop|web|app', null],
    ])
  })

  it('keeps by its fingerprint what one container did in several ways', () => {
    const deaths = [3, 4, 3].map((exitCode, n) => {
      const one = again({ ...crash, exitCode }, { after: n })
      return { ...one, fingerprint: `${one.fingerprint}|${exitCode}` }
    })
    expect(groupsOf(deaths, 'count', 'exitCodes')).toEqual([
      [2, [3]],
      [1, [4]],
    ])
  })

  it('puts the worst first: by the cause, then the more frequent, then the latest', () => {
    const deaths = [
      again(completed, { pod: 'job-0' }),
      again(crash, { pod: 'a-0' }),
      ...[1, 2].map((after) => again(crash, { pod: 'b-0', after })),
      again(crash, { pod: 'c-0', after: 5 }),
      again(oomKilled, { pod: 'd-0' }),
      again({ ...oomKilled, cause: 'node-reboot' }, { pod: 'e-0' }),
    ]
    const names = summarize(deaths).groups.map(({ workloads }) => workloads[0]?.name)
    expect(names).toEqual(['e', 'd', 'b', 'c', 'a', 'job'])
  })

  it('gives the same in any order', () => {
    const deaths = [
      ...[0, 20, 60].map((after) => again(crash, { after })),
      ...['a-1', 'b-1'].map((pod) => together(evicted, 'node-a/eviction/then', { pod })),
      again(completed, { pod: 'job-0' }),
    ]
    const sorted = ({ groups }: Summary) =>
      groups.map(({ pods, workloads, ...rest }) => [rest, pods.length, workloads.length])
    expect(sorted(summarize(deaths.toReversed()))).toEqual(sorted(summarize(deaths)))
  })

  describe('a crash loop', () => {
    const loopOf = (...deaths: readonly Termination[]) => summarize(deaths).groups[0]?.loop

    it('is one container that died three times, each soon after the last', () => {
      const deaths = [0, 20, 60].map((after) => again(crash, { after }))
      expect(loopOf(...deaths)).toEqual({ containers: 1, deaths: 3, backoff: null })
      expect(loopOf(...deaths.slice(1))).toBeNull()
      expect(loopOf(...[0, 3600, 7200].map((after) => again(crash, { after })))).toBeNull()
    })

    it('tells by how much the kubelet put the restarts off', () => {
      const backoffs = [undefined, 10, 20, 40].map((backoffSeconds, n) => {
        return again(crash, { after: 30 * n, ...(backoffSeconds === undefined ? {} : { backoffSeconds }) })
      })
      expect(loopOf(...backoffs)?.backoff).toEqual({ from: 10, to: 40 })
    })

    it('of several containers counts each', () => {
      const deaths = ['a-0', 'a-1'].flatMap((pod) =>
        [0, 20, 60, 90].map((after) => again(crash, { pod, after })),
      )
      expect(loopOf(...deaths, again(crash, { pod: 'a-2' }))).toMatchObject({ containers: 2, deaths: 4 })
    })

    it('is none where what ended was stopped or done, unless the kubelet waits', () => {
      const stops = [0, 20, 60].map((after) => again(completed, { after }))
      expect(loopOf(...stops)).toBeNull()
      expect(loopOf(...stops, again(completed, { after: 90, backoffSeconds: 20 }))).not.toBeNull()
    })
  })

  it('names what the log names: an id, a pod’s uid, a sandbox', () => {
    expect(
      groupsOf(
        [killedInside, { ...sandbox, fingerprint: 'another' }],
        'containers',
        'workloads',
        'sandboxes',
      ),
    ).toEqual([
      [[killedInside.container.id], [], 0],
      [[], [{ namespace: 'batch', name: 'nightly-29381' }], 1],
    ])
  })
})

const everything: readonly Termination[] = [
  ...[0, 20, 60, 120].map((after, n) =>
    again(oomKilled, { after, ...(n === 0 ? {} : { backoffSeconds: 10 * 2 ** n }) }),
  ),
  ...[1, 2, 3].map((n) =>
    again(oomKilled, { pod: `checkout-6f7d9c8b5-zzzz${n + 4}`, node: 'node-b', after: 40 * n }),
  ),
  ...['a', 'b', 'c'].map((name) => together(evicted, 'node-a/eviction/then', { pod: `soft-${name}-0` })),
  ...['x', 'y'].map((container) => {
    return together({ ...crash, cause: 'deletion' }, 'node-a/deletion/trio', {
      pod: 'trio',
      container,
      after: 7,
    })
  }),
  again({ ...crash, cause: 'killed', exitCode: 137 }, { pod: 'coredns', after: 86_400 }),
  again(
    { ...crash, cause: 'stopped', headline: 'stopped by the kubelet: its postStart hook failed' },
    { pod: 'web-0' },
  ),
  killedInside,
]

const textOf = (terminations: readonly Termination[], width: number, last: Ending = ending) =>
  summaryText(summarize(terminations), last, { width, color: false })

describe('summary -o text', () => {
  it.each([80, 140])('a whole page, %i columns wide', async (width) => {
    await expect(textOf(everything, width)).toMatchFileSnapshot(`golden/summary-${width}.txt`)
  })

  it.each([60, 80, 100, 120, 200])('is at most %i columns wide', (width) => {
    const long = again(crash, { pod: `${'x'.repeat(300)}-0`, container: '名'.repeat(100) })
    const wide = Array.from({ length: 50 }, (_, n) =>
      together(evicted, 'node-a/eviction/then', { pod: `pod${n}-0` }),
    )
    for (const line of textOf([...everything, ...wide, long], width).split('\n')) {
      expect(widthOf(line), line).toBeLessThanOrEqual(width)
    }
  })

  it('names the node above where there is one, else with each entry', () => {
    expect(textOf([again(crash, {})], 120)).toMatch(/^node-a {3}Mon 23 Nov 2026[^]* {2}exit 3 · 02:19:07\n/)
    expect(textOf([again(crash, {}), again(completed, { node: 'node-b' })], 120)).toMatch(
      /^2 nodes {3}[^]* {2}exit 3 · node-a · 02:19:07\n/,
    )
  })

  it('times are on the clock of the lines', () => {
    const clocks = ending.clocks.map((clock) => ({
      ...clock,
      node: 'node-a',
      offsetMinutes: 120,
      zone: 'written' as const,
    }))
    expect(textOf([again(crash, {})], 120, { ...ending, clocks })).toMatch(/UTC\+02:00[^]*04:19:07/)
  })

  it('says so where there is nothing', () => {
    expect(textOf([], 120)).toBe(
      'no termination found · 1 sandbox not shown (--all) · 12 415 lines read, 17 events · no problems\n',
    )
  })
})

describe('summary -o json', () => {
  it('has every group with times as ISO, and the causes counted', () => {
    const { terminations, byCause, groups } = summaryJson(summarize(everything))
    expect({ terminations, byCause }).toEqual({
      terminations: everything.length,
      byCause: { 'oom-container': 7, 'oom-pod': 1, eviction: 3, deletion: 2, stopped: 1, killed: 1 },
    })
    expect(groups[0]).toMatchObject({
      count: 7,
      first: '2026-11-23T02:19:07.000Z',
      last: '2026-11-23T02:21:07.000Z',
    })
  })

  it('counts each cause once', () => {
    const each = CAUSES.map((cause) => again({ ...crash, cause }, { pod: `${cause}-0` }))
    expect(Object.values(summaryJson(summarize(each)).byCause)).toEqual(CAUSES.map(() => 1))
  })
})

describe('the name of a workload', () => {
  it.each([
    ['checkout-7c9d8b5f6d-x2x9q', 'checkout'],
    ['nightly-29381402-x2x9q', 'nightly'],
    ['web-0', 'web'],
    ['agent-6h992', 'agent'],
    ['coredns', 'coredns'],
    ['node-exporter', 'node-exporter'],
  ])('%s is of %s', (pod, workload) => expect(workloadOf(pod)).toBe(workload))
})
