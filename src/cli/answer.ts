import { envelopes, messages } from '../../parsers/index.js'
import { documentJson } from '../render/document-json.js'
import { rules } from '../verdict/rules.js'
import { explainLines } from './explain-lines.js'
import { explainWords } from './explain-words.js'
import type { Io } from './io.js'
import type { Library } from './library.js'
import { parsersText } from './parsers-text.js'
import { ruleRows, rulesText } from './rules-text.js'
import type { Settings } from './settings.js'

/** What is asked of the program itself, and of no log. */
export type Question = Extract<Settings, { readonly command: 'explain' | 'rules' | 'parsers' }>

export function isQuestion(settings: Settings): settings is Question {
  return settings.command === 'explain' || settings.command === 'rules' || settings.command === 'parsers'
}

/** What the program prints of itself. */
export async function answer(
  question: Question,
  { library, io }: { readonly library: Library; readonly io: Io },
): Promise<string> {
  switch (question.command) {
    case 'explain': {
      const { words, lines, look } = question
      return lines.length === 0
        ? explainWords(words, look)
        : explainLines(lines, { library, look, now: io.now() })
    }
    case 'rules': {
      const rows = ruleRows(rules)
      return question.format === 'json' ? documentJson(rows) : rulesText(rows, question.look)
    }
    case 'parsers':
      return parsersText({ messages, envelopes }, question.look)
  }
}
