import { isKernelVerdict } from './syslog-tag.js'

/** `*` marks a delta across boots. */
const UPTIME = /^\[ *(\d{1,12}\.\d{6})(?: +<[ \d.*]{1,20}>)? *\] (?=\S)/
/** What tells journalctl's lines from dmesg's: a host, then a tag that has a pid or is of a program that may print none. */
const HOST_AND_TAG =
  /[\w.-]+ (?:kernel|kubelet|containerd|dockerd|crio|conmon|podman|[^\s:[\]"'={}<>]{1,128}\[\d{1,10}\]):(?: |$)/y
const KERNEL_TAG = /kernel:(?: |$)/y

/** Reads `[ 8523.347168] ` where host and tag follow: seconds since boot, and where the host stands. */
export function readMonotonic(
  text: string,
): { readonly sinceBoot: number; readonly end: number } | undefined {
  const m = UPTIME.exec(text)
  if (!m) return undefined
  const end = m[0].length
  HOST_AND_TAG.lastIndex = end
  KERNEL_TAG.lastIndex = end
  const tagged = HOST_AND_TAG.test(text)
    ? !isKernelVerdict(text, HOST_AND_TAG.lastIndex)
    : KERNEL_TAG.test(text)
  return tagged ? { sinceBoot: Number(m[1]), end } : undefined
}
