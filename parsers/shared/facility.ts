/** BusyBox and syslog-ng print `<facility>.<level>` between the host, if any, and the tag. */
const FACILITY =
  / +(?:([\w.:%@/-]+) )?(?:kern|user|mail|daemon|auth|syslog|lpr|news|uucp|cron|authpriv|ftp|local[0-7])\.(?:emerg|panic|alert|crit|err|error|warn|warning|notice|info|debug) /y

/** Reads ` unitv2 user.err ` behind the time of a line: its host and where the tag stands. */
export function readFacility(text: string, at: number): { host: string | null; end: number } | undefined {
  FACILITY.lastIndex = at
  const m = FACILITY.exec(text)
  return m ? { host: m[1] ?? null, end: FACILITY.lastIndex } : undefined
}
