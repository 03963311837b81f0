import type { NodeCoverage } from '../model/coverage.js'
import type { ClusterClaim } from '../model/status.js'
import { inventedBecause } from './made-up.js'
import { endWords, timeWords } from './words.js'

/** More ends than this are only counted: a status may be that of a whole cluster. */
const MOST_TOLD = 10

/**
 * The ends that the status tells and the log, which covers their node and time, does not show: one sentence each, by
 * time. They are claims, and no records. Those of other nodes and times are counted.
 */
export function noteUnseen(
  unseen: readonly ClusterClaim[],
  nodes: readonly NodeCoverage[],
): readonly string[] {
  const covered = unseen
    .filter((claim) => isCovered(claim, nodes))
    .sort((a, b) => (a.finishedAt ?? 0) - (b.finishedAt ?? 0))
  const told = covered.slice(0, MOST_TOLD).map(noteOf)
  const more = covered.length - told.length
  const outside = unseen.length - covered.length
  return [
    ...told,
    ...(more === 0 ? [] : [`… and ${more} more ends that only the cluster shows`]),
    ...(outside === 0
      ? []
      : [
          `${outside === 1 ? '1 end' : `${outside} ends`} in the status ${outside === 1 ? 'is' : 'are'} of other nodes or times than the log’s`,
        ]),
  ]
}

/** One without a time counts as covered on a node of the log's alone. */
function isCovered({ node, finishedAt }: ClusterClaim, nodes: readonly NodeCoverage[]): boolean {
  const own = nodes.filter((one) => node === null || one.node === null || one.node === node)
  const sources = own.flatMap((one) => one.sources)
  if (finishedAt === null) return node !== null && own.length > 0
  const firsts = sources.flatMap(({ first }) => first ?? [])
  const lasts = sources.flatMap(({ last }) => last ?? [])
  return firsts.length > 0 && finishedAt >= Math.min(...firsts) && finishedAt <= Math.max(...lasts)
}

function noteOf(claim: ClusterClaim): string {
  const { pod, containerName, containerId, finishedAt, file } = claim
  const podName = [pod?.namespace, pod?.name].flatMap((name) => name ?? []).join('/')
  const names = [podName, containerName ?? containerId?.slice(0, 12) ?? ''].filter((name) => name !== '')
  const when = finishedAt === null ? '' : ` at ${timeWords(finishedAt, null)}`
  const because = inventedBecause(claim)
  const rest = because === undefined ? '' : ` (${because})`
  return `only the cluster shows this end: ${names.join(' › ')}, ${endWords(claim)}${when}${rest}; no line of the log does (${file})`
}
