import type { NodeCoverage } from '../model/coverage.js'
import { FILES, type NodeLogs } from './node-logs.js'

/**
 * What the logs of these nodes do not show and what to enable for it: a sentence each. `coverage` is of all that was
 * read; of a node whose lines may stand under another name in it nothing is said.
 */
export function missingFrom(
  found: readonly NodeLogs[],
  coverage: readonly NodeCoverage[],
): readonly string[] {
  const others = coverage.filter(({ node }) => !found.some((logs) => isSame(logs.node, node)))
  return found.flatMap((logs) => {
    const own = coverage.filter(({ node }) => isSame(logs.node, node))
    const heard = new Set([...own, ...others].flatMap(({ sources }) => sources.map(({ source }) => source)))
    const lacksUnits = !heard.has('kubelet') || !heard.has('runtime')
    return [
      ...(heard.has('kernel') ? [] : [noKernel(logs)]),
      ...(lacksUnits && logs.answersQueries === false ? [noQueries(logs)] : []),
    ]
  })
}

/** A host may go by its first name where the cluster knows it by its whole, and the other way round. */
function isSame(name: string, host: string | null): boolean {
  if (host === null) return true
  return name === host || name.startsWith(`${host}.`) || host.startsWith(`${name}.`)
}

function noKernel({ node, files }: NodeLogs): string {
  const where = files.length === 0 ? `it keeps no ${oneOf(FILES)} in /var/log` : `not in its ${oneOf(files)}`
  return `no kernel lines from ${node}: ${where}, and the kubelet gives the lines of units alone; without them an OOM kill shows only where the runtime or the kubelet tells of it; let rsyslog write kern.* to /var/log/kern.log, or read the node's journal where it is: kubectl debug node/${node} -it --image=exitlog -- timeline /host/var/log`
}

function noQueries({ node }: NodeLogs): string {
  return `the kubelet of ${node} answers no log queries, by which it would give the lines of kubelet and containerd from the journal: set enableSystemLogQuery and the feature gate NodeLogQuery to true in its configuration`
}

function oneOf(names: readonly string[]): string {
  return names.join(', ').replace(/, ([^,]*)$/, ' or $1')
}
