import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StatusFinding } from '../src/model/status.js'
import { runCli } from './run-cli.js'

interface Printed {
  readonly container: { readonly name: string | null; readonly sandbox: boolean }
  readonly cause: string
  readonly exitCode: number | null
  readonly eviction: { readonly resource: string | null } | null
  readonly status: readonly StatusFinding[] | null
}

const statusOptions = (files: readonly string[]) =>
  files.flatMap((file) => ['--status', `samples/status/${file}`])

async function recordsOf(log: string, ...files: readonly string[]): Promise<readonly Printed[]> {
  const { stdout } = await runCli([
    'timeline',
    '-o',
    'json',
    `samples/${log}.syslog`,
    ...statusOptions(files),
  ])
  return (JSON.parse(stdout) as readonly Printed[]).filter(({ container }) => !container.sandbox)
}

/** The blocks in which the text tells what the cluster said. */
async function clusterBlocks(log: string, ...files: readonly string[]): Promise<string> {
  const { stdout } = await runCli([`samples/${log}.syslog`, ...statusOptions(files), '--width', '100'])
  const blocks = stdout.split('\n\n').flatMap((block) => {
    const at = block.indexOf('          cluster')
    return at < 0 ? [] : [block.slice(at)]
  })
  return `\n${blocks.join('\n\n')}\n`
}

describe('the founding stories, with what kubectl describe said of them', () => {
  it('exit 0: the cluster agrees, on a clock two minutes behind', async () => {
    expect(await clusterBlocks('exit-0', 'exit-0.describe.txt')).toMatchInlineSnapshot(`
      "
                cluster     the cluster shows it finished at 18:00:43Z, 2 m 1 s before the log’s
                              18:02:43Z: it fits the clock of kubelet, which runs 1 m 59 s behind the
                              log’s
                            agrees on the exit code, the reason and the number of restarts
      "
    `)
    const [record] = await recordsOf('exit-0', 'exit-0.describe.txt')
    expect(record?.status).toContainEqual(expect.objectContaining({ id: 'finished', agrees: false }))
    expect(record).toMatchObject({ cause: 'completed', exitCode: 0 })
  })

  it('memory limit: the end that the log does not show, and a child that was not all of it', async () => {
    expect(await clusterBlocks('memory-limit', 'memory-limit.describe.txt')).toMatchInlineSnapshot(`
      "
                cluster     the log does not name it: nginx › nginx of the status is laid beside it by
                              the time alone, as the one container that fits (it ran from 18:59:16Z to
                              19:00:48Z)
                            the cluster shows the end that the log does not: OOMKilled with exit code
                              137 (SIGKILL) at 19:00:48Z, 28 s after this kill
                            the cluster says OOMKilled of the whole container: the kill in the log was
                              of a child, stress-ng-vm (pid 183960), and the container lived on for 28 s;
                              what ended it is not in the log
      "
    `)
    const [record] = await recordsOf('memory-limit', 'memory-limit.describe.txt')
    expect(record).toMatchObject({ cause: 'oom-pod', exitCode: null })
  })

  it('eviction: a made-up 137, a made-up restart, and the resource', async () => {
    expect(await clusterBlocks('eviction', 'eviction.describe.txt')).toMatchInlineSnapshot(`
      "
                cluster     the cluster shows ContainerStatusUnknown with exit code 137 (SIGKILL) and no
                              times (01 Jan 0001): Kubernetes writes that for a container it lost; the log
                              shows an eviction, and nobody saw the exit code
                            the cluster counts 1 restart, which nobody saw: Kubernetes adds it where it
                              makes up an end
                            the cluster names the resource, which no line of the log does: memory
                              (threshold 750 MiB, 221 MiB available, nginx was using 4.2 GiB)
                            agrees on why it was stopped
      "
    `)
    const [record] = await recordsOf('eviction', 'eviction.describe.txt')
    expect(record).toMatchObject({ cause: 'eviction', exitCode: null, eviction: { resource: null } })
  })
})

describe('other status', () => {
  it('kubectl get pods -o json: OOMKilled of two, of which one was hit', async () => {
    expect(await clusterBlocks('pod-limit', 'pod-limit.pods.json')).toMatchInlineSnapshot(`
      "
                cluster     the cluster shows OOMKilled, which does not tell that it was the pod’s limit
                              (96 MiB) that was full
                            agrees on the exit code and the time of death

                cluster     the cluster shows OOMKilled with exit code 0: the victim of the kernel,
                              memhog (pid 24556), was in another container
                            agrees on the exit code and the time of death
      "
    `)
  })

  it('crictl inspect beside it says the same of the same', async () => {
    const pods = await recordsOf('pod-limit', 'pod-limit.pods.json')
    const both = await recordsOf('pod-limit', 'pod-limit.pods.json', 'pod-limit.crictl.json')
    const ids = (records: readonly Printed[]) =>
      records.map(({ status }) => [...new Set(status?.map(({ id }) => id))])
    expect(ids(both)).toEqual(ids(pods))
    expect(JSON.stringify(both)).toContain('the runtime (crictl) shows')
  })

  it('kubectl get -o yaml and events: why it was stopped, which the log does not say', async () => {
    const files = ['grace-expired.pods.yaml', 'grace-expired.events.json']
    expect(await clusterBlocks('grace-expired', ...files)).toMatchInlineSnapshot(`
      "
                cluster     the cluster shows Error, which says only that the exit code was not 0; the
                              log shows an orderly stop
                            the pod’s status gives a reason, where the log shows an orderly stop alone:
                              its pod was evicted through the API, as kubectl drain does
                            agrees on the exit code, the time of death and why it was stopped
      "
    `)
  })

  it('from standard input', async () => {
    const status = readFileSync('samples/status/eviction.describe.txt', 'utf8')
    const { stdout } = await runCli(
      ['timeline', 'samples/eviction.syslog', '--status', '-', '-o', 'ndjson'],
      status,
    )
    expect(stdout).toContain('"id":"resource-told"')
  })
})

describe('without an answer', () => {
  it('no --status: null', async () => {
    expect(await recordsOf('eviction')).toMatchObject([{ status: null }])
  })

  it('a status of other containers: null, and what it shows is told as a note', async () => {
    const argv = ['samples/eviction.syslog', ...statusOptions(['pod-limit.pods.json'])]
    const text = await runCli(argv)
    expect(text.stdout).toContain(
      'cluster     2 ends in the status are of other nodes or times than the log’s\n\n',
    )
    const data = await runCli(['-o', 'ndjson', ...argv])
    expect(
      data.stdout
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as Printed).status),
    ).toEqual([null])
    expect(data.stderr).toBe('exitlog: 2 ends in the status are of other nodes or times than the log’s\n')
    expect(data.status).toBe(0)
  })
})

describe('trouble with the status files', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'exitlog-status-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  async function withFile(text: string) {
    const file = join(folder, 'status')
    await writeFile(file, text)
    return {
      file,
      ...(await runCli([
        'samples/eviction.syslog',
        '--status',
        file,
        ...statusOptions(['eviction.describe.txt']),
      ])),
    }
  }

  it.each([
    ['is none', 'Oct 12 19:34:44 a log', 'holds no status that exitlog knows'],
    ['is empty', '', 'is empty'],
    ['is cut', '{"kind":"List","items":[', 'the JSON is damaged, or ends too early'],
  ])('one that %s is told, and the good one is used', async (_name, text, trouble) => {
    const { file, status, stdout, stderr } = await withFile(text)
    expect(status).toBe(1)
    expect(stderr).toContain(`exitlog: ${file}: ${trouble}`)
    expect(stdout).toContain('ContainerStatusUnknown with exit code 137')
    expect(stdout).toContain('1 problem')
  })

  it('one that is not there', async () => {
    const { status, stdout, stderr } = await runCli([
      'samples/eviction.syslog',
      '--status',
      join(folder, 'none'),
    ])
    expect(status).toBe(1)
    expect(stderr).toMatch(/none: no such file/)
    expect(stdout).toContain('evicted by the kubelet')
  })

  it('hostile words in it reach no terminal', async () => {
    const reason = `\x1b[2J\x1b]0;title\x07\u202e${'x'.repeat(5_000)}`
    const claim = { terminated: { exitCode: 1, reason, finishedAt: '2026-10-12T19:34:45Z' } }
    const pod = {
      kind: 'Pod',
      metadata: { name: 'nginx', namespace: 'default' },
      status: { containerStatuses: [{ name: 'nginx', state: claim }] },
    }
    const { stdout } = await withFile(JSON.stringify(pod))
    expect(stdout).toContain('\\x1b[2J\\x1b]0;title')
    expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(200)
  })

  it('standard input for both is a mistake', async () => {
    for (const argv of [
      ['--status', '-'],
      ['-', '--status', '-'],
    ]) {
      const { status, stdout, stderr } = await runCli(argv, 'x')
      expect([status, stdout]).toEqual([2, ''])
      expect(stderr).toMatch(/standard input cannot be both/)
    }
    expect((await runCli(['events', '--status', 'x', 'samples/eviction.syslog'])).stderr).toMatch(
      /events takes no --status/,
    )
  })
})
