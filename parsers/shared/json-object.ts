import { isObject } from '../../src/model/json.js'

let latest: { readonly text: string; readonly object: object | undefined } | undefined

/**
 * The object that a line is, also behind the `data: ` of server-sent events and the RS of JSON text sequences.
 *
 * The readers of JSON envelopes ask one after the other for the same line: it is parsed once.
 */
export function readObject(text: string): object | undefined {
  if (latest?.text === text) return latest.object
  const start = text.startsWith('data: ') ? 6 : text.charCodeAt(0) === 0x1e ? 1 : 0
  if (text[start] !== '{') return undefined
  latest = { text, object: parse(text.slice(start)) }
  return latest.object
}

function parse(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
