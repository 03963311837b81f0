import { ALL_OPTIONS } from './commands.js'

/**
 * The arguments with what is short for something else written whole, so that no parser has to know of it: an option
 * whose value may be left out (`--color` → `--color=always`), `--no-color`, and a value right behind a letter (`-ojson`).
 */
export function spellOut(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--')
  const own = end === -1 ? argv : argv.slice(0, end)
  return [...own.flatMap(spellWord), ...argv.slice(own.length)]
}

function spellWord(word: string): readonly string[] {
  if (!word.startsWith('-')) return [word]
  if (word === '--no-color') return ['--color=never']
  const bare = word.startsWith('--') ? ALL_OPTIONS[word.slice(2)]?.bare : undefined
  if (bare !== undefined) return [`${word}=${bare}`]
  return LETTERS_WITH_VALUE.has(word[1] ?? '') && /^-.[^=]/.test(word)
    ? [word.slice(0, 2), word.slice(2)]
    : [word]
}

const LETTERS_WITH_VALUE = new Set(
  Object.values(ALL_OPTIONS).flatMap(({ alias, value }) => (value === undefined ? [] : (alias ?? []))),
)
