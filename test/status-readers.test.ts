import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ClusterClaim } from '../src/model/status.js'
import { decodeText } from '../src/status/decode.js'
import { readEvictionMessage } from '../src/status/eviction-message.js'
import { readMoment } from '../src/status/moment.js'
import { readStatus } from '../src/status/read-status.js'

const FOLDER = 'samples/status'
const textOf = (name: string) => decodeText(readFileSync(`${FOLDER}/${name}`))
const statusOf = (text: string) => readStatus(text, 'f').status
const ID = '4296b9e2377fddb0e7e42d20223c36771268cb7a1828315331405b66f0030add'

/** A claim as it is, its pod and its times made short to compare. */
function brief(claim: ClusterClaim) {
  const { source, file: _file, pod, startedAt, finishedAt, containerId, message: _message, ...rest } = claim
  const time = (ms: number | null) => ms && new Date(ms).toISOString()
  return {
    ...rest,
    source,
    pod: pod && [pod.namespace, pod.name, pod.uid],
    containerId: containerId?.slice(0, 12) ?? null,
    life: [time(startedAt), time(finishedAt)],
  }
}

describe('samples', () => {
  it.each(readdirSync(FOLDER))('%s is read without trouble', (name) => {
    const { status, trouble } = readStatus(textOf(name), name)
    expect(trouble).toBeNull()
    const files = [...status.containers, ...status.events].map(({ file }) => file)
    expect(new Set(files)).toEqual(new Set([name]))
  })
})

describe('kubectl describe pod', () => {
  it('tells state and last state, with the name that only the command says', () => {
    const { containers } = statusOf(textOf('exit-0.describe.txt'))
    expect(containers.map(brief)).toEqual([
      {
        source: 'describe',
        node: null,
        pod: [null, 'nginx', null],
        containerName: 'nginx',
        containerId: '68309eece1d6',
        state: 'running',
        which: 'state',
        reason: null,
        exitCode: null,
        signal: null,
        restartCount: 1,
        oomKilled: null,
        life: ['2025-05-16T18:00:45.000Z', null],
      },
      expect.objectContaining({
        containerId: null,
        state: 'terminated',
        which: 'lastState',
        reason: 'Completed',
        exitCode: 0,
        life: ['2025-05-16T18:00:30.000Z', '2025-05-16T18:00:43.000Z'],
      }),
    ])
  })

  it('tells the pod and its events, and reads 01 Jan 0001 as no time', () => {
    const { containers, pods, events } = statusOf(textOf('eviction.describe.txt'))
    expect(pods).toMatchObject([
      { phase: 'Failed', reason: 'Evicted', message: expect.stringContaining('750Mi') },
    ])
    expect(containers.map((one) => [one.reason, one.exitCode, one.startedAt, one.finishedAt])).toEqual([
      ['ContainerStatusUnknown', 137, null, null],
      ['ContainerStatusUnknown', 137, null, null],
    ])
    expect(events.map((one) => [one.reason, one.containerName, one.count, one.firstAt])).toEqual([
      ['Evicted', null, 1, null],
      ['Killing', 'nginx', 1, null],
    ])
  })

  const several = `Name:             web-0
Namespace:        shop
Node:             node-a/10.0.0.4
Status:           Running
Init Containers:
  setup:
    Container ID:   containerd://${'a'.repeat(64)}
    State:          Terminated
      Reason:       Completed
      Exit Code:    0
      Started:      Thu, 12 Oct 2023 21:00:00 +0200
      Finished:     Thu, 12 Oct 2023 21:00:01 +0200
    Ready:          True
    Restart Count:  0
Containers:
  app:
    Container ID:   containerd://${'b'.repeat(64)}
    State:          Waiting
      Reason:       CrashLoopBackOff
    Last State:     Terminated
      Reason:       Error
      Message:      panic: it said
      Reason:       OOMKilled
Containers:
  evil:
      Exit Code:    0 (forged)

goroutine 1 [running]:
      Exit Code:    134
      Signal:       6
      Started:      Thu, 12 Oct 2023 21:00:02 +0200
      Finished:     Thu, 12 Oct 2023 21:00:03 +0200
    Ready:          False
    Restart Count:  5
Conditions:
  Type     Status
  Ready    False
Events:
  Type     Reason     Age                   From     Message
  ----     ------     ----                  ----     -------
  Warning  Unhealthy  3m (x12 over 40m)     kubelet  Liveness probe failed: Get "http://10.0.0.9/": dial tcp
Normal   Killing    pasted into the body of the answer
  Normal   Killing    2m (x4 over 39m)      kubelet  Container app failed liveness probe, will be restarted


Name:             web-1
Namespace:        shop
Containers:
  app:
    Container ID:
    State:          Waiting
      Reason:       ContainerCreating
    Ready:          False
    Restart Count:  0
Events:             <none>
`

  it('tells several pods apart, and init containers too', () => {
    const { containers } = statusOf(several)
    expect(
      containers.map((one) => [one.pod?.name, one.node, one.containerName, one.which, one.state]),
    ).toEqual([
      ['web-0', 'node-a', 'setup', 'state', 'terminated'],
      ['web-0', 'node-a', 'app', 'state', 'waiting'],
      ['web-0', 'node-a', 'app', 'lastState', 'terminated'],
      ['web-1', null, 'app', 'state', 'waiting'],
    ])
  })

  it('is not misled by what a termination message holds', () => {
    const last = statusOf(several).containers[2]
    expect(last).toMatchObject({ reason: 'Error', exitCode: 134, signal: 'SIGABRT', restartCount: 5 })
    expect(last?.finishedAt).toBe(Date.UTC(2023, 9, 12, 19, 0, 3))
  })

  it('gives the id of a container that waits to the instance before', () => {
    const ids = statusOf(several).containers.map(({ containerId }) => containerId?.[0] ?? null)
    expect(ids).toEqual(['a', null, 'b', null])
  })

  it('counts repeated events and passes over the lines of a message', () => {
    expect(
      statusOf(several).events.map(({ reason, count, containerName }) => [reason, count, containerName]),
    ).toEqual([
      ['Unhealthy', 12, null],
      ['Killing', 4, 'app'],
    ])
  })

  it.each([
    ['kubectl describe pod web-0 -n shop', 'shop', 'web-0'],
    ['$ kubectl -n shop describe pod/web-0 | grep -A9 Containers', 'shop', 'web-0'],
    ['[root@node1 ~]# oc describe po --namespace=shop web-0', 'shop', 'web-0'],
    ['PS C:\\> kubectl describe pods -n shop web-0 > out.txt', 'shop', 'web-0'],
    ['k describe po', null, null],
    ['kubectl describe node web-0', null, null],
  ])('%s', (command, namespace, name) => {
    const text = `${command}\nContainers:\n  app:\n    State:          Running\n    Restart Count:  0\n`
    expect(statusOf(text).containers[0]?.pod).toEqual({ namespace, name, uid: null })
  })
})

describe('objects', () => {
  const pod = {
    kind: 'Pod',
    metadata: { name: 'web-0', namespace: 'shop', uid: 'u-1' },
    spec: { nodeName: 'node-a' },
    status: {
      phase: 'Running',
      containerStatuses: [
        {
          name: 'app',
          containerID: `containerd://${ID}`,
          restartCount: 2,
          state: { running: { startedAt: '2023-10-12T19:00:49Z' } },
          lastState: {
            terminated: {
              exitCode: 137,
              signal: 9,
              reason: 'OOMKilled',
              startedAt: null,
              finishedAt: '2023-10-12T19:00:48Z',
            },
          },
        },
      ],
    },
  }

  it('a pod: states, ids without their scheme, the last state without an id of its own', () => {
    expect(statusOf(JSON.stringify(pod)).containers.map(brief)).toEqual([
      expect.objectContaining({
        which: 'state',
        state: 'running',
        containerId: ID.slice(0, 12),
        node: 'node-a',
      }),
      expect.objectContaining({
        which: 'lastState',
        containerId: null,
        reason: 'OOMKilled',
        signal: 'SIGKILL',
        restartCount: 2,
        life: [null, '2023-10-12T19:00:48.000Z'],
      }),
    ])
  })

  it('a static pod goes by the uid that the kubelet knows', () => {
    const annotations = { 'kubernetes.io/config.mirror': '0123456789abcdef0123456789abcdef' }
    const mirrored = { ...pod, metadata: { ...pod.metadata, annotations } }
    expect(statusOf(JSON.stringify(mirrored)).pods[0]?.pod.uid).toBe('0123456789abcdef0123456789abcdef')
  })

  it.each([
    ['a List', JSON.stringify({ kind: 'List', items: [pod, pod] }), 4],
    ['a PodList without kinds', JSON.stringify({ kind: 'PodList', items: [{ ...pod, kind: undefined }] }), 2],
    ['an array', JSON.stringify([pod], null, 2), 2],
    ['values behind one another', `${JSON.stringify(pod, null, 4)}\n${JSON.stringify(pod, null, 4)}\n`, 4],
    ['one a line', `${JSON.stringify(pod)}\n${JSON.stringify(pod)}\n`, 4],
    ['a warning before', `WARN[0000] no config\n${JSON.stringify(pod, null, 2)}`, 2],
    ['lines of Windows', JSON.stringify(pod, null, 2).replaceAll('\n', '\r\n'), 2],
    ['YAML', 'kind: Pod\nstatus:\n  containerStatuses:\n  - name: a\n    state: {running: {}}\n', 1],
    ['YAML documents', 'kind: Pod\nstatus: {containerStatuses: [{name: a}]}\n---\nkind: Pod\n', 1],
    ['an empty List', JSON.stringify({ kind: 'List', items: [] }), 0],
  ])('%s', (_name, text, count) => {
    const { status, trouble } = readStatus(decodeText(Buffer.from(text)), 'f')
    expect([status.containers.length, trouble]).toEqual([count, null])
  })

  it('text of PowerShell, in UTF-16', () => {
    const bytes = Buffer.from(`\ufeff${JSON.stringify(pod)}`, 'utf16le')
    expect(statusOf(decodeText(bytes)).containers).toHaveLength(2)
  })

  it('an event of either API, about a pod', () => {
    const old = {
      kind: 'Event',
      involvedObject: {
        kind: 'Pod',
        namespace: 'shop',
        name: 'web-0',
        uid: 'u-1',
        fieldPath: 'spec.containers{app}',
      },
      reason: 'BackOff',
      message: 'Back-off restarting failed container',
      count: 12,
      firstTimestamp: '2023-10-12T19:00:00Z',
      lastTimestamp: '2023-10-12T19:10:00Z',
    }
    const young = {
      kind: 'Event',
      regarding: { kind: 'Pod', namespace: 'shop', name: 'web-0' },
      reason: 'Preempted',
      note: 'Preempted by a pod on node node-a',
      eventTime: '2023-10-12T19:00:00.123456Z',
    }
    const ofNode = { kind: 'Event', involvedObject: { kind: 'Node', name: 'node-a' }, reason: 'SystemOOM' }
    const { events } = statusOf(JSON.stringify({ kind: 'EventList', items: [old, young, ofNode] }))
    const at = (minute: number, ms = 0) => Date.UTC(2023, 9, 12, 19, minute, 0, ms)
    expect(events).toMatchObject([
      { reason: 'BackOff', containerName: 'app', count: 12, firstAt: at(0), lastAt: at(10) },
      { reason: 'Preempted', containerName: null, count: 1, firstAt: at(0, 123), lastAt: at(0, 123) },
    ])
  })

  it('crictl inspect: an attempt is a restart, a local zone is put right', () => {
    const [first] = statusOf(textOf('pod-limit.crictl.json')).containers
    expect(first && brief(first)).toMatchObject({
      source: 'crictl',
      pod: ['default', 'podlimit', '52146746-783f-41a9-ab9c-e9e44bc3942e'],
      containerName: 'bystander',
      state: 'terminated',
      reason: 'OOMKilled',
      exitCode: 0,
      restartCount: 0,
      life: ['2026-11-23T02:20:15.177Z', '2026-11-23T02:20:16.630Z'],
    })
  })

  const docker = {
    Id: ID,
    Name: '/db',
    RestartCount: 3,
    State: {
      Status: 'exited',
      Running: false,
      OOMKilled: true,
      ExitCode: 137,
      Error: '',
      StartedAt: '2023-10-12T18:00:00.5Z',
      FinishedAt: '2023-10-12T19:00:00.25Z',
    },
    Config: { Labels: {} },
  }
  const withState = (state: object) => JSON.stringify([{ ...docker, State: { ...docker.State, ...state } }])

  it('docker inspect: one that ended', () => {
    expect(statusOf(withState({})).containers.map(brief)).toEqual([
      expect.objectContaining({
        source: 'docker',
        pod: null,
        containerName: 'db',
        state: 'terminated',
        exitCode: 137,
        oomKilled: true,
        restartCount: 3,
        life: ['2023-10-12T18:00:00.500Z', '2023-10-12T19:00:00.250Z'],
      }),
    ])
  })

  it('docker inspect: of one that runs again only the time of the end before is known', () => {
    const running = withState({
      Status: 'running',
      Running: true,
      ExitCode: 0,
      OOMKilled: false,
      StartedAt: '2023-10-12T19:00:01Z',
    })
    expect(
      statusOf(running).containers.map((one) => [one.which, one.state, one.exitCode, one.oomKilled]),
    ).toEqual([
      ['state', 'running', null, null],
      ['lastState', 'terminated', null, null],
    ])
    const never = withState({ Status: 'running', Running: true, FinishedAt: '0001-01-01T00:00:00Z' })
    expect(statusOf(never).containers).toHaveLength(1)
    expect(statusOf(withState({ Status: 'created' })).containers[0]).toMatchObject({
      state: 'waiting',
      exitCode: null,
    })
  })
})

describe('what is no status', () => {
  it.each([
    ['nothing', '', /is empty/],
    ['a log', 'Oct 12 19:34:44 node kubelet[1]: I1012 x', /no status that exitlog knows/],
    ['a table', 'NAME    READY   STATUS\nnginx   1/1     Running\n', /no status that exitlog knows/],
    ['other objects', '{"kind":"Service"}', /no status that exitlog knows/],
    ['a number', '[1]', /no status that exitlog knows/],
    ['cut JSON', '{\n  "kind": "Pod",\n', /damaged, or ends too early/],
    ['bad YAML', 'kind: Pod\n  a: - b\n :\n', /damaged, or ends too early/],
    [
      'aliases that unfold without end',
      `kind: Pod\na: &a [x]\n${'bcdefghij'.replace(/./g, (n) => `${n}: &${n} [${`*${String.fromCharCode(n.charCodeAt(0) - 1)},`.repeat(20)}]\n`)}`,
      /damaged/,
    ],
  ])('%s', (_name, text, trouble) => {
    const reading = readStatus(text, 'f')
    expect(reading.trouble).toMatch(trouble)
    expect(reading.status.containers).toEqual([])
  })

  it('what stands before the damage is kept', () => {
    const whole = JSON.stringify({ kind: 'Pod', status: { containerStatuses: [{ name: 'a' }] } }, null, 2)
    const { status, trouble } = readStatus(`${whole}\n${whole.slice(0, 40)}`, 'f')
    expect([status.containers.length, trouble]).toEqual([1, expect.stringMatching(/ends too early/)])
  })

  it('a sample cut anywhere never throws', () => {
    for (const name of readdirSync(FOLDER)) {
      const text = textOf(name)
      for (let end = 0; end < text.length; end += 97) readStatus(text.slice(0, end), name)
    }
  })

  it('fields of the wrong kind are read as absent', () => {
    const odd = {
      kind: 'Pod',
      metadata: [],
      spec: 7,
      status: {
        containerStatuses: [
          null,
          'x',
          { name: 5, state: 'y', restartCount: '3', lastState: { terminated: null } },
        ],
      },
    }
    for (const claim of statusOf(JSON.stringify(odd)).containers) {
      expect(claim).toMatchObject({
        containerName: null,
        restartCount: null,
        exitCode: null,
        finishedAt: null,
      })
    }
  })
})

describe('small grammars', () => {
  it.each([
    ['2023-10-12T19:00:48Z', '2023-10-12T19:00:48.000Z'],
    ['2023-10-12T21:00:48.123456789+02:00', '2023-10-12T19:00:48.123Z'],
    ['Thu, 12 Oct 2023 14:00:48 -0500', '2023-10-12T19:00:48.000Z'],
    ['Mon, 01 Jan 0001 00:00:00 +0000', null],
    ['Mon, 01 Jan 0001 00:53:28 +0053', null],
    ['0001-01-01T00:00:00Z', null],
    ['1970-01-01T00:00:00Z', null],
    ['Thu, 12 Foo 2023 14:00:48 -0500', null],
    ['7m24s', null],
  ])('%s', (text, expected) => {
    const time = readMoment(text)
    expect(time && new Date(time).toISOString()).toBe(expected)
  })

  it.each([
    [
      'The node was low on resource: memory. Threshold quantity: 750Mi, available: 225800Ki. Container nginx was using 4395616Ki, request is 0, has larger consumption of memory. ',
      { resource: 'memory', amounts: ['threshold 750 MiB', '221 MiB available', 'nginx was using 4.2 GiB'] },
    ],
    [
      'The node was low on resource: ephemeral-storage. Container a was using 3Gi, which exceeds its request of 0. Container b was using 12Ki, which exceeds its request of 0. ',
      { resource: 'ephemeral-storage', amounts: ['a was using 3 GiB', 'b was using 12 KiB'] },
    ],
    [
      'The node was low on resource: inodes. Threshold quantity: 5120, available: 800. ',
      { resource: 'inodes', amounts: ['threshold 5120', '800 available'] },
    ],
    [
      'Container app exceeded its local ephemeral storage limit "1Gi". ',
      { resource: 'ephemeral-storage', amounts: ['app was over its limit of 1 GiB'] },
    ],
    [
      'Usage of EmptyDir volume "cache" exceeds the limit "64Mi". ',
      { resource: 'ephemeral-storage', amounts: ['cache was over its limit of 64 MiB'] },
    ],
    [
      'Pod ephemeral local storage usage exceeds the total limit of containers 2Gi. ',
      { resource: 'ephemeral-storage', amounts: ['the pod was over the limit of 2 GiB of its containers'] },
    ],
    ['Pod The node had condition: [DiskPressure]. ', { resource: 'ephemeral-storage', amounts: [] }],
    ['Pod was rejected', undefined],
  ])('%s', (message, expected) => expect(readEvictionMessage(message)).toEqual(expected))
})
