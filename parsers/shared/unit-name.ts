/** What a systemd unit's name tells of containers and pods. */
export interface UnitPlace {
  /** `scope`: a container's (or sandbox's) own unit; `rootfs`: the mount of its root; `slice`: a pod's. */
  readonly what: 'scope' | 'rootfs' | 'slice'
  /** 64 hex digits; null for a pod's slice. */
  readonly containerId: string | null
  /** Dashed, or 32 hex digits for a static pod; null for all but a pod's slice. */
  readonly podUid: string | null
}

const SCOPE = '.scope'
const ROOTFS = '-rootfs.mount'
const SLICE = '.slice'
const ID_LENGTH = 64

const ID = /^[0-9a-f]{64}$/
const POD = /^pod([0-9a-f]{8}(?:_[0-9a-f]{4}){3}_[0-9a-f]{12}|[0-9a-f]{32})$/
const UNIT = /^[^\s/]{1,250}\.(?:scope|service|slice|mount|socket|swap|timer|path|target|automount|device)$/

/** Whether a text is a whole unit name: no blank, a known type behind the last dot. */
export function isUnitName(text: string): boolean {
  return UNIT.test(text)
}

/**
 * Reads which container or pod a unit belongs to; undefined for every other unit.
 *
 * A monitor's scope (`crio-conmon-…`, `libpod-conmon-…`) is not its container's, and the mounts that runc makes for
 * each exec (`run-containerd-runc-k8s.io-<id>-runc.Xy12ab.mount`) say nothing of the container's own life.
 *
 * `cri-containerd-3f9c….scope`, `run-containerd-io.containerd.runtime.v2.task-k8s.io-3f9c…-rootfs.mount`,
 * `kubepods-burstable-pod7d0f5b52_3c1e_4b8e_9a64_2f6f0c9a1b23.slice`
 */
export function readUnitName(unit: string): UnitPlace | undefined {
  if (!isUnitName(unit)) return undefined
  if (unit.endsWith(SCOPE)) {
    const container = readTail(unit, SCOPE)
    if (!container || container.head.endsWith('conmon-')) return undefined
    return { what: 'scope', containerId: container.id, podUid: null }
  }
  if (unit.endsWith(ROOTFS)) {
    const container = readTail(unit, ROOTFS)
    if (!container?.head.includes('-io.containerd.runtime.')) return undefined
    return { what: 'rootfs', containerId: container.id, podUid: null }
  }
  if (unit.endsWith(SLICE) && unit.includes('kubepods')) {
    const name = unit.slice(0, -SLICE.length)
    const uid = POD.exec(name.slice(name.lastIndexOf('-') + 1))?.[1]
    if (uid !== undefined) return { what: 'slice', containerId: null, podUid: uid.replaceAll('_', '-') }
  }
  return undefined
}

/** The id that stands right before `end`, with what is before it: nothing, or a name that a dash closes. */
function readTail(unit: string, end: string): { head: string; id: string } | undefined {
  const idAt = unit.length - end.length - ID_LENGTH
  if (idAt < 0) return undefined
  const head = unit.slice(0, idAt)
  const id = unit.slice(idAt, idAt + ID_LENGTH)
  return ID.test(id) && (head === '' || head.endsWith('-')) ? { head, id } : undefined
}
