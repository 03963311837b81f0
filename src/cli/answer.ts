import { documentJson } from '../render/document-json.js'
import { schemas } from '../render/schemas.js'
import { explainLines } from './explain-lines.js'
import { explainWords } from './explain-words.js'
import { parsersText } from './parsers-text.js'
import type { Ways } from './print.js'
import { printRules } from './rules-text.js'
import type { Question } from './question.js'

/** What the program says of itself. */
export async function answer(
  question: Question,
  { library, io }: Pick<Ways, 'library' | 'io'>,
): Promise<string> {
  const { look } = question
  switch (question.command) {
    case 'explain':
      return 'lines' in question
        ? explainLines(question.lines, { library, look, now: io.now() })
        : explainWords(question.words, look)
    case 'rules':
      return printRules(question.format, look)
    case 'schema':
      return documentJson(schemas[question.record])
    case 'parsers':
      return parsersText(look)
    case 'page':
      return io.readPage()
  }
}
