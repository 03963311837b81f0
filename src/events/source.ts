import type { Source } from '../model/coverage.js'

const SOURCES: readonly (readonly [RegExp, Source])[] = [
  [/^kernel$/, 'kernel'],
  [/kubelet|^hyperkube$|^kubenswrapper$/, 'kubelet'],
  [/containerd|^dockerd|^docker$|^crio|^cri-|^conmon$|podman/, 'runtime'],
  [/^systemd$/, 'systemd'],
]

/** Which source a program's lines count for; null for programs that tell nothing of containers. */
export function sourceOf(program: string | null): Source | null {
  if (program === null) return null
  return SOURCES.find(([shape]) => shape.test(program))?.[1] ?? null
}

/** The source of an event, for lines whose program is not written or shared by several. */
export function sourceOfType(type: string): Source | null {
  const family = type.slice(0, type.indexOf('.'))
  if (family === 'kernel' || family === 'kubelet' || family === 'runtime' || family === 'systemd')
    return family
  return null
}
