import { escapeMarkup } from '../escape.js'

/** A rule of the verdict as a person reads it. */
export interface RuleSaying {
  readonly id: string
  readonly says: string
  readonly needs: string
}

/** The rules that decided, for cards to point at. */
export function rulesSection(rules: readonly RuleSaying[]): string {
  if (rules.length === 0) return ''
  const items = rules.map(({ id, says, needs }) => {
    return `<div id="rule-${escapeMarkup(id)}"><dt>${escapeMarkup(id)}</dt><dd>${escapeMarkup(says)}. <span>Needs ${escapeMarkup(needs)}.</span></dd></div>`
  })
  return `<section id="rules"><h2>The rules that decided</h2><dl>${items.join('')}</dl></section>\n`
}
