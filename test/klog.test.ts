import { describe, expect, it } from 'vitest'
import { readContainerId } from '../parsers/shared/container-id.js'
import { goSeconds, unquote } from '../parsers/shared/go-value.js'
import { readInteger, readKlog } from '../parsers/shared/klog.js'
import { readPodRef, readPodRefs } from '../parsers/shared/pod-ref.js'
import { readFinishedContainers } from '../parsers/shared/pod-status.js'

const HEADER = 'I1012 19:34:44.999261    2480 kubelet.go:2231] '
const ID = '4296b9e2377fddb0e7e42d20223c36771268cb7a1828315331405b66f0030add'
const UID = '27aff94d-e0d9-43d1-84d6-9ab000aa57e2'

describe('a number that a page’s author has marked', () => {
  const line = `${HEADER}"Generic (PLEG): container finished" containerID="${ID}"`
  it.each([
    'exitCode=137`',
    'exitCode=137**',
    'exitCode=137.',
    'exitCode=137)',
    'exitCode=137**.',
    'exitCode=137</code>',
    'exitCode=<b>137</b>',
    '**exitCode=137**',
    '<b>exitCode=137</b>',
  ])('%s', (marked) => {
    const klog = readKlog(`${line} ${marked}`)
    expect(klog && readInteger(klog, 'exitCode')).toBe(137)
  })

  it.each(['exitCode=13...', 'exitCode=13…', 'exitCode=1.5', 'exitCode=', 'exitCode=**'])(
    'is none in %s',
    (text) => {
      const klog = readKlog(`${line} ${text}`)
      expect(klog && readInteger(klog, 'exitCode')).toBeNull()
    },
  )
})

describe('the header', () => {
  it.each([
    ['klog', 'I1012 19:34:44.999261    2480 kubelet.go:2231] Started kubelet'],
    ['glog, one blank before the pid', 'I1012 19:34:44.999261 2480 kubelet.go:2231] Started kubelet'],
    ['without the number', 'I1012 19:34:44.999261 kubelet.go:2231] Started kubelet'],
    ['a severity spelled out', 'INFO:1012 19:34:44.999261    2480 kubelet.go:2231] Started kubelet'],
    ['a letter that a paste left out', '1012 19:34:44.999261    2480 kubelet.go:2231] Started kubelet'],
    ['an editor’s line number', '46948 I1012 19:34:44.999261    2480 kubelet.go:2231] Started kubelet'],
    ['a number of grep -n', '17:I1012 19:34:44.999261    2480 kubelet.go:2231] Started kubelet'],
    [
      'an envelope cut to its tag',
      'kubelet[2480]: I1012 19:34:44.999261    2480 kubelet.go:2231] Started kubelet',
    ],
    [
      'a tag that was put twice',
      'microk8s.daemon-kubelet: I1012 19:34:44.999261    2480 kubelet.go:2231] Started kubelet',
    ],
  ])('%s', (_name, message) => {
    expect(readKlog(message)).toMatchObject({ place: 'kubelet.go:2231', text: 'Started kubelet' })
    expect(readKlog(message)?.stamp?.raw).toBe('1012 19:34:44.999261')
  })

  it.each([
    'kubelet.go:2447] "SyncLoop DELETE" source="api"',
    '   2480 kubelet.go:2447] "SyncLoop DELETE" source="api"',
    '9:34:44.999261    2480 kubelet.go:2447] "SyncLoop DELETE" source="api"',
    '... kubelet.go:2447] "SyncLoop DELETE" source="api"',
    'I 2480 kubelet.go:2447] "SyncLoop DELETE" source="api"',
    '09:34:44.999261  kubelet   kubelet.go:2447] "SyncLoop DELETE" source="api"',
  ])('may have lost its front: %s', (message) => {
    const klog = readKlog(message)
    expect(klog).toMatchObject({ stamp: null, place: 'kubelet.go:2447', text: 'SyncLoop DELETE' })
    expect(klog?.get('source')).toBe('api')
  })

  it.each(['', ' ', '    '])('may be missing: %j', (blanks) => {
    const klog = readKlog(`${blanks}"SyncLoop DELETE" source="api" pods=["default/nginx"]`)
    expect(klog).toMatchObject({ stamp: null, place: null, text: 'SyncLoop DELETE' })
    expect(klog?.get('source')).toBe('api')
  })

  it('is no header behind a TAB: continuation lines hold what a container printed', () => {
    expect(readKlog('\t12 I1012 19:34:44.999261    2480 kubelet.go:2231] Started kubelet')?.stamp).toBeNull()
  })

  it.each([
    'I1012 19:34:44.999261    2480 kube',
    'I1012 19:34:44.999261    2480 kubelet.go:2231] "Started kub',
  ])('cut: %s', (message) => expect(readKlog(message)).toBeUndefined())

  it.each([
    ['blanks behind it', `${HEADER}Started kubelet     `, 'Started kubelet'],
    ['the bold marks of a page', `${HEADER}**Started** kubelet`, 'Started kubelet'],
    ['a name that was masked', `${HEADER}Started web-***`, 'Started web-***'],
  ])('stands before a text with %s', (_what, message, text) => expect(readKlog(message)?.text).toBe(text))

  it('has an unknown file', () => {
    expect(readKlog('E1012 19:34:44.999261    2480 ???:1] boom')).toMatchObject({
      place: '???:1',
      text: 'boom',
    })
  })
})

describe('values in text', () => {
  it.each([
    ['a quoted string', 'k="a b"', 'a b'],
    ['quotes, slashes, tabs and line feeds in it', 'k="say \\"a\\\\b\\"\\t\\n"', 'say "a\\b"\t\n'],
    ['escapes of bytes and code points', 'k="\\x41\\u00e9\\U0001f600"', 'Aé😀'],
    ['an empty string', 'k=""', ''],
    ['a bare named string, klog before 2.100', `k=${UID}`, UID],
    ['an integer', 'k=-3', '-3'],
    ['a bool', 'k=true', 'true'],
    ['nil', 'k=<nil>', '<nil>'],
    ['a slice', 'k=[ns/a ns/b]', '[ns/a ns/b]'],
    ['a quoted slice, 1.26', 'k="[ns/a ns/b]"', '[ns/a ns/b]'],
    ['quoted entries, 1.27', 'k=["ns/a" "ns/b"]', '["ns/a" "ns/b"]'],
    ['JSON entries, 1.28', 'k=["ns/a","ns/b"]', '["ns/a","ns/b"]'],
    ['a struct', `k={Type:containerd ID:${ID}}`, `{Type:containerd ID:${ID}}`],
    ['a pointer to a struct', `k=&{ID:${UID} Type:ContainerDied}`, `&{ID:${UID} Type:ContainerDied}`],
    ['structs in a struct', 'k=&{A:{B:[x y] C:1} D:} ', '&{A:{B:[x y] C:1} D:}'],
    ['a map', 'k=map[a:1 b:{2 3}]', 'map[a:1 b:{2 3}]'],
    [
      'a JSON object with brackets and an equals sign in its strings',
      'k={"a":"}] z=1","b":{"c":["]"]}}',
      '{"a":"}] z=1","b":{"c":["]"]}}',
    ],
    ['an empty slice', 'k=[]', '[]'],
    ['a missing value', 'k="(MISSING)"', '(MISSING)'],
  ])('%s', (_name, pair, value) => {
    const klog = readKlog(`${HEADER}"x" first="1" ${pair.trimEnd()} last=[z]`)
    expect(klog?.get('k')).toBe(value)
    expect(klog?.get('first')).toBe('1')
    expect(klog?.get('last')).toBe('[z]')
  })

  it('reads a message and an error that quote', () => {
    const err = 'failed to \\"StartContainer\\" for \\"app\\" with CrashLoopBackOff: \\"back-off 5m0s\\"'
    const klog = readKlog(`${HEADER}"a \\"b\\" c" err="${err}" pod="ns/name"`)
    expect(klog?.text).toBe('a "b" c')
    expect(klog?.get('err')).toBe(
      'failed to "StartContainer" for "app" with CrashLoopBackOff: "back-off 5m0s"',
    )
    expect(klog?.get('pod')).toBe('ns/name')
  })

  it('takes the last of a key that stands twice', () => {
    expect(readKlog(`${HEADER}"x" pod="ns/a" pod="ns/b"`)?.get('pod')).toBe('ns/b')
  })

  it('knows no key that stands only inside a value', () => {
    const klog = readKlog(`${HEADER}"x" output="a pod=\\"ns/forged\\" exitCode=0"`)
    expect(klog?.get('pod')).toBeUndefined()
    expect(klog?.get('exitCode')).toBeUndefined()
  })

  it.each([
    ['a string', 'k="a b', 'a b'],
    ['a slice', 'k=[ns/a ns', '[ns/a ns'],
    ['JSON', 'k={"a":"b}', '{"a":"b}'],
  ])('gives %s that is cut only to who asks for it so', (_name, pair, value) => {
    const klog = readKlog(`${HEADER}"x" first=1 ${pair}`)
    expect(klog?.get('k')).toBeUndefined()
    expect(klog?.peek('k')).toBe(value)
    expect(klog?.get('first')).toBe('1')
  })
})

describe('values of several lines', () => {
  const lines = `${HEADER}"Probe failed" err=<\n\tfirst line\n\t\tindented\n\t > not the end\n > pod="ns/name" output=<\n\tone\n >`
  it.each([
    ['as klog prints them', lines],
    ['as rsyslog escapes one record', lines.replaceAll('\n', '#012').replaceAll('\t', '#011')],
  ])('%s', (_name, message) => {
    const klog = readKlog(message)
    expect(klog?.get('err')).toBe('first line\n\tindented\n > not the end')
    expect(klog?.get('pod')).toBe('ns/name')
    expect(klog?.get('output')).toBe('one')
  })

  it('behind a message with the same escapes', () => {
    const klog = readKlog(`${HEADER}"a #012 b" err=<#012#011one#012 > pod="ns/name"`)
    expect([klog?.text, klog?.get('err'), klog?.get('pod')]).toEqual(['a #012 b', 'one', 'ns/name'])
  })

  it('whose lines did not come', () => {
    const klog = readKlog(`${HEADER}"Probe failed" pod="ns/name" output=<`)
    expect(klog?.get('pod')).toBe('ns/name')
    expect(klog?.get('output')).toBeUndefined()
    expect(klog?.peek('output')).toBe('')
  })
})

describe('JSON logging', () => {
  const record =
    '{"ts":1580306777045.1728,"caller":"eviction/eviction_manager.go:374","msg":"say \\"x\\"","v":2,"pod":{"name":"web-0","namespace":"prod"},"pods":[{"name":"a","namespace":"b"}],"n":3,"err":"a\\nb \\u003c"}'

  it('gives the same as text', () => {
    const klog = readKlog(record)
    expect(klog).toMatchObject({ place: 'eviction/eviction_manager.go:374', text: 'say "x"' })
    expect(klog?.stamp).toEqual({
      raw: '1580306777045.1728',
      wallMs: Number('1580306777045.1728'),
      yearWritten: true,
      offsetMinutes: 0,
      stepMs: 0.0001,
    })
    expect(klog?.get('n')).toBe('3')
    expect(klog?.get('err')).toBe('a\nb <')
    expect(readPodRef(klog?.get('pod'))).toEqual({ namespace: 'prod', name: 'web-0', uid: null })
    expect(readPodRefs(klog?.get('pods'))).toEqual([{ namespace: 'b', name: 'a', uid: null }])
  })

  it('cut anywhere it gives whole values or none', () => {
    for (let end = 0; end < record.length; end++) {
      const klog = readKlog(record.slice(0, end))
      expect(['3', undefined]).toContain(klog?.get('n'))
      expect(['a\nb <', undefined]).toContain(klog?.get('err'))
    }
  })

  it.each(['{"level":"info","msg":"x"}', '{"ts":1,"caller":"a.go:1"}', '{}', '{"msg":{}}'])(
    'is not: %s',
    (message) => expect(readKlog(message)).toBeUndefined(),
  )
})

describe('references', () => {
  const pod = { namespace: 'ns', name: 'web-0', uid: null }
  it.each([
    ['ns/web-0', pod],
    [`web-0_ns(${UID})`, { ...pod, uid: UID }],
    ['web-0_ns(5ec84d8dbc74254770f58904dba41ecc)', { ...pod, uid: '5ec84d8dbc74254770f58904dba41ecc' }],
    ['web-0_ns(27aff94d)', pod],
    ['{"name":"web-0","namespace":"ns"}', pod],
    ['web-0', { ...pod, namespace: null }],
    ['', { namespace: null, name: null, uid: null }],
    ['<nil>', { namespace: null, name: null, uid: null }],
  ])('pod %s', (text, ref) => expect(readPodRef(text)).toEqual(ref))

  const a = { namespace: 'ns', name: 'a', uid: null }
  const b = { namespace: 'ns', name: 'b', uid: null }
  it.each([
    ['[ns/a ns/b]', [a, b]],
    ['["ns/a" "ns/b"]', [a, b]],
    ['["ns/a","ns/b"]', [a, b]],
    ['[{"name":"a","namespace":"ns"},{"name":"b","namespace":"ns"}]', [a, b]],
    [
      `a_ns(${UID}), b_ns(${UID})`,
      [
        { ...a, uid: UID },
        { ...b, uid: UID },
      ],
    ],
    ['[ns/a ns/b', [a]],
    [`a_ns(${UID}), b_ns(27af`, [{ ...a, uid: UID }]],
    ['[]', []],
    ['', []],
  ])('pods %s', (text, refs) => expect(readPodRefs(text)).toEqual(refs))

  it.each([
    ID,
    `containerd://${ID}`,
    `cri-o://${ID}`,
    `{Type:docker ID:${ID}}`,
    `{"Type":"containerd","ID":"${ID}"}`,
    `{"docker" "${ID}"}`,
    `{docker ${ID}}`,
  ])('container %s', (text) => expect(readContainerId(text)).toBe(ID))

  it.each([`${ID}0`, ID.slice(1), `docker://${ID.slice(1)}`, 'docker://nginx', `x${ID}`, ''])(
    'no container %s',
    (text) => expect(readContainerId(text)).toBeNull(),
  )
})

describe('Go values', () => {
  it.each([
    ['10s', 10],
    ['5m0s', 300],
    ['1h2m3.5s', 3723.5],
    ['x', null],
    ['', null],
  ])('duration %s', (text, seconds) => expect(goSeconds(text)).toBe(seconds))

  it.each([
    ['"a"', 'a'],
    ['"a\\', 'a'],
    ['"a\\"', 'a"'],
    ['"\\ud83d\\ude00"', '😀'],
  ])('string %s', (text, value) => expect(unquote(text)).toBe(value))
})

const containerStatus = (id: string) =>
  `{"containerID":"containerd://${id}","name":"app","state":{"terminated":{"containerID":"containerd://${id}","exitCode":1}}}`

describe('the ends that a status tells', () => {
  it('of the containers before a cut', () => {
    const status = `{"status":{"containerStatuses":[${containerStatus(ID)},${containerStatus(ID.replace('4', '5'))}]}}`
    expect(readFinishedContainers(status)).toHaveLength(2)
    for (let end = 0; end < status.length; end++) {
      for (const { containerId } of readFinishedContainers(status.slice(0, end)))
        expect(status).toContain(containerId)
    }
    expect(readFinishedContainers(status.slice(0, -20))).toHaveLength(1)
  })

  it('never of a list that a termination message holds', () => {
    const message = JSON.stringify(`"containerStatuses":[${containerStatus(ID)}]`)
    expect(readFinishedContainers(`{"status":{"message":${message}}}`)).toEqual([])
  })
})

it('is linear in hostile text', () => {
  const hostile = [
    `${HEADER}"x" k=${'['.repeat(200_000)}`,
    `${HEADER}"x"${' a="b"'.repeat(50_000)}`,
    `${HEADER}"x" k="${'\\'.repeat(200_000)}`,
    `${HEADER}"x" ${'k={"a":"'.repeat(30_000)}`,
    `{"ts":1,"msg":"x"${',"a":{'.repeat(50_000)}`,
    `${'1 '.repeat(100_000)}I`,
    `${'a'.repeat(200_000)}[`,
  ]
  const begun = performance.now()
  for (const message of hostile) readKlog(message)?.get('z')
  expect(performance.now() - begun).toBeLessThan(2000)
})
