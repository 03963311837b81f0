/** Characters that a process's name takes in a kernel line: 15 bytes, each perhaps printed as four (`\xc3`, `#303`). */
export const LONGEST_NAME = 60
const MOST_BYTES = 15
/** One byte as journald, rsyslog and /dev/kmsg escape it. */
const ESCAPED = /\\x[0-9a-f]{2}|[#\\]\d{3}/g

/** Whether a process can have this name: what is longer has something in front that is not the kernel's. */
export function isProcessName(printed: string): boolean {
  return printed.length <= MOST_BYTES || printed.replaceAll(ESCAPED, '?').length <= MOST_BYTES
}
