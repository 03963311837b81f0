import type { Source } from '../model/coverage.js'

const SOURCES: readonly (readonly [RegExp, Source])[] = [
  [/^kernel$/, 'kernel'],
  [/kubelet|^hyperkube$|^kubenswrapper$|^(?:atomic-openshift|origin)-node$/, 'kubelet'],
  [/containerd|dockerd|^docker(?:-current|\.service)?$|^balena|^crio|^cri-|^conmon$|podman/, 'runtime'],
  [/^systemd$/, 'systemd'],
]

/** Which source a program's lines count for; null for programs that tell nothing of containers. */
export function sourceOf(program: string | null): Source | null {
  if (program === null) return null
  const known = sources.get(program)
  return known === undefined ? learn(program) : known
}

function learn(program: string): Source | null {
  const source = SOURCES.find(([shape]) => shape.test(program))?.[1] ?? null
  if (sources.size < MOST_PROGRAMS) sources.set(program, source)
  return source
}

/** A log names few programs, and each in every line. */
const sources = new Map<string, Source | null>()
const MOST_PROGRAMS = 1024

/** The source of an event, for lines whose program is not written or shared by several. */
export function sourceOfType(type: string): Source | null {
  const family = type.slice(0, type.indexOf('.'))
  if (family === 'kernel' || family === 'kubelet' || family === 'runtime' || family === 'systemd')
    return family
  return null
}
