import type { Io } from './io.js'
import type { Library } from './library.js'
import type { Settings } from './settings.js'

/** What is asked of the program itself, and of no log. */
export type Question = Extract<Settings, { readonly command: 'explain' | 'rules' | 'parsers' | 'page' }>

const QUESTIONS = ['explain', 'rules', 'parsers', 'page'] as const

export function isQuestion(settings: Settings): settings is Question {
  return QUESTIONS.some((command) => command === settings.command)
}

interface Around {
  readonly openLibrary: () => Promise<Library>
  readonly io: Io
}

/** What the program prints of itself. */
export async function answer(question: Question, { openLibrary, io }: Around): Promise<string> {
  const { look } = question
  switch (question.command) {
    case 'explain': {
      const { words, lines } = question
      if (lines.length === 0) return (await import('./explain-words.js')).explainWords(words, look)
      const { explainLines } = await import('./explain-lines.js')
      return explainLines(lines, { library: await openLibrary(), look, now: io.now() })
    }
    case 'rules': {
      const { printRules } = await import('./rules-text.js')
      return printRules(question.format, look)
    }
    case 'parsers': {
      const { printParsers } = await import('./parsers-text.js')
      return printParsers(look)
    }
    case 'page':
      return io.readPage()
  }
}
