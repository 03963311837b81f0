import { escapeTerminal } from './escape.js'

/** A command as one line for a shell, each word quoted where it needs it; safe to show on a terminal. */
export function shellLine(words: readonly string[]): string {
  return words.map(quote).join(' ')
}

function quote(word: string): string {
  if (/^[\w@%+=:,./~-]+$/.test(word) && !word.startsWith('~')) return word
  if (escapeTerminal(word) === word) return `'${word.replaceAll("'", "'\\''")}'`
  // What may not be shown stands as `$'\x1b'`, which bash reads back.
  const escaped = escapeTerminal(word.replace(/[\\']/g, '\\$&'))
  return `$'${escaped.replace(/\\u\{([0-9a-f]+)\}/g, (_all, code: string) => `\\U${code.padStart(8, '0')}`)}'`
}
