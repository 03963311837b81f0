/** A thread as the kernel names it at the head of a register dump. */
export interface FaultingProcess {
  readonly pid: number
  readonly name: string
}

/** The head of the dump, joined behind the line that told of the fault; `Process` up to 3.8. A mail may break it before `tainted`. */
const HEADS = [
  /\nCPU: \d{1,5} (?:UID: \d{1,10} )?PID: (?<pid>\d{1,10}) Comm: (?<name>.{1,64}?) {0,8}(?:(?: Not)?$| (?:Not tainted|Tainted: |\d{1,2}\.\d))/,
  /\nProcess (?<name>.{1,64}) \(pid: (?<pid>\d{1,10}), task: /,
]

/** Who died of a fault that was told without a number. */
export function readFaultingProcess(message: string): FaultingProcess | undefined {
  for (const head of HEADS) {
    const { pid, name } = head.exec(message)?.groups ?? {}
    if (pid !== undefined && name !== undefined) return { pid: Number(pid), name }
  }
  return undefined
}
