import { ALL_OPTIONS } from './commands.js'
import type { Typed } from './typed.js'

/** What was typed, with each option spelled out: the words that make the same output again. */
export function commandWords({ command, words, values }: Typed): readonly string[] {
  const options = Object.entries(values).flatMap(([name, given]) => {
    const option = ALL_OPTIONS[name]
    if (option?.value === undefined) return [`--${name}`]
    return given.flatMap((value) =>
      option.bare === undefined ? [`--${name}`, value] : [`--${name}=${value}`],
    )
  })
  const isDashed = words.some((word) => word.startsWith('-') && word !== '-')
  return ['exitlog', command, ...options, ...(isDashed ? ['--'] : []), ...words]
}

/** Options whose values tell whose log it is, or how it is hidden. */
const SECRET = ['node', 'pod', 'container', 'status', 'redact-key']

/** The same without what these options were given: for an output in which it is hidden. */
export function withoutSecrets(typed: Typed): Typed {
  const values = Object.entries(typed.values).map(([name, given]) => {
    return [name, SECRET.includes(name) ? given.map(() => '…') : given] as const
  })
  return { ...typed, values: Object.fromEntries(values) }
}
