import { EXIT_STATUSES } from './exit-status.js'
import { EXAMPLES } from './help.js'
import { COMMANDS } from './commands.js'
import { optionReferences } from './reference.js'

/** The manual page exitlog(1) in roff; `version` as the package has it. */
export function manualPage(version: string): string {
  const commands = Object.entries(COMMANDS).map(([name, { words, says }]) => {
    return item(`${bold(name)} ${plain(words)}`.trimEnd(), `Prints ${says}.`)
  })
  const options = optionReferences().map(({ form, meanings }) => {
    const told = meanings.map(({ says, commands }) => {
      return commands.length === 0 ? says : `${says} (${commands.join(', ')})`
    })
    return item(bold(form), told.join('; '))
  })
  return [
    `.TH EXITLOG 1 "" "exitlog ${plain(version)}" "User Commands"`,
    '.SH NAME',
    'exitlog \\- says why each container on a node ended, and proves it by the lines that the node wrote',
    '.SH SYNOPSIS',
    `.B exitlog\n[\\fIcommand\\fR] [\\fIoptions\\fR] [\\fIfiles\\fR ...]`,
    '.SH DESCRIPTION',
    'exitlog reads what a Kubernetes node wrote: kernel, container runtime, kubelet, systemd. It joins the lines into one record for each container that ended, and never claims what they do not prove. Without a command it runs',
    '.BR timeline ;',
    'without a file, or with',
    '.BR \\- ,',
    'it reads standard input. Of folders and archives it reads what looks like a log.',
    '.SH COMMANDS',
    ...commands,
    '.SH OPTIONS',
    'A command in brackets takes the option; where there is none all do. A value may follow',
    '.B =',
    'or the next blank; one in brackets only',
    '.BR = .',
    ...options,
    '.SH CONFIGURATION',
    plain(
      'Every option but those about one run alone may be set by a variable, such as EXITLOG_COLOR or EXITLOG_REFERENCE_DATE, and by a file: an object in JSON of options without their dashes, such as {"color": "never", "fail-on": ["oom-pod"], "all": true}. What is typed counts before the variable, and that before the file. A format that a command does not have is left to those that have it.',
    ),
    '.PP',
    plain('exitlog config prints what is set, and where.'),
    '.SH FILES',
    item(
      '$XDG_CONFIG_HOME/exitlog/config.json, ~/.config/exitlog/config.json',
      'the settings, where neither --config nor EXITLOG_CONFIG names another file',
    ),
    '.SH ENVIRONMENT',
    item('EXITLOG_…', 'settings, see above'),
    item('NO_COLOR, FORCE_COLOR, COLUMNS, TERM', 'how text looks where no option says it'),
    '.SH EXIT STATUS',
    ...EXIT_STATUSES.map(([status, says]) => item(bold(status), says)),
    '.PP',
    'Of several the first of 2, 130 and 143, 3, 1 counts.',
    '.SH EXAMPLES',
    ...EXAMPLES.flatMap((line) => ['.PP', '.nf', plain(line), '.fi']),
    '',
  ].join('\n')
}

function item(tag: string, says: string): string {
  return `.TP\n${tag.startsWith('\\f') ? tag : plain(tag)}\n${plain(says)}`
}

function bold(text: string): string {
  return `\\fB${plain(text)}\\fR`
}

/** Text in which roff sees no commands of its own. */
function plain(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('…', '...')
    .replace(/^[.']/gm, '\\&$&')
}
