import { createStyle } from '../render/style.js'
import type { Look } from '../render/renderer.js'
import { padEnd, wrap } from '../render/width.js'
import type { Rule } from '../verdict/rule.js'

const INDENT = '  '
const GAP = '   '
/** Longer lines are hard to read, whatever the terminal offers. */
const WIDEST = 110

/** A rule as a person or a program reads it: everything but how it is computed. */
export type RuleRow = Pick<Rule, 'id' | 'says' | 'needs' | 'confidence'>

/** The table of rules as `exitlog rules -o json` and the README print it. */
export function ruleRows(rules: readonly Rule[]): readonly RuleRow[] {
  return rules.map(({ id, says, needs, confidence }) => ({ id, says, needs, confidence }))
}

/** What `exitlog rules` prints: each rule in its order, what it concludes and the lines that it needs. */
export function rulesText(rules: readonly RuleRow[], look: Look): string {
  const style = createStyle(look.color)
  const width = Math.min(look.width, WIDEST)
  const idWidth = Math.max(0, ...rules.map(({ id }) => id.length))
  const room = width - INDENT.length - idWidth - GAP.length
  const blockOf = ({ id, says, needs, confidence }: RuleRow) => {
    const head = wrap(says, room).map((line, n) => {
      return `${INDENT}${style('title', padEnd(n === 0 ? id : '', idWidth))}${GAP}${line}`
    })
    const below = wrap(`needs ${needs} (at best ${confidence})`, room - INDENT.length).map((line) => {
      return `${INDENT}${' '.repeat(idWidth)}${GAP}${INDENT}${style('faint', line)}`
    })
    return [...head, ...below, '']
  }
  return [
    ...wrap('The first rule that concludes from a case decides.', width),
    '',
    ...rules.flatMap(blockOf),
  ].join('\n')
}
