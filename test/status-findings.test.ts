import { describe, expect, it } from 'vitest'
import type { ClusterClaim, ClusterStatus, EventClaim, PodClaim, StatusFinding } from '../src/model/status.js'
import type { Termination } from '../src/model/termination.js'
import { statusSentences } from '../src/render/status-text.js'
import { setBeside } from '../src/status/beside.js'
import { NOTHING } from '../src/status/cluster-status.js'
import { noteUnseen } from '../src/status/notes.js'
import {
  APP,
  completed,
  DEATH,
  event,
  evicted,
  killedInside,
  oomKilled,
  POD,
  sandbox,
} from './render-samples.js'

const SECOND = 1_000
const HOUR = 3_600_000
/** Kubernetes keeps whole seconds. */
const FINISHED = DEATH

/** Claims about the container of the made-up records, as `kubectl get pods -o json` tells them. */
function claim(parts: Partial<ClusterClaim> = {}): ClusterClaim {
  return {
    source: 'pods',
    file: 'pods.json',
    node: null,
    pod: POD,
    containerName: 'app',
    containerId: APP,
    state: 'terminated',
    which: 'state',
    reason: 'OOMKilled',
    exitCode: 137,
    signal: null,
    startedAt: DEATH - HOUR,
    finishedAt: FINISHED,
    restartCount: 0,
    message: null,
    oomKilled: null,
    ...parts,
  }
}

const ofPod = (parts: Partial<PodClaim>): PodClaim => ({
  source: 'pods',
  file: 'pods.json',
  pod: POD,
  phase: 'Failed',
  reason: null,
  message: null,
  disruption: null,
  ...parts,
})

const ofEvent = (parts: Partial<EventClaim>): EventClaim => ({
  source: 'events',
  file: 'events.json',
  pod: POD,
  containerName: 'app',
  reason: 'Killing',
  message: 'Stopping container app',
  count: 1,
  firstAt: DEATH,
  lastAt: DEATH,
  ...parts,
})

const lost = claim({
  reason: 'ContainerStatusUnknown',
  containerId: null,
  startedAt: null,
  finishedAt: null,
  message: 'The container could not be located when the pod was terminated',
})
const base = { ...oomKilled, contradictions: [] }
const of = (parts: Partial<Termination>): Termination => ({ ...base, oom: null, evidence: [], ...parts })
const exited = (exitCode: number | null, cause: Termination['cause'], parts: Partial<Termination> = {}) =>
  of({ exitCode, cause, ...parts })
const childKill = base.oom && {
  ...base.oom,
  kills: base.oom.kills.map((kill) => ({ ...kill, isInit: false })),
}
/** At so many seconds from the death, under an id of its own. */
const another = (seconds: number, parts: Partial<Termination> = {}) =>
  of({
    cause: 'error',
    exitCode: 1,
    finishedAt: DEATH + seconds * SECOND,
    container: { ...base.container, id: String(Math.abs(seconds)).padStart(64, '0') },
    ...parts,
  })

function findingsOf(
  terminations: Termination | readonly Termination[],
  status: Partial<ClusterStatus>,
): readonly (readonly StatusFinding[] | null | undefined)[] {
  const { terminations: compared } = setBeside([terminations].flat(), { ...NOTHING, ...status })
  return compared.map((one) => one.status)
}

type Expected = readonly [id: StatusFinding['id'], agrees: boolean, says: RegExp]
type Row = readonly [
  name: string,
  termination: Termination,
  status: Partial<ClusterStatus>,
  ...expected: readonly Expected[],
]

/** Each finding where it holds; what else is found of the same death stands in the row as well. */
const ROWS: readonly Row[] = [
  [
    'full agreement',
    base,
    { containers: [claim()] },
    ['exit-code', true, /same exit code, 137 \(SIGKILL\)/],
    ['reason', true, /OOMKilled, as the log does/],
    ['finished', true, /same time of death, 02:19:07Z/],
  ],
  [
    'exit codes that differ',
    exited(1, 'error', { exitCodeFrom: 'containerd' }),
    { containers: [claim({ reason: 'Error', exitCode: 137, finishedAt: null })] },
    ['exit-code', false, /shows exit code 137 \(SIGKILL\); in the log it is, from containerd, 1$/],
    ['reason', true, /Error, which fits/],
  ],
  [
    'an exit code that the log does not have',
    exited(null, 'unknown'),
    { containers: [claim({ reason: null, exitCode: 3, finishedAt: null })] },
    ['exit-code-told', true, /gives an exit code, which no line of the log does: 3$/],
  ],
  [
    'ContainerStatusUnknown for a container whose exit was never seen',
    exited(null, 'eviction'),
    { containers: [lost] },
    [
      'made-up',
      false,
      /ContainerStatusUnknown with exit code 137 \(SIGKILL\) and no times.*lost; the log shows an eviction, and nobody saw the exit code$/,
    ],
  ],
  [
    'ContainerStatusUnknown for a container whose exit the log saw',
    exited(0, 'stopped'),
    { containers: [lost] },
    ['made-up', false, /the log shows an orderly stop, with exit code 0$/],
  ],
  [
    'a code that containerd makes up after its restart',
    exited(null, 'node-reboot', { finishedAt: null }),
    { containers: [claim({ reason: 'Unknown', exitCode: 255 })] },
    ['made-up', false, /Unknown with exit code 255: containerd writes that.*a reboot of the node/],
  ],
  [
    'an init container whose record is gone',
    exited(1, 'error'),
    {
      containers: [
        claim({
          reason: 'Completed',
          exitCode: 0,
          message:
            'Unable to get init container status from container runtime and pod has been initialized, treat it as exited normally',
        }),
      ],
    },
    ['made-up', false, /Completed with exit code 0: the kubelet writes that.*with exit code 1$/],
  ],
  [
    'OOMKilled with exit code 0: a child was killed, and it went on',
    exited(0, 'completed', { oom: childKill }),
    { containers: [claim({ exitCode: 0, finishedAt: null })] },
    ['exit-code', true, /0$/],
    [
      'reason',
      false,
      /OOMKilled with exit code 0: the kernel killed java \(pid 4321\) in the container, which ended with 0, and that kill is not what ended it/,
    ],
  ],
  [
    'OOMKilled for the kill in another container',
    exited(0, 'stopped', {
      evidence: [{ ...event(-1, { type: 'runtime.oom', runtime: 'containerd', containerId: APP }) }],
    }),
    { containers: [claim({ exitCode: 0, finishedAt: null })] },
    ['exit-code', true, /0$/],
    ['reason', false, /the runtime reports an OOM event, and no kernel line names a victim/],
  ],
  [
    'OOMKilled of which the log knows nothing',
    exited(137, 'killed'),
    { containers: [claim({ finishedAt: null })] },
    ['exit-code', true, /137/],
    ['reason', false, /no line of the log shows an OOM kill in this container/],
  ],
  [
    'OOMKilled that does not tell of the child and of the limit',
    { ...base, cause: 'oom-pod', oom: childKill && { ...childKill, scope: 'pod' } },
    { containers: [claim({ finishedAt: null })] },
    ['exit-code', true, /137/],
    [
      'reason-unspecific',
      true,
      /does not tell that the victim was a child, java \(pid 4321\), and not the first process of the container, nor that it was the pod’s limit \(512 MiB\) that was full/,
    ],
  ],
  [
    'Error though the kernel killed it',
    base,
    { containers: [claim({ reason: 'Error', finishedAt: null })] },
    ['exit-code', true, /137/],
    [
      'reason',
      false,
      /shows Error with exit code 137 \(SIGKILL\), not OOMKilled: the kernel killed java \(pid 4321\) in it/,
    ],
  ],
  [
    'docker’s flag off though the kernel killed it',
    base,
    { containers: [claim({ source: 'docker', reason: null, oomKilled: false, finishedAt: null })] },
    ['exit-code', true, /the runtime \(docker\) shows the same/],
    ['reason', false, /shows OOMKilled false, not OOMKilled/],
  ],
  [
    'the end that the log does not show',
    { ...killedInside, oom: killedInside.oom && { ...killedInside.oom, kills: childKill?.kills ?? [] } },
    { containers: [claim({ finishedAt: DEATH + 27 * SECOND })] },
    [
      'end-told',
      true,
      /the end that the log does not: OOMKilled with exit code 137 \(SIGKILL\) at 02:19:34Z, 28 s after this kill/,
    ],
    [
      'reason',
      false,
      /OOMKilled of the whole container.*child, java \(pid 4321\), and the container lived on for 28 s; what ended it is not in the log/,
    ],
  ],
  [
    'Completed for what was stopped',
    exited(0, 'stopped'),
    { containers: [claim({ reason: 'Completed', exitCode: 0, finishedAt: null })] },
    ['exit-code', true, /0$/],
    [
      'reason-unspecific',
      true,
      /Completed, which says only that the exit code was 0; the log shows an orderly stop/,
    ],
  ],
  [
    'Completed for an exit with 1: the codes tell it',
    exited(1, 'error'),
    { containers: [claim({ reason: 'Completed', exitCode: 0, finishedAt: null })] },
    ['exit-code', false, /shows exit code 0/],
  ],
  [
    'StartError for what ran',
    exited(128, 'error'),
    { containers: [claim({ reason: 'StartError', exitCode: 128, finishedAt: null })] },
    ['exit-code', true, /128/],
    ['reason', false, /StartError: that it never ran; the log shows an exit by itself/],
  ],
  [
    'a reason of the runtime’s own',
    exited(159, 'crash'),
    { containers: [claim({ reason: 'seccomp killed', exitCode: 159, finishedAt: null })] },
    ['exit-code', true, /159 \(SIGSYS\)/],
    ['reason-told', true, /gives the reason seccomp killed/],
  ],
  [
    'a Finished time that nothing explains',
    exited(1, 'error'),
    { containers: [claim({ reason: null, exitCode: null, finishedAt: DEATH + 90 * SECOND })] },
    ['finished', false, /finished at 02:20:37Z, 1 m 30 s after the log’s 02:19:07Z$/],
  ],
  [
    'a Finished time on the kubelet’s clock',
    exited(1, 'error', {
      evidence: [
        {
          ...event(0.357, { type: 'kubelet.pleg', pod: POD, change: 'ContainerDied', containerId: APP }),
          stamp: {
            raw: 'I1123 02:17:07.400000',
            wallMs: Date.UTC(2000, 10, 23, 2, 17, 7, 400),
            yearWritten: false,
            offsetMinutes: null,
            stepMs: 0.001,
          },
        },
      ],
    }),
    { containers: [claim({ reason: null, exitCode: null, finishedAt: DEATH - 120 * SECOND })] },
    [
      'finished',
      false,
      /2 m before the log’s 02:19:07Z: it fits the clock of kubelet, which runs 2 m behind the log’s/,
    ],
  ],
  [
    'a Finished time of another year, of a log that writes none',
    exited(1, 'error', {
      finishedAt: DEATH,
      evidence: [event(0, { type: 'kubelet.pleg', pod: POD, change: 'ContainerDied', containerId: APP })],
    }),
    { containers: [claim({ reason: null, exitCode: null, finishedAt: Date.UTC(2023, 10, 23, 2, 19, 7) })] },
    ['finished', false, /finished at 2023-11-23 02:19:07Z.*--year 2023$/],
  ],
  [
    'a Finished time hours away, of a log that writes no zone',
    exited(1, 'error', {
      finishedAt: DEATH,
      evidence: [event(0, { type: 'kubelet.pleg', pod: POD, change: 'ContainerDied', containerId: APP })],
    }),
    { containers: [claim({ reason: null, exitCode: null, finishedAt: DEATH - 2 * HOUR })] },
    ['finished', false, /2 h before the log’s 02:19:07Z.*--tz \+02:00$/],
  ],
  [
    'a restart count that hides deaths',
    exited(1, 'error'),
    { containers: [claim({ reason: null, exitCode: null, finishedAt: null, restartCount: 5 })] },
    ['restarts', false, /counts 5 restarts, and so 6 deaths of it; the log shows 1: 5 are not in the log/],
  ],
  [
    'a restart that the made-up end added',
    exited(null, 'eviction'),
    {
      containers: [
        { ...lost, restartCount: 1 },
        { ...lost, which: 'lastState', restartCount: 1 },
      ],
    },
    ['made-up', false, /ContainerStatusUnknown/],
    ['restarts', false, /counts 1 restart, which nobody saw/],
  ],
  [
    'a container that has waited since its last end',
    exited(1, 'error'),
    {
      containers: [
        claim({
          state: 'waiting',
          reason: 'CrashLoopBackOff',
          containerId: null,
          exitCode: null,
          finishedAt: null,
          restartCount: 0,
        }),
        claim({ which: 'lastState', reason: 'Error', exitCode: 1, restartCount: 0 }),
      ],
    },
    ['exit-code', true, /1$/],
    ['reason', true, /Error/],
    ['finished', true, /02:19:07Z/],
  ],
  [
    'a status older than the death',
    exited(1, 'error'),
    { containers: [claim({ state: 'running', reason: null, exitCode: null, finishedAt: null })] },
    ['status-older', false, /older than this death: the cluster shows the container running since 01:19:07Z/],
  ],
  [
    'the resource of an eviction',
    exited(null, 'eviction', { eviction: { resource: null, rankedAt: null, evictedAt: null, rank: null } }),
    {
      containers: [lost],
      pods: [
        ofPod({
          reason: 'Evicted',
          message: 'The node was low on resource: memory. Threshold quantity: 750Mi, available: 225800Ki. ',
        }),
      ],
    },
    ['made-up', false, /ContainerStatusUnknown/],
    [
      'resource-told',
      true,
      /names the resource, which no line of the log does: memory \(threshold 750 MiB, 221 MiB available\)/,
    ],
    ['stop-reason', true, /the pod’s status says so too: its pod was evicted/],
  ],
  [
    'another resource than the log’s',
    exited(null, 'eviction', {
      eviction: { resource: 'memory', rankedAt: null, evictedAt: null, rank: null },
    }),
    { pods: [ofPod({ reason: 'Evicted', message: 'The node was low on resource: ephemeral-storage. ' })] },
    ['resource', false, /says that ephemeral-storage was low; in the log it is memory/],
    ['stop-reason', true, /evicted/],
  ],
  [
    'the same resource, and how low it was',
    exited(null, 'eviction', {
      eviction: { resource: 'memory', rankedAt: null, evictedAt: null, rank: null },
    }),
    {
      events: [
        ofEvent({
          reason: 'Evicted',
          message: 'The node was low on resource: memory. Threshold quantity: 100Mi, available: 99Mi. ',
          containerName: null,
        }),
      ],
    },
    ['resource', true, /same resource, memory/],
    ['resource-told', true, /how low it was: threshold 100 MiB, 99 MiB available/],
    ['stop-reason', true, /an event \(Evicted\) says so too/],
  ],
  [
    'a drain that only the pod’s condition tells',
    exited(0, 'deletion'),
    { pods: [ofPod({ disruption: 'EvictionByEvictionAPI' })] },
    [
      'stop-reason-told',
      true,
      /the pod’s status gives a reason, where the log shows the deletion of its pod alone: .*kubectl drain/,
    ],
  ],
  [
    'a probe that only an event tells',
    exited(137, 'stopped'),
    { events: [ofEvent({ message: 'Container app failed liveness probe, will be restarted' })] },
    ['stop-reason-told', true, /an event \(Killing\) gives a reason, .*: its liveness probe failed/],
  ],
  [
    'a probe that both tell',
    exited(137, 'probe'),
    { events: [ofEvent({ message: 'Container app failed liveness probe, will be restarted' })] },
    ['stop-reason', true, /says so too: its liveness probe failed/],
  ],
]

describe('findings', () => {
  for (const [name, termination, status, ...expected] of ROWS) {
    it(name, () => {
      const [found] = findingsOf(termination, status)
      expect(found?.map(({ id, agrees }) => [id, agrees])).toEqual(
        expected.map(([id, agrees]) => [id, agrees]),
      )
      for (const [n, [, , says]] of expected.entries()) expect(found?.[n]?.says).toMatch(says)
    })
  }

  it('every kind of finding has a row', () => {
    const shown = new Set(ROWS.flatMap(([, , , ...expected]) => expected.map(([id]) => id)))
    expect([...shown].sort()).toEqual(
      [
        'end-told',
        'exit-code',
        'exit-code-told',
        'finished',
        'made-up',
        'reason',
        'reason-told',
        'reason-unspecific',
        'stop-reason',
        'stop-reason-told',
        'resource',
        'resource-told',
        'restarts',
        'status-older',
      ].sort(),
    )
  })

  it('nothing of the record but its status is changed', () => {
    for (const [, termination, status] of ROWS) {
      const [compared] = setBeside([termination], { ...NOTHING, ...status }).terminations
      expect({ ...compared, status: undefined }).toEqual({ ...termination, status: undefined })
    }
  })

  it.each([
    ['an event long before', [ofEvent({ firstAt: DEATH - HOUR, lastAt: DEATH - HOUR })]],
    ['an event of another container', [ofEvent({ containerName: 'sidecar' })]],
    ['an event of another pod', [ofEvent({ pod: { ...POD, uid: 'another' } })]],
  ])('%s is not about this death', (_name, events) => {
    expect(findingsOf(exited(137, 'killed'), { events })).toEqual([null])
  })
})

describe('which claim is about which death', () => {
  const crashes = [another(-600), another(-300), another(0)]
  const last = claim({ which: 'lastState', containerId: null, reason: 'Error', exitCode: 1, restartCount: 4 })
  const current = claim({
    state: 'running',
    containerId: 'f'.repeat(64),
    exitCode: null,
    reason: null,
    startedAt: DEATH + 10 * SECOND,
    finishedAt: null,
    restartCount: 4,
  })

  it('without an id the nearest in time; of the others the cluster shows nothing any more', () => {
    const [first, second, third] = findingsOf(crashes, { containers: [current, last] })
    expect([first, second].map((found) => found?.map(({ id }) => id))).toEqual([
      ['death-overwritten'],
      ['death-overwritten'],
    ])
    expect(first?.[0]?.says).toMatch(/no longer shows this death, only the container running since 02:19:17Z/)
    expect(third).toContainEqual(
      expect.objectContaining({
        id: 'restarts',
        agrees: false,
        says: expect.stringMatching(/4 restarts, and so 4 deaths of it; the log shows 3: 1 is not/),
      }),
    )
  })

  it('several deaths that the count holds are no disagreement', () => {
    const status = [claim({ ...current, restartCount: 3 }), claim({ ...last, restartCount: 3 })]
    expect(findingsOf(crashes, { containers: status })[2]).toContainEqual(
      expect.objectContaining({
        id: 'restarts',
        agrees: true,
        says: expect.stringMatching(/fits the 3 deaths.*no more than the last two/),
      }),
    )
    const fewer = [claim({ ...current, restartCount: 1 }), claim({ ...last, restartCount: 1 })]
    expect(findingsOf(crashes, { containers: fewer })[2]).toContainEqual(
      expect.objectContaining({
        id: 'restarts',
        agrees: false,
        says: expect.stringMatching(/hides 2 deaths: the log shows 3/),
      }),
    )
  })

  it('by the id, whatever the names and the time', () => {
    const odd = claim({
      pod: { namespace: 'x', name: 'y', uid: 'z' },
      containerName: 'w',
      finishedAt: DEATH + 9 * HOUR,
    })
    expect(findingsOf(base, { containers: [odd] })[0]).not.toBeNull()
    const short = { ...base, container: { ...base.container, id: APP.slice(0, 12) } }
    expect(findingsOf(short, { containers: [odd] })[0]).not.toBeNull()
  })

  it('one id of docker’s can die twice: the nearest', () => {
    const lives = [
      of({ finishedAt: DEATH - HOUR, exitCode: 1, cause: 'error' }),
      of({ exitCode: 2, cause: 'error' }),
    ]
    const found = findingsOf(lives, {
      containers: [claim({ source: 'docker', pod: null, exitCode: 2, oomKilled: false, reason: null })],
    })
    expect(found.map((one) => one?.map(({ id }) => id))).toEqual([
      ['death-overwritten'],
      ['exit-code', 'finished', 'restarts'],
    ])
  })

  it.each([
    ['another uid under the same name', { pod: { ...POD, uid: 'another' }, containerId: null }],
    ['another container of the pod', { containerName: 'sidecar', containerId: null }],
    ['another id of the runtime’s', { source: 'crictl', containerId: 'e'.repeat(64) } as const],
  ])('%s is another container', (_name, parts) => {
    expect(findingsOf(base, { containers: [claim(parts)] })).toEqual([null])
  })

  it('a static pod’s uid is one, with and without dashes', () => {
    const pod = { ...POD, uid: POD.uid.replaceAll('-', '') }
    expect(findingsOf(base, { containers: [claim({ pod, containerId: null })] })[0]).not.toBeNull()
  })

  it('a container without a name is the only one of its pod, or nobody', () => {
    const nameless = { ...base, container: { ...base.container, name: null } }
    const one = claim({ containerId: null })
    expect(findingsOf(nameless, { containers: [one] })[0]?.[0]?.id).toBe('exit-code')
    const two = [one, claim({ containerName: 'sidecar', containerId: null })]
    expect(findingsOf(nameless, { containers: two })).toEqual([null])
  })

  describe('by the time alone, where the log says too few names', () => {
    const nameless = { ...killedInside, node: null }
    const described = claim({
      source: 'describe',
      pod: { namespace: null, name: 'web', uid: null },
      containerId: null,
      which: 'lastState',
      finishedAt: DEATH + 27 * SECOND,
    })

    it('the only life that holds the kill and ended so', () => {
      expect(findingsOf(nameless, { containers: [described] })[0]?.[0]).toMatchObject({
        id: 'matched-by-time',
        agrees: true,
        says: expect.stringMatching(
          /the log does not name it: web › app .*by the time alone.*ran from 01:19:07Z to 02:19:34Z/,
        ),
      })
    })

    it.each([
      ['two that fit', [described, claim({ ...described, containerName: 'other' })]],
      ['one that began later', [claim({ ...described, startedAt: DEATH + SECOND })]],
      ['one that did not end for memory', [claim({ ...described, reason: 'Error' })]],
      ['one on another node', [claim({ ...described, node: 'elsewhere' })]],
    ])('%s: nobody', (_name, containers) => {
      expect(findingsOf({ ...nameless, node: 'here' }, { containers })).toEqual([null])
    })
  })

  it('a sandbox, and a container that the status does not know, have no status', () => {
    const other = { ...completed, container: { ...completed.container, id: 'c'.repeat(64) } }
    expect(findingsOf([sandbox, other], { containers: [claim()] })).toEqual([undefined, null])
    expect(findingsOf([evicted], {})).toEqual([null])
  })

  it('two files that say the same say it once', () => {
    const [once] = findingsOf(base, { containers: [claim()] })
    expect(findingsOf(base, { containers: [claim(), claim({ file: 'again.json' })] })).toEqual([once])
  })
})

describe('ends that only the cluster shows', () => {
  const nodes = [
    {
      node: 'node-a',
      sources: [
        {
          source: 'kernel',
          first: DEATH - HOUR,
          last: DEATH + HOUR,
          lines: 9,
          verbosity: null,
          heard: null,
          byBoot: [],
          byLog: [],
        },
      ],
      gaps: [],
      boots: [],
    },
  ] as const
  const notesOf = (...claims: readonly ClusterClaim[]) =>
    noteUnseen(setBeside([], { ...NOTHING, containers: claims }).unseen, nodes)

  it('are told where the log covers them', () => {
    expect(notesOf(claim({ node: 'node-a' }))).toEqual([
      `only the cluster shows this end: shop/${POD.name} › app, OOMKilled with exit code 137 (SIGKILL) at 2026-11-23 02:19:07Z; no line of the log does (pods.json)`,
    ])
    expect(notesOf({ ...lost, node: 'node-a' })[0]).toMatch(
      /ContainerStatusUnknown.*\(Kubernetes writes that for a container it lost\)/,
    )
  })

  it.each([
    ['of another node', claim({ node: 'node-b' })],
    ['of another time', claim({ finishedAt: DEATH + 2 * HOUR })],
    ['of no time on no node', lost],
  ])('%s are counted', (_name, one) => {
    expect(notesOf(one)).toEqual(['1 end in the status is of other nodes or times than the log’s'])
  })

  it('are told once, and no more than a few of them', () => {
    const many = Array.from({ length: 13 }, (_, n) =>
      claim({ containerId: String(n).padStart(64, '0'), containerName: `c${n}` }),
    )
    expect(notesOf(...many)).toHaveLength(11)
    expect(notesOf(...many).at(-1)).toBe('… and 3 more ends that only the cluster shows')
    const { unseen } = setBeside([base], { ...NOTHING, containers: [claim(), claim({ file: 'again.json' })] })
    expect(unseen).toEqual([])
  })
})

describe('in text', () => {
  it('differences are told in full, agreements in one sentence', () => {
    const findings = findingsOf(base, { containers: [claim({ reason: 'Error' })] })[0]
    expect(statusSentences(findings)).toEqual([
      expect.stringMatching(/not OOMKilled/),
      'agrees on the exit code and the time of death',
    ])
    expect(statusSentences(null)).toEqual([])
  })
})
