import { isIPv4, isIPv6 } from 'node:net'
import type { Hiding, Search } from './pieces.js'
import type { Pseudonyms } from './pseudonyms.js'

const DOTTED = /[0-9]{1,3}(?:\.[0-9]{1,3}){3}/g
/** As Amazon names hosts: `ip-10-0-1-23`. */
const HYPHENED = /\bip-[0-9]{1,3}(?:-[0-9]{1,3}){3}/g
const COLONS = /[0-9a-f:]{3,60}/gi
const PAIRS = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5,19}$/i
/** Addresses that every machine has. */
const PUBLIC = new Set(['0.0.0.0', '127.0.0.1', '255.255.255.255', '::', '::1'])

/** Finds addresses of the network and of its cards, and calls `count` with each. */
export function createAddressSearch(
  pseudonyms: Pseudonyms,
  count: (value: string) => void,
): readonly Search[] {
  const made = (match: RegExpMatchArray, value: string, text: string): Hiding => {
    count(value)
    const start = match.index ?? 0
    return { start, end: start + match[0].length, text }
  }
  return [
    (text) =>
      [...text.matchAll(HYPHENED)].map((match) => {
        const address = match[0].slice('ip-'.length).replaceAll('-', '.')
        return made(match, address, `ip-${pseudonyms.ipv4(address).replaceAll('.', '-')}`)
      }),
    (text) =>
      [...text.matchAll(DOTTED)].flatMap((match) => {
        const [address] = match
        const isPart =
          /[\d.]/.test(text[match.index - 1] ?? '') || /^\.?\d/.test(text.slice(match.index + address.length))
        if (isPart || !isIPv4(address) || PUBLIC.has(address)) return []
        return [made(match, address, pseudonyms.ipv4(address))]
      }),
    (text) =>
      [...text.matchAll(COLONS)].flatMap((match) => {
        const [printed] = match
        const address = printed.toLowerCase()
        if (/[0-9a-z]/i.test(text[match.index - 1] ?? '')) return []
        if (PAIRS.test(address)) return [made(match, address, pseudonyms.mac(address))]
        if (!isIPv6(address) || PUBLIC.has(address)) return []
        return [made(match, address, pseudonyms.ipv6(address))]
      }),
  ]
}
