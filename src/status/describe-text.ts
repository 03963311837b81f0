import type { ClusterStatus } from '../model/status.js'
import { isEmptyStatus, joinStatus } from './cluster-status.js'
import { type Asked, readDescribedPod } from './described-pod.js'

const KUBECTL = ['kubectl', 'k', 'oc']
/** Words that stand before a command: `[root@node1 ~]#`, `PS C:\\>`. */
const LONGEST_PROMPT = 3
const NOBODY: Asked = { namespace: null, name: null }

/**
 * The text of `kubectl describe pod`, of one pod or of several, also pasted from a terminal with its commands: those
 * name a pod whose description was cut down to the part that mattered. Undefined for any other text.
 */
export function readDescription(text: string, file: string): ClusterStatus | undefined {
  if (!/^(?:Init |Ephemeral )?Containers:[ \t]*$/m.test(text)) return undefined
  const pods: ClusterStatus[] = []
  let asked = NOBODY
  let lines: string[] = []
  const take = () => {
    const pod = readDescribedPod(lines, asked, file)
    if (pod.containers.length > 0) pods.push(pod)
    lines = []
  }
  for (const line of text.split('\n')) {
    const command = readCommand(line)
    if (command || /^Name:\s/.test(line)) take()
    if (command) asked = command
    else lines.push(line)
  }
  take()
  const all = joinStatus(pods)
  return isEmptyStatus(all) ? undefined : all
}

/** `$ kubectl -n shop describe pod web-0 | grep …` → shop, web-0; undefined for a line that is no such command. */
function readCommand(line: string): Asked | undefined {
  if (!line.includes(' describe ') || /^\s/.test(line)) return undefined
  const all = line.split(/\s+/)
  const start = all.findIndex((word) => KUBECTL.includes(word))
  if (start < 0 || start > LONGEST_PROMPT) return undefined
  const rest = all.slice(start + 1)
  const end = rest.findIndex((word) => /^[|>;&]/.test(word))
  const words = end < 0 ? rest : rest.slice(0, end)
  const at = words.indexOf('describe')
  if (at < 0) return undefined
  const [kind = '', ...others] = words.slice(at + 1)
  const slash = kind.indexOf('/')
  if (!['po', 'pod', 'pods'].includes(slash < 0 ? kind : kind.slice(0, slash))) return NOBODY
  const name =
    slash < 0
      ? others.find((word, n) => !word.startsWith('-') && !isNamespaceFlag(others[n - 1]))
      : kind.slice(slash + 1)
  return { namespace: namespaceIn(words), name: name ?? null }
}

function isNamespaceFlag(word: string | undefined): boolean {
  return word === '-n' || word === '--namespace'
}

function namespaceIn(words: readonly string[]): string | null {
  for (const [n, word] of words.entries()) {
    if (isNamespaceFlag(word)) return words[n + 1] ?? null
    if (word.startsWith('--namespace=')) return word.slice('--namespace='.length)
  }
  return null
}
