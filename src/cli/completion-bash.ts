import { completedCommands } from './completion-words.js'

/** For bash 3.2 and newer, with nothing but bash. */
export function bashCompletion(subjects: readonly string[]): string {
  const commands = completedCommands(subjects)
  const names = commands.map(({ name }) => name).join(' ')
  const values = commands.flatMap(({ name, options }) =>
    options
      .filter(({ value }) => value !== undefined)
      .map(({ forms, choices, isList }) => {
        const patterns = forms.map((form) => `'${name} ${form}'`).join('|')
        const complete =
          choices === undefined
            ? '_exitlog_files'
            : `_exitlog_${isList ? 'list' : 'words'} '${choices.join(' ')}'`
        return `    ${patterns}) ${complete}; return;;`
      }),
  )
  const options = commands.map(
    ({ name, options: own }) =>
      `    ${name}) _exitlog_words '${own.flatMap(({ forms }) => forms).join(' ')}';;`,
  )
  const words = commands.map(
    ({ name, words: own }) =>
      `    ${name}) ${own === null ? '_exitlog_files' : `_exitlog_words '${own.join(' ')}'`};;`,
  )
  return `# Completion of exitlog for bash. To use it, put into ~/.bashrc: source <(exitlog completion bash)
_exitlog_words() { COMPREPLY=($(compgen -W "$1" -- "$cur")); }
_exitlog_files() { local IFS=$'\\n'; compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); }
_exitlog_list() {
  local before=
  [[ $cur == *,* ]] && before=\${cur%,*},
  COMPREPLY=($(compgen -P "$before" -W "$1" -- "\${cur##*,}"))
}
_exitlog() {
  local cur=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command=timeline i
  # bash takes --output=json apart.
  [[ $cur == '=' ]] && cur=
  [[ $before == '=' ]] && before=\${COMP_WORDS[COMP_CWORD-2]}
  [[ \${COMP_WORDS[COMP_CWORD]} == '=' ]] && before=\${COMP_WORDS[COMP_CWORD-1]}
  for ((i = 1; i < COMP_CWORD; i++)); do
    case " ${names} " in *" \${COMP_WORDS[i]} "*) command=\${COMP_WORDS[i]}; break;; esac
  done
  case "$command $before" in
${values.join('\n')}
  esac
  if [[ $cur == -* ]]; then
    case $command in
${options.join('\n')}
    esac
    return
  fi
  if ((COMP_CWORD == 1)); then
    _exitlog_words '${names}'
    ((\${#COMPREPLY[@]})) && return
  fi
  case $command in
${words.join('\n')}
  esac
}
complete -F _exitlog exitlog
`
}
