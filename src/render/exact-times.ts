/** Epoch milliseconds with their fraction, of each time of an object that is finer than it is printed. */
export type ExactTimes = Readonly<Record<string, number>>

/** The field `exact` of an object: what ISO times with milliseconds do not tell; nothing where they tell all. */
export function exactField(times: object): { readonly exact?: ExactTimes } {
  const finer = Object.entries(times).filter(
    ([name, value]) => isTime(name) && typeof value === 'number' && !Number.isInteger(value),
  )
  return finer.length === 0 ? {} : { exact: Object.fromEntries(finer) }
}

const TIMES = ['time', 'first', 'last', 'from', 'to', 'boot']
const isTime = (name: string): boolean => name.endsWith('At') || TIMES.includes(name)
