import { documentJson } from '../render/document-json.js'
import type { Look } from '../render/renderer.js'
import { createStyle } from '../render/style.js'
import { padEnd, wrap } from '../render/width.js'
import type { Rule } from '../verdict/rule.js'
import { rules } from '../verdict/rules.js'
import type { ReportFormat } from '../library/formats.js'

const INDENT = '  '
const GAP = '   '
/** Longer lines are hard to read, whatever the terminal offers. */
const WIDEST = 110

/** A rule as a person or a program reads it: everything but how it is computed. */
export type RuleRow = Pick<Rule, 'id' | 'says' | 'needs' | 'confidence'>

/** What `exitlog rules` prints. */
export function printRules(format: ReportFormat, look: Look): string {
  const rows = ruleRows(rules)
  return format === 'json' ? documentJson(rows) : rulesText(rows, look)
}

function ruleRows(rules: readonly Rule[]): readonly RuleRow[] {
  return rules.map(({ id, says, needs, confidence }) => ({ id, says, needs, confidence }))
}

/** Each rule in its order, what it concludes and the lines that it needs. */
function rulesText(rules: readonly RuleRow[], look: Look): string {
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
