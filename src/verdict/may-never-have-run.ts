import type { Case } from '../model/case.js'

/** What the kubelet is told of a container that could not be started, and what a shell may exit with. */
const NOT_STARTED_CODE = 128

/** Only the kubelet tells its code, without the reason, and no line shows it running. */
export function mayNeverHaveRun({ own, end, seenRunning }: Case): boolean {
  if (end?.code !== NOT_STARTED_CODE || seenRunning) return false
  return own.every(
    (e) => e.type !== 'runtime.exit' && (e.type !== 'kubelet.container_finished' || e.reason === null),
  )
}
