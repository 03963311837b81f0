import { createHmac } from 'node:crypto'
import { workloadOf } from '../model/workload.js'

/**
 * What stands in a value's place, made of the value and a key alone: equal values get equal pseudonyms in every run
 * with the same key, and nobody without it can try values out.
 */
export interface Pseudonyms {
  /** `pod-a4f0c93d21`: a name of a kind; the digits depend on the value alone, so one value keeps them in every kind. */
  readonly name: (prefix: string, value: string) => string
  /** A pod's name: its workload's pseudonym, and suffixes of the same shape behind it. */
  readonly pod: (value: string) => string
  /** What of a pod's name stands for itself: its workload, and its ReplicaSet where the name holds one. */
  readonly stemsOf: (pod: string) => readonly string[]
  /** As many hex digits as there were; what begins with the same 12 or 20 digits still does. */
  readonly id: (hex: string) => string
  /** The 32 digits of a UUID as 32 others. */
  readonly uid: (hex: string) => string
  /** An address of the reserved block 240.0.0.0/4. */
  readonly ipv4: (value: string) => string
  /** An address of the block for documentation. */
  readonly ipv6: (value: string) => string
  /** A locally administered hardware address with as many pairs. */
  readonly mac: (value: string) => string
  /** A user's number: six digits. */
  readonly user: (value: string) => string
}

/** What containerd and docker print of an id where they shorten it, and what conmon does. */
const SHORT_ID = 12
const CONMON_ID = 20
/** Nine digits behind a letter that no generated suffix of Kubernetes holds: a process name of 15 bytes has room for them. */
const NAME_DIGITS = 9
const SAFE = 'bcdfghjklmnpqrstvwxz2456789'
const MOST_ORDINAL_DIGITS = 4
/** `shop_web_1`: compose tells the copies of a service apart by numbers, too. */
const COMPOSED = /^(.{1,253})_(\d{1,4})$/

export function createPseudonyms(key: string): Pseudonyms {
  const digits = (kind: string, value: string): string =>
    createHmac('sha256', key).update(`${kind}\0${value}`).digest('hex')
  const name = (prefix: string, value: string): string =>
    `${prefix}-a${digits('name', value).slice(0, NAME_DIGITS)}`
  const bytes = (kind: string, value: string): Buffer => Buffer.from(digits(kind, value), 'hex')

  /** `-7c9d8b5f6d-x2x9q` with other letters; a StatefulSet's ordinal stays. */
  function suffix(value: string): string {
    const made = bytes('suffix', value)
    return value.replace(/[^-]+/g, (part, at: number) => {
      if (/^\d+$/.test(part) && part.length <= MOST_ORDINAL_DIGITS) return part
      const letters = /^\d+$/.test(part) ? '0123456789' : SAFE
      return part
        .split('')
        .map((_, n) => letters[(made[(at + n) % made.length] ?? 0) % letters.length])
        .join('')
    })
  }

  return {
    name,
    pod(value) {
      const [, service, number] = COMPOSED.exec(value) ?? []
      if (service !== undefined) return `${name('pod', service)}_${number}`
      const workload = workloadOf(value)
      return `${name('pod', workload)}${suffix(value.slice(workload.length))}`
    },
    stemsOf(pod) {
      const workload = workloadOf(pod)
      const replicaSet = pod.slice(0, pod.lastIndexOf('-'))
      return replicaSet.length > workload.length ? [workload, replicaSet] : [workload]
    },
    id(hex) {
      const made =
        digits('id', hex.slice(0, SHORT_ID)).slice(0, SHORT_ID) +
        digits('id', hex.slice(0, CONMON_ID)).slice(0, CONMON_ID - SHORT_ID) +
        digits('id', hex)
      return made.slice(0, hex.length)
    },
    uid: (hex) => digits('uid', hex).slice(0, hex.length),
    ipv4(value) {
      const [a = 0, b = 0, c = 0, d = 0] = bytes('ip', value)
      return `${240 + (a % 15)}.${b}.${c}.${d}`
    },
    ipv6: (value) =>
      `2001:db8:${(digits('ip', value).slice(0, 24).match(/.{4}/g) ?? []).map((group) => group.replace(/^0{1,3}/, '')).join(':')}`,
    mac: (value) =>
      value.replace(/[0-9a-f]{2}/gi, (_, at: number) =>
        at === 0 ? '02' : digits('mac', value).slice((at / 3) * 2, (at / 3) * 2 + 2),
      ),
    user: (value) => String(100_000 + (bytes('user', value).readUInt32BE(0) % 900_000)),
  }
}
