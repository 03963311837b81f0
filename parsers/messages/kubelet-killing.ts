/** The kubelet asks the runtime to stop a container: a death that follows is not of the container's own making. Kubelet 1.2 and later, `-v=2`. */
import type { MessageParser } from '../../src/model/parser.js'
import { readShortenedId } from '../shared/container-id.js'
import { readManagedContainer } from '../shared/docker-manager-name.js'
import { integer } from '../shared/go-value.js'
import { killing } from '../shared/killing.js'
import { klogStamp, readInteger, readKlog } from '../shared/klog.js'
import { readPodWithUid } from '../shared/pod-ref.js'
import { KUBELET } from '../shared/programs.js'

const KILLING = 'Killing container with a grace period'
const OVERRIDE = `${KILLING} override`
/** The wordings before 1.7, of 1.7–1.18 and of 1.19–1.20, the id with its names, as text or as a struct. */
const OLD =
  /^Killing container (?:"([a-z-]{1,20}:\/\/[0-9a-f]{12,64}[.…]{0,3})"|(\{"[a-z-]{1,20}" "[0-9a-f]{64}"\})|"([0-9a-f]{64}[^"]{0,400})")(?:,? with(?: a)?|, but using(?: a)?) (-?\d{1,10}) second grace period( override)?$/

export const kubeletKilling: MessageParser = {
  id: 'kubelet-killing',
  source: 'kubelet',
  reads: [{ message: 'Killing container with a grace period (override)', since: '1.2' }],
  programs: KUBELET,
  needles: ['Killing container '],
  parse(message) {
    const klog = readKlog(message)
    if (klog?.text === KILLING || klog?.text === OVERRIDE) {
      const containerId = readShortenedId(klog.get('containerID'))
      if (!containerId) return undefined
      return killing(klog, {
        phase: 'requested',
        // An override is printed from 3 on, but in 1.21 the line of 2 has its words too.
        verbosity: 2,
        pod: readPodWithUid(klog.get('pod'), klog.get('podUID')),
        containerName: klog.get('containerName') || null,
        containerId,
        gracePeriodSeconds: readInteger(klog, 'gracePeriod'),
        override: klog.text === OVERRIDE,
      })
    }
    const m = klog && OLD.exec(klog.text)
    if (!m) return undefined
    const container =
      m[3] === undefined ? { containerId: readShortenedId(m[1] ?? m[2]) } : readManagedContainer(m[3])
    if (!container) return undefined
    const override = m[5] !== undefined
    return killing(klog, {
      ...container,
      phase: 'requested',
      verbosity: override && m[3] === undefined ? 3 : 2,
      gracePeriodSeconds: integer(m[4]),
      override,
    })
  },
  samples: [
    {
      version: '1.22–1.27',
      message:
        'I1012 19:34:45.000152    2480 kuberuntime_container.go:709] "Killing container with a grace period" pod="default/nginx" podUID=27aff94d-e0d9-43d1-84d6-9ab000aa57e2 containerName="nginx" containerID="containerd://4296b9e2377fddb0e7e42d20223c36771268cb7a1828315331405b66f0030add" gracePeriod=30',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('1012 19:34:45.000152'),
        verbosity: 2,
        pod: { namespace: 'default', name: 'nginx', uid: '27aff94d-e0d9-43d1-84d6-9ab000aa57e2' },
        containerName: 'nginx',
        containerId: '4296b9e2377fddb0e7e42d20223c36771268cb7a1828315331405b66f0030add',
        gracePeriodSeconds: 30,
        override: false,
        reason: null,
        phase: 'requested',
        message: null,
      },
    },
    {
      version: '1.31, -v=3',
      message:
        'I0318 10:21:22.519778     246 kuberuntime_container.go:787] "Killing container with a grace period override" pod="shop/cart-0" podUID="fda9988c-79fc-3552-6f7e-aed46725a2a7" containerName="cart" containerID="containerd://b860dcd6c8a1f8b46287cced9041dff02cee737443e210471948d33296c87009" gracePeriod=1',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('0318 10:21:22.519778'),
        verbosity: 2,
        pod: { namespace: 'shop', name: 'cart-0', uid: 'fda9988c-79fc-3552-6f7e-aed46725a2a7' },
        containerName: 'cart',
        containerId: 'b860dcd6c8a1f8b46287cced9041dff02cee737443e210471948d33296c87009',
        gracePeriodSeconds: 1,
        override: true,
        reason: null,
        phase: 'requested',
        message: null,
      },
    },
    {
      version: '1.19–1.20',
      message:
        'I1123 02:03:04.090678   26615 kuberuntime_container.go:636] Killing container "containerd://156421d6ec036a2d0570fa4f11391893b1dbc723773ddbb16f2a6aee97dc9ef7" with a 5 second grace period',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('1123 02:03:04.090678'),
        verbosity: 2,
        pod: { namespace: null, name: null, uid: null },
        containerName: null,
        containerId: '156421d6ec036a2d0570fa4f11391893b1dbc723773ddbb16f2a6aee97dc9ef7',
        gracePeriodSeconds: 5,
        override: false,
        reason: null,
        phase: 'requested',
        message: null,
      },
    },
    {
      version: '1.7–1.18',
      message:
        'I0412 16:34:28.658529    1121 kuberuntime_container.go:548] Killing container "docker://a4c123b1612dd272d1371c17149d439536b3216fdaeeb975729fae923d5a4fd1" with 10 second grace period',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('0412 16:34:28.658529'),
        verbosity: 2,
        pod: { namespace: null, name: null, uid: null },
        containerName: null,
        containerId: 'a4c123b1612dd272d1371c17149d439536b3216fdaeeb975729fae923d5a4fd1',
        gracePeriodSeconds: 10,
        override: false,
        reason: null,
        phase: 'requested',
        message: null,
      },
    },
    {
      version: '1.2–1.6',
      message:
        'I0412 16:34:28.658529    1121 docker_manager.go:1460] Killing container "a4c123b1612dd272d1371c17149d439536b3216fdaeeb975729fae923d5a4fd1 cart shop/cart-0" with 30 second grace period',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('0412 16:34:28.658529'),
        verbosity: 2,
        pod: { namespace: 'shop', name: 'cart-0', uid: null },
        containerName: 'cart',
        containerId: 'a4c123b1612dd272d1371c17149d439536b3216fdaeeb975729fae923d5a4fd1',
        gracePeriodSeconds: 30,
        override: false,
        reason: null,
        phase: 'requested',
        message: null,
      },
    },
    {
      version: '1.2–1.6, at a hard eviction threshold, no names known',
      message:
        'I0412 16:34:28.658529    1121 docker_manager.go:1501] Killing container "a4c123b1612dd272d1371c17149d439536b3216fdaeeb975729fae923d5a4fd1", but using 0 second grace period override',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('0412 16:34:28.658529'),
        verbosity: 2,
        pod: { namespace: null, name: null, uid: null },
        containerName: null,
        containerId: 'a4c123b1612dd272d1371c17149d439536b3216fdaeeb975729fae923d5a4fd1',
        gracePeriodSeconds: 0,
        override: true,
        reason: null,
        phase: 'requested',
        message: null,
      },
    },
    {
      version: '1.7–1.18, a preStop hook that ate the grace period',
      message:
        'I0603 20:39:49.282673    3033 kuberuntime_container.go:580] Killing container {"docker" "e8a7f770d9106fd287db7f1adbc60926f6967e7893f57fd14c1604d115cea325"}, but using -3 second grace period override',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('0603 20:39:49.282673'),
        verbosity: 3,
        pod: { namespace: null, name: null, uid: null },
        containerName: null,
        containerId: 'e8a7f770d9106fd287db7f1adbc60926f6967e7893f57fd14c1604d115cea325',
        gracePeriodSeconds: -3,
        override: true,
        reason: null,
        phase: 'requested',
        message: null,
      },
    },
    {
      version: '1.28, its id shortened',
      message:
        'I1012 19:34:14.999261    2480 kuberuntime_container.go:745] "Killing container with a grace period" pod="default/web-0" podUID="7ed0f963-37b7-4383-9d94-77e3a5afb787" containerName="web" containerID="containerd://b2c3d4e5f607..." gracePeriod=30',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('1012 19:34:14.999261'),
        verbosity: 2,
        pod: { namespace: 'default', name: 'web-0', uid: '7ed0f963-37b7-4383-9d94-77e3a5afb787' },
        containerName: 'web',
        containerId: 'b2c3d4e5f607',
        gracePeriodSeconds: 30,
        override: false,
        reason: null,
        phase: 'requested',
        message: null,
      },
    },
  ],
  nearMisses: [
    {
      message:
        'I0603 20:39:46.217139    3033 event.go:221] Event(v1.ObjectReference{Kind:"Pod", Namespace:"default", Name:"web-0", UID:"e58b0810-06f7-e3df-c967-a64cb14028d5", APIVersion:"v1", ResourceVersion:"8136942320", FieldPath:"spec.containers{app}"}): type: \'Normal\' reason: \'Killing\' Killing container with id docker://app:Need to kill Pod',
      because: 'events are read elsewhere; this one prints a name for an id',
    },
    {
      message:
        'I0603 20:39:37.908799    3033 kuberuntime_container.go:468] Running preStop hook for container "docker://e8a7f770d9106fd287db7f1adbc60926f6967e7893f57fd14c1604d115cea325"',
      because: 'nothing is asked of the runtime yet',
    },
  ],
}
