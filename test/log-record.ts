import type { LogRecord } from './record-formats.js'

/** `Oct 12 10:00:30 node-1 kubelet[2480]: …` → its parts; the year is 2024, the zone UTC. */
export function recordOf(line: string): LogRecord {
  const [, time = '', host = '', program = '', pid, text = ''] =
    /^Oct 12 (\S+) (\S+) ([^[:]+)(?:\[(\d+)\])?: (.*)$/.exec(line) ?? []
  const printk = /^\[ *(\d+\.\d{6})\] (.*)$/.exec(text)
  const fraction = /^\[ *\d+(\.\d{3})|^(?:time="\S{19}|I1012 \S{8})(\.\d{3})/.exec(text)
  const seconds = Date.parse(`2024-10-12T${time}${fraction?.[1] ?? fraction?.[2] ?? ''}Z`)
  return {
    time: seconds,
    host,
    program,
    pid: pid === undefined ? null : Number(pid),
    sinceBoot: Number(printk?.[1] ?? seconds / 1000 - Date.UTC(2024, 9, 12) / 1000),
    message: printk?.[2] ?? text,
  }
}
