import { believable } from './member.js'

/** What the records before a header say instead of it. */
export interface PaxRecords {
  readonly path?: string
  readonly size?: number
  readonly modifiedAt?: number | null
}

/** `30 mtime=1709543827.123456789\n`: each record begins with its own length. */
export function readPax(bytes: Buffer): PaxRecords {
  let records: PaxRecords = {}
  for (let at = 0; at < bytes.length; ) {
    const blank = bytes.indexOf(0x20, at)
    const end = at + Number.parseInt(bytes.toString('latin1', at, blank), 10)
    if (blank === -1 || !(end > blank)) break
    const equals = bytes.indexOf(0x3d, blank)
    const value = bytes.toString('utf8', equals + 1, end - 1)
    records = { ...records, ...recordOf(bytes.toString('utf8', blank + 1, equals), value) }
    at = end
  }
  return records
}

function recordOf(key: string, value: string): PaxRecords {
  switch (key) {
    case 'path':
    case 'GNU.sparse.name':
      return { path: value }
    case 'size':
      return Number.isSafeInteger(Number(value)) ? { size: Number(value) } : {}
    case 'mtime':
      return { modifiedAt: believable(Number(value) * 1000) }
    default:
      return {}
  }
}
