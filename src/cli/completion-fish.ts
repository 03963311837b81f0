import { completedCommands } from './completion-words.js'

/** For fish 3 and newer. */
export function fishCompletion(subjects: readonly string[]): string {
  const commands = completedCommands(subjects)
  const others = commands.map(({ name }) => name).filter((name) => name !== 'timeline')
  const lines = commands.flatMap(({ name, says, options, words }) => {
    const seen =
      name === 'timeline'
        ? `not __fish_seen_subcommand_from ${others.join(' ')}`
        : `__fish_seen_subcommand_from ${name}`
    const complete = `complete -c exitlog -n ${quote(seen)}`
    return [
      `complete -c exitlog -n __fish_use_subcommand -a ${name} -d ${quote(says)}`,
      ...(words === null
        ? []
        : [`${complete} -f${words.length === 0 ? '' : ` -a ${quote(words.join(' '))}`}`]),
      ...options.map((option) => {
        const letter = option.alias === undefined ? '' : ` -s ${option.alias}`
        return `${complete} -l ${option.name}${letter}${valueOf(option)} -d ${quote(option.says)}`
      }),
    ]
  })
  return `# Completion of exitlog for fish. To use it: exitlog completion fish > ~/.config/fish/completions/exitlog.fish\n${lines.join('\n')}\n`
}

type FishOption = ReturnType<typeof completedCommands>[number]['options'][number]

function valueOf({ value, choices, isFile, isList }: FishOption): string {
  if (value === undefined) return ''
  if (isFile) return ' -r -F'
  if (choices === undefined) return ' -x'
  return ` -x -a ${quote(isList ? `(__fish_append , ${choices.join(' ')})` : choices.join(' '))}`
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
