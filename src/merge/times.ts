import { isObject, type Json } from '../model/json.js'

/** An ISO time as epoch milliseconds; null for what is none. */
export function timeOf(value: unknown): number | null {
  if (typeof value !== 'string') return null
  const time = Date.parse(value)
  return Number.isNaN(time) ? null : time
}

/** A time of an object, with the fraction that its `exact` tells; null for what is none. */
export function exactOr(json: Json, name: string): number | null {
  const exact = isObject(json['exact']) ? json['exact'][name] : undefined
  return typeof exact === 'number' ? exact : timeOf(json[name])
}
