import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createGlob } from '../src/input/bundles/glob.js'
import { LAYOUTS } from '../src/input/bundles/layouts.js'
import { readAll, tar, writeTree, zip } from './input-tools.js'

/** What is read of a bundle, with its kind and its node; and what is not. */
interface Miniature {
  readonly layout: string
  /** The folder that is handed over; its name may matter. */
  readonly folder: string
  readonly read: Readonly<Record<string, readonly [kind: string, node: string | null]>>
  readonly left: readonly string[]
}

const sos = 'sosreport-worker-1-2024-03-04-abcdefg'
const miniatures: readonly Miniature[] = [
  {
    layout: 'sosreport',
    folder: sos,
    read: {
      'sos_commands/crio/journalctl_--no-pager_--unit_crio': ['runtime', 'worker-1'],
      'sos_commands/kernel/dmesg': ['kernel', 'worker-1'],
      'sos_commands/kernel/dmesg_-T': ['kernel', 'worker-1'],
      'sos_commands/kubernetes/journalctl_--no-pager_--unit_kubelet': ['kubelet', 'worker-1'],
      'sos_commands/logs/journalctl_--no-pager': ['journal', 'worker-1'],
      'sos_commands/logs/journalctl_--no-pager_--boot': ['journal', 'worker-1'],
      'sos_strings/logs/var.log.messages.tailed': ['journal', 'worker-1'],
      'var/log/messages-20240303': ['syslog', 'worker-1'],
      'var/log/messages': ['syslog', 'worker-1'],
    },
    left: [
      'sos_commands/logs/journalctl_--disk-usage',
      'sos_commands/kubernetes/kubectl_get_pods',
      'var/log/dnf.log',
      'var/log/pods/ns_pod_uid/app/0.log',
      'sos_logs/sos.log',
    ],
  },
  {
    layout: 'EKS log collector',
    folder: 'eks_i-0123456789abcdef0_2024-03-04_0917-UTC_0.7.8',
    read: {
      'containerd/containerd-log.txt': ['runtime', null],
      'kernel/dmesg.current': ['kernel', null],
      'kernel/dmesg.human.current': ['kernel', null],
      'kubelet/kubelet.log': ['kubelet', null],
      'var_log/messages': ['syslog', null],
    },
    left: [
      'var_log/kube-system_coredns-a_uid/coredns/0.log',
      'kubelet/svc.log',
      'system/ps.txt',
      'ipamd/enis.json',
    ],
  },
  {
    layout: 'AKS log collector',
    folder: 'aks_logs',
    read: {
      'var/log/kern.log': ['kernel', null],
      'var/log/messages': ['syslog', null],
      'var/log/syslog.1': ['syslog', null],
    },
    left: [
      'collect/file_listings.txt',
      'collect/systemctl-status.txt',
      'var/log/azure/cluster-provision.log',
      'var/log/auth.log',
    ],
  },
  {
    layout: 'Rancher logs collector',
    folder: 'worker-2.example.com-2024-03-04_09_17_07',
    read: {
      'journald/containerd': ['runtime', 'worker-2.example.com'],
      'journald/rke2-agent': ['kubelet', 'worker-2.example.com'],
      'rke2/agent-logs/kubelet.log': ['kubelet', 'worker-2.example.com'],
      'rke2/containerd.log': ['runtime', 'worker-2.example.com'],
      'systeminfo/dmesg': ['kernel', 'worker-2.example.com'],
      'systemlogs/syslog': ['syslog', 'worker-2.example.com'],
    },
    left: ['rke2/podlogs/kube-system-etcd', 'rke2/kubectl/nodes', 'systeminfo/ps', 'journald/cloud-init'],
  },
  {
    layout: 'must-gather',
    folder: 'must-gather.local.1234',
    read: {
      'quay-io-sha256-ab/host_service_logs/masters/crio_service.log': ['runtime', null],
      'quay-io-sha256-ab/host_service_logs/masters/kubelet_service.log': ['kubelet', null],
      'quay-io-sha256-ab/nodes/master-0/dmesg': ['kernel', 'master-0'],
      'quay-io-sha256-ab/nodes/master-0/master-0_logs_kubelet.gz': ['kubelet', 'master-0'],
    },
    left: [
      'quay-io-sha256-ab/cluster-scoped-resources/core/nodes/master-0.yaml',
      'quay-io-sha256-ab/namespaces/a/pods/b/c/c/logs/current.log',
      'quay-io-sha256-ab/nodes/master-0/lscpu',
    ],
  },
  {
    layout: 'kind export logs',
    folder: 'kind-logs',
    read: {
      'kind-control-plane/containerd.log': ['runtime', 'kind-control-plane'],
      'kind-control-plane/journal.log': ['journal', 'kind-control-plane'],
      'kind-control-plane/kubelet.log': ['kubelet', 'kind-control-plane'],
      'kind-worker/kubelet.log': ['kubelet', 'kind-worker'],
    },
    left: [
      'kind-version.txt',
      'kind-control-plane/kubernetes-version.txt',
      'kind-control-plane/inspect.json',
      'kind-control-plane/images.log',
      'kind-control-plane/containers/app.log',
      'kind-control-plane/pods/ns_pod_uid/app/0.log',
    ],
  },
  {
    layout: 'Bottlerocket logdog',
    folder: 'bottlerocket-logs',
    read: { dmesg: ['kernel', null], 'journalctl.log': ['journal', null] },
    left: ['journalctl.errors', 'os-release'],
  },
  {
    layout: '/var/log',
    folder: 'node',
    read: {
      'var/lib/rancher/k3s/agent/containerd/containerd.log': ['runtime', null],
      'var/log/containerd.log': ['runtime', null],
      'var/log/kern.log': ['kernel', null],
      'var/log/kubernetes/kubelet.log': ['kubelet', null],
      'var/log/syslog.2.gz': ['syslog', null],
      'var/log/syslog.1': ['syslog', null],
      'var/log/syslog': ['syslog', null],
    },
    left: [
      'var/log/apt/history.log',
      'var/log/auth.log',
      'var/log/pods/ns_pod_uid/kubelet/0.log',
      'var/log/lastlog',
    ],
  },
]

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'exitlog-bundles-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const line = 'Mar  4 09:17:07 node-a kubelet[955]: a line\n'
const contentOf = (path: string): string | Buffer => (path.endsWith('.gz') ? gzipSync(line) : line)
const filesOf = ({ read, left }: Miniature): Record<string, string | Buffer> =>
  Object.fromEntries([...Object.keys(read), ...left].map((path) => [path, contentOf(path)]))

it('every layout has a miniature', () => {
  expect(miniatures.map(({ layout }) => layout)).toEqual(LAYOUTS.map(({ name }) => name))
})

describe.each(miniatures)('$layout', (miniature) => {
  const expected = (root: string) =>
    Object.entries(miniature.read).map(([path, [kind, node]]) => ({
      name: `${root}${path}`,
      kind,
      node,
      text: line,
    }))

  it('is read as a folder: the logs of the node alone', async () => {
    const root = writeTree(join(folder, miniature.folder), filesOf(miniature))
    const { inputs, problems } = await readAll([root])
    expect(problems).toEqual([])
    expect(inputs).toMatchObject(expected(`${root}/`))
  })

  it('is read from the folder around it', async () => {
    const root = writeTree(join(folder, miniature.folder), filesOf(miniature))
    expect((await readAll([folder])).inputs).toMatchObject(expected(`${root}/`))
  })

  it.each([
    ['tar.gz', (files: Record<string, string | Buffer>) => gzipSync(tar(files))],
    ['zip', zip],
  ])('is read as %s, once it is recognised', async (extension, pack) => {
    const files = Object.entries(filesOf(miniature))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, content]) => [`./${miniature.folder}/${path}`, content])
    writeTree(folder, { [`bundle.${extension}`]: pack(Object.fromEntries(files)) })
    const archive = join(folder, `bundle.${extension}`)
    const { inputs, problems } = await readAll([archive])
    expect(problems).toEqual([])
    const chosen = inputs.filter((input) => input.kind !== null)
    expect(chosen.length).toBeGreaterThan(Object.keys(miniature.read).length / 2)
    expect(expected(`${archive}!./${miniature.folder}/`)).toEqual(
      expect.arrayContaining(chosen.map(({ name, kind, node, text }) => ({ name, kind, node, text }))),
    )
    for (const { name } of inputs) expect(name).not.toMatch(/\/(?:pods|podlogs|containers)\//)
  })
})

it('a file that names no host in its lines is enough to know the node', async () => {
  for (const { folder: name, read } of miniatures) {
    for (const [path, [kind, node]] of Object.entries(read)) {
      if (kind !== 'kernel') continue
      writeTree(folder, { 'one.tar': tar({ [`${name}/${path}`]: line }) })
      expect((await readAll([join(folder, 'one.tar')])).inputs).toMatchObject([{ kind, node }])
    }
  }
})

describe('a bundle', () => {
  it('packed by its collector, without a folder around it, is told by the name of the archive', async () => {
    const files = { './var_log/kube-system_app_uid/app/0.log': line, './kubelet/kubelet.log': line }
    writeTree(folder, { 'eks_i-0123456789abcdef0_2024-03-04_0917-UTC_0.7.8.tar.gz': gzipSync(tar(files)) })
    const { inputs } = await readAll([folder])
    expect(inputs).toMatchObject([
      { name: expect.stringMatching(/!\.\/kubelet\/kubelet\.log$/), kind: 'kubelet' },
    ])
  })

  it('names no node where its own name may say more than that', async () => {
    const name = 'sosreport-worker-1-03781234-2024-03-04-abcdefg'
    writeTree(folder, { [`${name}/sos_commands/kernel/dmesg`]: line })
    expect((await readAll([folder])).inputs).toMatchObject([{ kind: 'kernel', node: null }])
  })

  it('may stand beside others, each with its node', async () => {
    writeTree(folder, {
      [`${sos}/sos_commands/kernel/dmesg`]: line,
      'sosreport-worker-2-2024-03-04-hijklmn/sos_commands/kernel/dmesg': line,
      'note.txt': line,
    })
    const { inputs } = await readAll([folder])
    expect(inputs.map(({ node, kind }) => [node, kind])).toEqual([
      [null, null],
      ['worker-1', 'kernel'],
      ['worker-2', 'kernel'],
    ])
  })

  it('of which one file is named is still known', async () => {
    const root = writeTree(folder, {
      'mg/cluster-scoped-resources/a.yaml': 'a',
      'mg/nodes/master-0/dmesg': line,
    })
    expect((await readAll([`${root}/mg/nodes/master-0/dmesg`])).inputs).toMatchObject([
      { kind: 'kernel', node: 'master-0', text: line },
    ])
    expect((await readAll([`${root}/mg/cluster-scoped-resources/a.yaml`])).inputs).toMatchObject([
      { kind: null, node: null, text: 'a' },
    ])
  })
})

describe('a glob', () => {
  it.each([
    ['a/b', 'a/b', true],
    ['a/b', 'a/b/c', false],
    ['a/*', 'a/', true],
    ['a/*.log*', 'a/x.log.1', true],
    ['a/*.log', 'a/x.log.1', false],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*bc', 'abc', false],
    ['*', 'a/b', false],
    ['{a,b}/{c,d}*', 'b/dd', true],
    ['{a,b}/{c,d}*', 'c/d', false],
    ['a/**', 'a/b/c', true],
    ['a/**/z', 'a/z', true],
    ['a/**/z', 'a/b/c/z', true],
    ['a/**/z', 'a/b/c', false],
  ])('%s on %s: %s', (pattern, path, fits) => {
    expect(createGlob(pattern)(path.split('/')) !== null).toBe(fits)
  })

  it('remembers the node', () => {
    expect(createGlob('nodes/<node>/**')(['nodes', 'master-0', 'a', 'b'])).toEqual({ node: 'master-0' })
  })

  it('takes no longer for hostile names than for others', () => {
    const name = 'a'.repeat(1_000_000)
    expect(createGlob('*a*b*')([name])).toBeNull()
    expect(createGlob('**/*b')(Array.from({ length: 10_000 }, () => 'a'))).toBeNull()
  })
})
