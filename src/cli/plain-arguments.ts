import { parseArgs } from 'node:util'
import { ALL_OPTIONS } from './commands.js'
import type { Parts } from './typed.js'

/**
 * The arguments, spelled out, as Node's own parser takes them apart: the fast way for what is plainly right. Undefined
 * for all that is not, a mistake or a spelling on which parsers differ: what that means yargs says.
 */
export function readPlainly(argv: readonly string[]): Parts | undefined {
  const { tokens } = parseArgs({
    args: [...argv],
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const words: string[] = []
  const others: string[] = []
  const values: Record<string, string[]> = {}
  let isBehind = false
  for (const token of tokens) {
    if (token.kind === 'option-terminator') isBehind = true
    else if (token.kind === 'positional') (isBehind ? others : words).push(token.value)
    else {
      const value = isPlain(argv[token.index], token.rawName) ? valueOf(token) : undefined
      if (value === undefined) return undefined
      values[token.name] = isFlag(token.name) ? [value] : [...(values[token.name] ?? []), value]
    }
  }
  return { words, others, values }
}

const OPTIONS = Object.fromEntries(
  Object.entries(ALL_OPTIONS).map(([name, { value, alias }]) => {
    const type = value === undefined ? ('boolean' as const) : ('string' as const)
    return [name, alias === undefined ? { type } : { type, short: alias }]
  }),
)

/** `--name`, `--name=…` or `-n`: no group of letters, and no `-n=…`. */
function isPlain(word: string | undefined, rawName: string): boolean {
  return word === rawName || (rawName.startsWith('--') && word?.startsWith(`${rawName}=`) === true)
}

/** A value that can only be one: none that is missing, empty or looks like an option. */
function valueOf({ name, value }: { readonly name: string; readonly value: string | undefined }) {
  if (!Object.hasOwn(ALL_OPTIONS, name)) return undefined
  if (isFlag(name)) return value === undefined ? 'true' : undefined
  return value === undefined || /^(?:$|-)/.test(value) ? undefined : value
}

function isFlag(name: string): boolean {
  return ALL_OPTIONS[name]?.value === undefined
}
