import type { PodRef } from '../../src/model/place.js'
import { unquote } from './go-value.js'
import type { Klog } from './klog.js'
import { readPodRef, readPodWithUid } from './pod-ref.js'

/** What the kubelet could not do for a pod: `failed to "StartContainer" for "app" with RunContainerError: "…"`. */
export interface PodSyncError {
  readonly pod: PodRef
  /** `StartContainer`, `KillContainer`, `CreatePodSandbox`, … */
  readonly action: string
  /** A container's name, or a pod's uid where the action is on its sandbox. */
  readonly target: string
  /** `CrashLoopBackOff`, `RunContainerError`, … */
  readonly reason: string
  readonly detail: string
}

const OLD = 'Error syncing pod '
const NEW = 'Error syncing pod, skipping'

/**
 * Reads the two lines that the kubelet prints for such an error:
 * `"Error syncing pod, skipping" err=… pod=… podUID=…` (before 1.21 `Error syncing pod UID ("name_ns(uid)"), skipping: …`) and
 * `container &Container{Name:app,…} start failed in pod name_ns(uid): RunContainerError: …` (since 1.31 as an `Unhandled Error`).
 *
 * Of an aggregate `[a, b]` it gives the first error; undefined where that is of another kind (network not ready, …).
 */
export function readPodSyncError(klog: Klog): PodSyncError | undefined {
  if (klog.text === NEW) {
    const pod = readPodWithUid(klog.get('pod'), klog.get('podUID'))
    return readError(klog.peek('err') ?? '', pod)
  }
  if (klog.text === 'Unhandled Error') return readStartFailed(klog.peek('err') ?? '')
  if (!klog.text.startsWith(OLD)) return readStartFailed(klog.text)
  const open = klog.text.indexOf('("')
  const close = klog.text.indexOf('"), skipping: ', open)
  if (open < 0 || close < 0) return undefined
  const pod = readPodRef(klog.text.slice(open + 2, close))
  return readError(klog.text.slice(close + '"), skipping: '.length), pod)
}

/** Since 1.36 the container's name stands alone. */
const CONTAINER = /^(?:init |ephemeral )?container (?:&Container\{Name:([a-z0-9-]{1,63}),|([a-z0-9-]{1,63}) )/
const IN_POD = ' start failed in pod '

function readStartFailed(text: string): PodSyncError | undefined {
  const container = CONTAINER.exec(text)
  const at = container ? text.lastIndexOf(IN_POD) : -1
  const m = at < 0 ? null : /^([^ ]{1,330}\)): (\w{1,40}): /.exec(text.slice(at + IN_POD.length))
  if (!m) return undefined
  return {
    pod: readPodRef(m[1]),
    action: 'StartContainer',
    target: container?.[1] ?? container?.[2] ?? '',
    reason: m[2] ?? '',
    detail: text.slice(at + IN_POD.length + m[0].length),
  }
}

function readError(text: string, pod: PodRef): PodSyncError | undefined {
  const m = /^(?:error killing pod: )?\[?failed to "(\w+)" for "([^"]+)" with ([\w ]+)(?:: |$)/.exec(text)
  if (!m) return undefined
  const detail = text.slice(m[0].length)
  return {
    pod,
    action: m[1] ?? '',
    target: m[2] ?? '',
    reason: m[3] ?? '',
    detail: detail.startsWith('"') ? unquote(detail) : detail,
  }
}
