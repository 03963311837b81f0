// Calico's network plugin, started by the kubelet (dockershim) or containerd and logged under their tag. A network
// plugin is called for sandboxes only, so the id it names is a sandbox's; when it sets one up it names the pod, too.
import type { MessageParser } from '../../src/model/parser.js'
import { CONTAINERD, CRIO, KUBELET } from '../shared/programs.js'
import { readIso } from '../shared/time.js'

/** `2020-07-23 01:14:29.723 [INFO][1746797] cni-plugin/k8s.go 477: Releasing IP address(es) ContainerID="0d54…"` */
const HEAD =
  /^ ?\[(?:DEBUG|INFO|WARNING|ERROR)\]\[\d{1,10}\] (?:cni-plugin\/|ipam\/)?(?:plugin|k8s|dataplane_linux|ipam_plugin)\.go \d{1,5}: /
const ID = / ContainerID="([0-9a-f]{64})"/
const NAMESPACE = / Namespace="([a-z0-9-]{1,63})"/
const POD = / Pod="([a-z0-9.-]{1,253})"/

export const cniSandbox: MessageParser = {
  id: 'cni-sandbox',
  source: 'network plugin',
  reads: [{ message: 'calico … ContainerID=', since: 'Calico 3' }],
  programs: [...new Set([...KUBELET, ...CONTAINERD, ...CRIO])],
  needles: [' ContainerID='],
  parse(message) {
    // Where the line has no other time, its envelope has taken this one.
    const at = readIso(message)?.end ?? 0
    if (!HEAD.test(message.slice(at, at + 80))) return undefined
    const id = ID.exec(message)?.[1]
    if (id === undefined) return undefined
    const namespace = NAMESPACE.exec(message)?.[1] ?? null
    const name = POD.exec(message)?.[1] ?? null
    const pod = namespace === null || name === null ? null : { namespace, name, uid: null }
    return { type: 'runtime.sandbox_network', containerId: id, pod }
  },
  samples: [
    {
      version: '3.15',
      message:
        '2020-07-23 01:14:29.726 [INFO][1746797] k8s.go 477: Releasing IP address(es) ContainerID="4c1e5c7a0f2b6d98e3a4b5c6d7e8f90123456789abcdef0123456789abcdef01"',
      fact: {
        type: 'runtime.sandbox_network',
        containerId: '4c1e5c7a0f2b6d98e3a4b5c6d7e8f90123456789abcdef0123456789abcdef01',
        pod: null,
      },
    },
    {
      version: '3.26',
      program: 'containerd',
      message:
        '2024-03-04 09:17:07.123 [INFO][4135] cni-plugin/k8s.go 386: Populated endpoint ContainerID="4c1e5c7a0f2b6d98e3a4b5c6d7e8f90123456789abcdef0123456789abcdef01" Namespace="shop" Pod="checkout-7c9d8b5f6d-x2x9q" WorkloadEndpoint="node--a-k8s-checkout--7c9d8b5f6d--x2x9q-eth0"',
      fact: {
        type: 'runtime.sandbox_network',
        containerId: '4c1e5c7a0f2b6d98e3a4b5c6d7e8f90123456789abcdef0123456789abcdef01',
        pod: { namespace: 'shop', name: 'checkout-7c9d8b5f6d-x2x9q', uid: null },
      },
    },
  ],
  nearMisses: [
    {
      message: 'some tool: ContainerID="4c1e5c7a0f2b6d98e3a4b5c6d7e8f90123456789abcdef0123456789abcdef01"',
      because: 'no network plugin wrote it',
    },
    {
      message:
        '2020-07-23 01:14:29.726 [INFO][1746797] k8s.go 477: Releasing IP address(es) ContainerID="4c1e5c7a0f2b"',
      because: 'the id is cut',
    },
  ],
}
