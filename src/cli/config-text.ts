import { escapeTerminal } from '../render/escape.js'
import type { Look } from '../render/renderer.js'
import { createStyle } from '../render/style.js'
import { padEnd, widthOf } from '../render/width.js'
import { type Configuration, variableOf } from './configuration.js'
import { SETTABLE } from './commands.js'
import type { Typed } from './typed.js'

const GAP = '   '

/** What `exitlog config` prints: each setting, its value, and the flag, variable or file that gave it. */
export function configText({ values }: Typed, configuration: Configuration, look: Look): string {
  const style = createStyle(look.color)
  const rows = Object.keys(SETTABLE).map((name) => {
    const typed = values[name]
    const { values: given, origin } =
      typed === undefined ? (configuration.get(name) ?? UNSET) : { values: typed, origin: `--${name}` }
    const isUnset = origin === UNSET.origin
    const { value: placeholder } = SETTABLE[name] ?? {}
    const value =
      placeholder === undefined
        ? String(given.length > 0)
        : placeholder === 'key'
          ? 'hidden'
          : given.join(',')
    return {
      name,
      value: isUnset ? '–' : escapeTerminal(value),
      origin: isUnset ? `default (${variableOf(name)} sets it)` : origin,
    }
  })
  const nameWidth = Math.max(...rows.map(({ name }) => name.length))
  const valueWidth = Math.max(...rows.map(({ value }) => widthOf(value)))
  return rows
    .map(({ name, value, origin }) => {
      return `${padEnd(name, nameWidth)}${GAP}${padEnd(value, valueWidth)}${GAP}${style('faint', escapeTerminal(origin))}\n`
    })
    .join('')
}

const UNSET = { values: [], origin: 'default' } as const
