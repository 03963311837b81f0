/**
 * What the kubelet learns of pods from the API, from manifest files or over HTTP. Kubelet 1.7 and later, `-v=2`.
 *
 * `DELETE` is a graceful delete asked for, `REMOVE` says that the object is gone; of a manifest's pod there is only `REMOVE`.
 */
import type { MessageParser } from '../../src/model/parser.js'
import { klogStamp, printed, readKlog } from '../shared/klog.js'
import { readPodRefs } from '../shared/pod-ref.js'
import { KUBELET } from '../shared/programs.js'

const NEW = /^SyncLoop (ADD|DELETE|REMOVE)$/
const OLD = /^SyncLoop \((ADD|DELETE|REMOVE), "(\w{1,20})"\): "([^"]*)"$/

export const kubeletSyncLoop: MessageParser = {
  id: 'kubelet-sync-loop',
  source: 'kubelet',
  reads: [{ message: 'SyncLoop ADD, DELETE, REMOVE', since: '1.7' }],
  programs: KUBELET,
  needles: [
    'SyncLoop ADD',
    'SyncLoop DELETE',
    'SyncLoop REMOVE',
    'SyncLoop (ADD',
    'SyncLoop (DELETE',
    'SyncLoop (REMOVE',
  ],
  parse(message) {
    const klog = readKlog(message)
    if (!klog) return undefined
    const recent = NEW.exec(klog.text)
    const old = recent ? null : OLD.exec(klog.text)
    const operation = (recent ?? old)?.[1]
    if (!operation) return undefined
    const pods = readPodRefs(old ? old[3] : klog.get('pods'))
    if (pods.length === 0) return undefined
    const source = old?.[2] ?? klog.get('source') ?? null
    if (operation === 'ADD') return { type: 'kubelet.pod_added', ...printed(klog, 2), pods, source }
    const asked = operation === 'DELETE' ? operation : 'REMOVE'
    return { type: 'kubelet.pod_deleted', ...printed(klog, 2), pods, source, operation: asked }
  },
  samples: [
    {
      version: '1.28',
      message:
        'I1129 18:20:18.242812    2775 kubelet.go:2449] "SyncLoop DELETE" source="api" pods=["default/nginx"]',
      fact: {
        type: 'kubelet.pod_deleted',
        stamp: klogStamp('1129 18:20:18.242812'),
        verbosity: 2,
        pods: [{ namespace: 'default', name: 'nginx', uid: null }],
        source: 'api',
        operation: 'DELETE',
      },
    },
    {
      version: '1.27',
      message:
        'I1129 18:20:18.242812    2775 kubelet.go:2449] "SyncLoop ADD" source="file" pods=["default/web-0" "default/web-1"]',
      fact: {
        type: 'kubelet.pod_added',
        stamp: klogStamp('1129 18:20:18.242812'),
        verbosity: 2,
        pods: [
          { namespace: 'default', name: 'web-0', uid: null },
          { namespace: 'default', name: 'web-1', uid: null },
        ],
        source: 'file',
      },
    },
    {
      version: '1.21–1.25',
      message:
        'I0730 20:39:03.752799   45878 kubelet.go:2343] "SyncLoop REMOVE" source="api" pods=[prod/web-0]',
      fact: {
        type: 'kubelet.pod_deleted',
        stamp: klogStamp('0730 20:39:03.752799'),
        verbosity: 2,
        pods: [{ namespace: 'prod', name: 'web-0', uid: null }],
        source: 'api',
        operation: 'REMOVE',
      },
    },
    {
      version: '1.21, JSON logging',
      message:
        '{"ts":1655581336244.2942,"caller":"kubelet/kubelet.go:2102","msg":"SyncLoop REMOVE","v":2,"source":"api","pods":[{"name":"box-0","namespace":"tools"}]}',
      fact: {
        type: 'kubelet.pod_deleted',
        stamp: {
          raw: '1655581336244.2942',
          wallMs: 1655581336244.2942,
          yearWritten: true,
          offsetMinutes: 0,
          stepMs: 0.0001,
        },
        verbosity: 2,
        pods: [{ namespace: 'tools', name: 'box-0', uid: null }],
        source: 'api',
        operation: 'REMOVE',
      },
    },
    {
      version: '1.7–1.20',
      message:
        'I1123 02:03:23.724596   26615 kubelet.go:1904] SyncLoop (DELETE, "api"): "a-trio_default(56bd314e-5e42-4cff-82fd-b8af9baf215e), a-del_default(39b74eb3-59e3-4b97-ae41-da6935183649)"',
      fact: {
        type: 'kubelet.pod_deleted',
        stamp: klogStamp('1123 02:03:23.724596'),
        verbosity: 2,
        pods: [
          { namespace: 'default', name: 'a-trio', uid: '56bd314e-5e42-4cff-82fd-b8af9baf215e' },
          { namespace: 'default', name: 'a-del', uid: '39b74eb3-59e3-4b97-ae41-da6935183649' },
        ],
        source: 'api',
        operation: 'DELETE',
      },
    },
    {
      version: '1.18, with the bold marks of a page',
      message:
        'I0723 01:14:24.416476 3866895 kubelet.go:1904] **SyncLoop (DELETE, "api")**: "web-5c9d7f8b6-x2k4q_live(**107f80e2-22f8-2876-7efc-2f91624a8940**)"',
      fact: {
        type: 'kubelet.pod_deleted',
        stamp: klogStamp('0723 01:14:24.416476'),
        verbosity: 2,
        pods: [
          { namespace: 'live', name: 'web-5c9d7f8b6-x2k4q', uid: '107f80e2-22f8-2876-7efc-2f91624a8940' },
        ],
        source: 'api',
        operation: 'DELETE',
      },
    },
  ],
  nearMisses: [
    {
      message: 'I1123 02:03:01.548677   26615 kubelet.go:1888] SyncLoop (ADD, "file"): ""',
      because: 'no pod is named',
    },
    {
      message:
        'I0412 16:34:28.356083    1121 kubelet.go:1868] SyncLoop (UPDATE, "api"): "web-2_default(2aabfe22-8f21-9e9c-b0eb-53f16947ccf2)"',
      because: 'the pod lives on',
    },
  ],
}
