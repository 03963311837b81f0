import { explain, subjects } from '../explain/explain.js'
import { explanationText } from '../render/explanation-text.js'
import type { Look } from '../render/renderer.js'
import { wrap } from '../render/width.js'
import { didYouMean } from './suggest.js'
import { UserError } from './user-error.js'

/** What `exitlog explain` prints: `exit code 137` as one subject, `137 143` as two; without words what can be asked. */
export function explainWords(words: readonly string[], look: Look): string {
  if (words.length === 0) return overview(look)
  const asOne = explain(words.join(' '))
  if (asOne) return explanationText(asOne, look)
  return words
    .map((word) => {
      const explanation = explain(word)
      if (explanation) return explanationText(explanation, look)
      throw new UserError(`nothing is known of "${word}"${didYouMean(word, subjects)}`, 'explain')
    })
    .join('\n')
}

function overview({ width }: Look): string {
  return [
    ...wrap('Every exit code can be explained (exitlog explain 137), every signal, and these words:', width),
    '',
    ...wrap(
      subjects.filter((subject) => !subject.startsWith('SIG')).join(', '),
      Math.min(width, 100) - 2,
    ).map((line) => `  ${line}`),
    '',
  ].join('\n')
}
