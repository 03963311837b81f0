import { ALL_OPTIONS } from './options.js'
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
