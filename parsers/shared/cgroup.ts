import type { CgroupPlace, Runtime } from '../../src/model/place.js'

/** `kubepods`, `kubepods.slice`, `kubepods-burstable.slice`, also below a cgroup root: `kubelet-kubepods.slice`. */
const KUBEPODS = /^(?:[\w.-]{1,200}-)?kubepods(?:-(?:besteffort|burstable))?(?:\.slice)?$/
/** The classes below `/kubepods` under the cgroupfs driver. */
const CLASS = /^(?:besteffort|burstable)$/
/** `pod<uid>` alone (cgroupfs) or behind the slices above it; 32 digits without dashes are a static pod's. */
const POD =
  /^(?:[\w.-]{1,200}-)?pod([0-9a-f]{8}(?:[-_][0-9a-f]{4}){3}[-_][0-9a-f]{12}|[0-9a-f]{32})(?:\.slice)?$/
const CONTAINER = /^(?:([\w.-]{1,64})-)?([0-9a-f]{64})(?:\.scope)?$/
/** The same of an engine that runs it by itself, where somebody shortened the id. */
const SHORTENED_SCOPE =
  /^(?:docker|cri-containerd|nerdctl|crio|libpod)-[0-9a-f]{3,63}(?:(?:…|\.{3})[0-9a-f]{0,63})?\.scope$/
const SHORTENED = /^[0-9a-f]{6,63}$|^[0-9a-f]{1,63}(?:…|\.{3})[0-9a-f]{0,63}$/
const ESCAPE = /\\x([0-9a-f]{2})/g
/** An editor's or terminal's soft wrap leaves its indentation inside a long path. */
const SOFT_WRAP = / {2,}/g

const RUNTIMES = new Map<string, Runtime>([
  ['cri-containerd', 'containerd'],
  ['nerdctl', 'containerd'],
  ['k8s.io', 'containerd'],
  ['crio', 'cri-o'],
  ['docker', 'docker'],
  ['libpod', 'podman'],
  ['libpod-payload', 'podman'],
])

interface Container {
  readonly at: number
  readonly id: string
  readonly runtime: Runtime | null
}

/** The path's components; the misconfigured driver's `<slice>:<prefix>:<id>` counts as three. */
function componentsOf(path: string): readonly string[] {
  const parts = path.split(/[/:]/).filter((part) => part !== '')
  return path.includes('\\x') ? parts.map(unescaped) : parts
}

function unescaped(part: string): string {
  return part.replace(ESCAPE, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** The container whose component is first found among `indexes`. A conmon scope holds the monitor, not the container. */
function findContainer(parts: readonly string[], indexes: readonly number[]): Container | undefined {
  for (const at of indexes) {
    const [, prefix, id] = CONTAINER.exec(parts[at] ?? '') ?? []
    if (id === undefined || prefix?.endsWith('conmon')) continue
    return { at, id, runtime: RUNTIMES.get(prefix ?? parts[at - 1] ?? '') ?? null }
  }
  return undefined
}

function levelOf(
  parts: readonly string[],
  podAt: number,
  container: Container | undefined,
): CgroupPlace['level'] {
  if (container) return 'container'
  const last = parts.length - 1
  if (podAt >= 0) {
    if (podAt === last) return 'pod'
    // What stands below a pod is a container's cgroup even where its id is shortened.
    return /-?conmon-/.test(parts[podAt + 1] ?? '') ? 'other' : 'container'
  }
  const leaf = parts[last] ?? ''
  if (SHORTENED_SCOPE.test(leaf) || (parts[last - 1] === 'docker' && SHORTENED.test(leaf))) return 'container'
  return KUBEPODS.test(leaf) || (CLASS.test(leaf) && KUBEPODS.test(parts[last - 1] ?? ''))
    ? 'kubepods'
    : 'other'
}

/**
 * Reads what a cgroup path of the kernel or systemd names: whose container, whose pod, or what stands above both.
 *
 * Below a pod the container is the pod's own one, whatever was made inside it; without a pod it is the innermost.
 * A path must be whole: one that a line cut short would name what stands above its end.
 *
 * `/kubepods/burstable/pod7d0f5b52-3c1e-4b8e-9a64-2f6f0c9a1b23/3f9c…` → level `container`
 */
export function readCgroup(printed: string): CgroupPlace {
  const path = printed.includes('  ') ? printed.replace(SOFT_WRAP, '') : printed
  const parts = componentsOf(path)
  const indexes = parts.map((_, at) => at)
  const podAt = parts.findLastIndex((part) => part.includes('pod') && POD.test(part))
  const uid = podAt < 0 ? undefined : POD.exec(parts[podAt] ?? '')?.[1]
  // Above the pods of a nested node (kind, minikube, k3d) stands the node's own container, which is not theirs.
  const nodeAt = parts.findLastIndex((part) => part.includes('kubepods') && KUBEPODS.test(part))
  const container =
    podAt >= 0
      ? findContainer(parts, indexes.slice(podAt + 1))
      : findContainer(parts, indexes.slice(nodeAt + 1).reverse())
  return {
    path,
    level: levelOf(parts, podAt, container),
    containerId: container?.id ?? null,
    podUid: uid?.replaceAll('_', '-') ?? null,
    runtime: container?.runtime ?? null,
  }
}
