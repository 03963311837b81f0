import { padEnd, wrap } from '../render/width.js'
import { EXIT_STATUSES } from './exit-status.js'
import { type Command, COMMANDS, type CommandName } from './commands.js'
import type { Option } from './options.js'

const GROUPS = ['Choose', 'Show', 'Clock', 'Other'] as const
/** Wider terminals get no wider help. */
const MOST_COLUMNS = 100
const INDENT = '  '

/** The help of the program: every command, and the options of the one that runs by default. */
export function programHelp(columns: number): string {
  const width = Math.min(columns, MOST_COLUMNS)
  const commands = Object.entries(COMMANDS).map(([name, { words, says }]) => {
    const isDefault = name === 'timeline'
    return [`exitlog ${isDefault ? '[timeline]' : name} ${words}`.trimEnd(), says] as const
  })
  return [
    ...wrap(
      'Says why each container on a node ended, and proves it by the lines that the node wrote.',
      width,
    ),
    '',
    ...table(commands, width),
    '',
    ...optionGroups(COMMANDS.timeline, width),
    'Exit status',
    ...table(EXIT_STATUSES, width),
    '',
    'Examples',
    ...EXAMPLES.map((line) => INDENT + line),
    '',
  ].join('\n')
}

export function commandHelp(name: CommandName, columns: number): string {
  const width = Math.min(columns, MOST_COLUMNS)
  const command = COMMANDS[name]
  return [
    `exitlog ${name} ${command.words}`.trimEnd(),
    '',
    ...wrap(`Prints ${command.says}.`, width),
    '',
    ...optionGroups(command, width),
  ].join('\n')
}

export const EXAMPLES = [
  'cat /var/log/syslog | exitlog',
  'exitlog --since "2h ago" --pod "shop/checkout-*" /var/log/syslog',
  'exitlog -o ndjson node7.log node8.log | jq .headline',
]

function optionGroups({ options }: Command, width: number): readonly string[] {
  const rows = Object.entries(options).map(([name, option]) => ({
    ...option,
    row: [formOf(name, option), option.says] as const,
  }))
  const column = Math.max(...rows.map(({ row }) => row[0].length))
  return GROUPS.flatMap((group) => {
    const own = rows.filter((option) => option.group === group).map(({ row }) => row)
    return own.length === 0 ? [] : [group, ...table(own, width, column), '']
  })
}

/** `-o, --output <format>`, `--color[=when]` */
export function formOf(name: string, { value, bare, alias }: Option): string {
  const short = alias === undefined ? '    ' : `-${alias}, `
  const placeholder = value === undefined ? '' : bare === undefined ? ` <${value}>` : `[=${value}]`
  return `${short}--${name}${placeholder}`
}

function table(
  rows: readonly (readonly [form: string, says: string])[],
  width: number,
  least = 0,
): readonly string[] {
  const column = Math.max(least, ...rows.map(([form]) => form.length)) + 2 * INDENT.length
  return rows.flatMap(([form, says]) => {
    return wrap(says, Math.max(20, width - column)).map(
      (line, n) => padEnd(n === 0 ? INDENT + form : '', column) + line,
    )
  })
}
