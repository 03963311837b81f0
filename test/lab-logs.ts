import { readFileSync } from 'node:fs'
import type { Input } from '../src/input/inputs.js'

/** What was done to a container of the lab, as a cause: by name, or by the beginning of its id. */
export type Truth = readonly (readonly [who: string, cause: string])[]

/**
 * Logs of real deaths on one node with known truth (`test/lab/`): its runtimes were containerd, dockerd and podman, and
 * in `evictions` there was a kubelet.
 */
export const labLogs: Readonly<Record<string, Truth>> = {
  'containerd-away': [
    ['oom', 'oom-container'],
    ['app', 'unknown'],
  ],
  'docker-oom-restart-loop': [
    ['b550bf3a84f2', 'oom-container'],
    ['b550bf3a84f2', 'oom-container'],
    ['b550bf3a84f2', 'oom-container'],
    ['b550bf3a84f2', 'oom-container'],
  ],
  evictions: [
    // Its truth is a container made anew for a changed image.
    ['dhard-image', 'stopped'],
    ['dhard-hog', 'eviction'],
    ['dhard-idle', 'eviction'],
    ['dhard-hog9', 'eviction'],
    ['dhard-burst', 'deletion'],
  ],
  'oom-workers': [['prefork', 'completed']],
  'pod-limit': [
    ['hog', 'oom-pod'],
    ['bystander', 'stopped'],
  ],
  'podman-oom-init': [['028c59b292de', 'oom-container']],
  'sandbox-killed': [['pausekill2', 'killed']],
  'slow-delete': [
    ['app', 'error'],
    ['oom', 'oom-container'],
  ],
}

export const linesOf = (name: string): readonly string[] =>
  readFileSync(`test/lab/${name}.syslog`, 'utf8').trimEnd().split('\n')

/** An input of these lines. */
export function inputOf(name: string, lines: readonly string[]): Input {
  async function* chunks() {
    yield Buffer.from(`${lines.join('\n')}\n`)
  }
  return { name, modifiedAt: null, chunks: chunks() }
}
