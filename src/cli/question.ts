import type { Settings } from './settings.js'

const QUESTIONS = ['explain', 'rules', 'schema', 'parsers', 'page'] as const

/** What is asked of the program itself: of what it knows by heart, and of no log. */
export type Question = Extract<Settings, { readonly command: (typeof QUESTIONS)[number] }>

export function isQuestion<S extends Settings>(settings: S): settings is S & Question {
  return QUESTIONS.some((command) => command === settings.command)
}
