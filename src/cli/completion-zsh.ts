import { type CompletedCommand, type CompletedOption, completedCommands } from './completion-words.js'

/** For zsh's own completion system. */
export function zshCompletion(subjects: readonly string[]): string {
  const commands = completedCommands(subjects)
  const described = commands.map(({ name, says }) => `    ${quote(`${name}:${says}`)}`)
  const cases = commands.map((command) => {
    const specs = [...command.options.flatMap(specsOf), wordsSpec(command)].filter((spec) => spec !== '')
    return `    ${command.name})\n      _arguments -s -S : ${specs.join(' \\\n        ')};;`
  })
  return `#compdef exitlog
# Completion of exitlog for zsh. To use it: exitlog completion zsh > some folder of $fpath, as _exitlog
_exitlog() {
  local command=timeline word
  local -a commands=(
${described.join('\n')}
  )
  for word in "\${(@)words[2,CURRENT-1]}"; do
    if [[ -n "\${(M)commands:#$word:*}" ]]; then command=$word; break; fi
  done
  if ((CURRENT == 2)) && [[ $PREFIX != -* ]]; then
    _describe command commands
    _files
    return
  fi
  case $command in
${cases.join('\n')}
  esac
}
if [[ $funcstack[1] == _exitlog ]]; then _exitlog "$@"; else compdef _exitlog exitlog; fi
`
}

function specsOf({ forms, says, value, bare, choices, isFile, isList }: CompletedOption): readonly string[] {
  const about = `[${says.replaceAll(/[[\]\\]/g, '\\$&')}]`
  const action = isFile
    ? '_files'
    : choices === undefined
      ? ' '
      : isList
        ? `_sequence compadd - ${choices.join(' ')}`
        : `(${choices.join(' ')})`
  const taken = value === undefined ? '' : `${bare === undefined ? '' : ':'}:${value}:${action}`
  return forms.map((form) => {
    const behind = value === undefined ? '' : form.startsWith('--') ? (bare === undefined ? '=' : '=-') : '+'
    return quote(`*${form}${behind}${about}${taken}`)
  })
}

function wordsSpec({ name, words }: CompletedCommand): string {
  if (words === null) return quote('*:file:_files')
  return words.length === 0
    ? ''
    : `${quote(`(-)1:command:(${name})`)} ${quote(`*:word:(${words.join(' ')})`)}`
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
