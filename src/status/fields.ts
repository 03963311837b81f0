import { isObject, type Json } from '../model/json.js'

/** What an object of the cluster's holds. */
export type Fields = Json

/** The value as an object; one without fields for what is none. Only own fields count. */
export function fieldsOf(value: unknown): Fields {
  return isObject(value) ? { ...value } : {}
}

export function fieldsIn(fields: Fields, name: string): Fields {
  return fieldsOf(valueIn(fields, name))
}

/** The objects of a list; none for what is no list. */
export function listIn(fields: Fields, name: string): readonly Fields[] {
  const value = valueIn(fields, name)
  return Array.isArray(value) ? value.map(fieldsOf) : []
}

/** A text that says something: null for an empty one and for what is no text. */
export function textIn(fields: Fields, name: string): string | null {
  const value = valueIn(fields, name)
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

export function numberIn(fields: Fields, name: string): number | null {
  const value = valueIn(fields, name)
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null
}

export function flagIn(fields: Fields, name: string): boolean | null {
  const value = valueIn(fields, name)
  return typeof value === 'boolean' ? value : null
}

export function has(fields: Fields, name: string): boolean {
  return Object.hasOwn(fields, name)
}

function valueIn(fields: Fields, name: string): unknown {
  return has(fields, name) ? fields[name] : undefined
}
