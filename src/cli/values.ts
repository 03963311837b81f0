import type { Typed } from './typed.js'

export type Values = Typed['values']

/** Of an option given several times the last one counts. */
export function last(values: Values, name: string): string | undefined {
  return values[name]?.at(-1)
}

/** Of options that make a list all count, and commas divide. */
export function list(values: Values, name: string): readonly string[] {
  return (values[name] ?? []).flatMap((value) => value.split(',')).filter((value) => value !== '')
}
