import { EVENT_FORMATS, REPORT_FORMATS } from '../library/formats.js'
import { SHELLS } from './formats.js'
import {
  ofAll,
  ofClock,
  ofDeaths,
  ofFollowing,
  ofJoining,
  ofKubectl,
  ofLine,
  ofLook,
  ofNode,
  ofOutcome,
  ofRecords,
  ofTelling,
  ofText,
  ofThreads,
  ofTimeline,
  ofWindow,
  output,
  type Option,
} from './options.js'

export interface Command {
  /** What stands behind the command's name. */
  readonly words: string
  readonly says: string
  readonly options: Readonly<Record<string, Option>>
}

export type CommandName = keyof typeof OWN_COMMANDS | 'config'

const OWN_COMMANDS = {
  timeline: {
    words: '[files…]',
    says: 'each termination with the lines that prove it',
    options: {
      ...ofRecords,
      ...ofFollowing,
      linger: {
        value: 'duration',
        group: 'Choose',
        says: 'what is known is told when no line came for so long; default: 10s',
      },
      ...ofTimeline,
    },
  },
  summary: {
    words: '[files…]',
    says: 'the terminations by cause and likeness, the worst first',
    options: {
      ...ofRecords,
      output: output(REPORT_FORMATS),
      ...ofText,
      ...ofClock,
      ...ofJoining,
      ...ofThreads,
      ...ofOutcome,
    },
  },
  coverage: {
    words: '[files…]',
    says: 'what the input covers, and where it is blind',
    options: {
      ...ofNode,
      output: output(REPORT_FORMATS),
      ...ofText,
      ...ofClock,
      ...ofThreads,
      ...ofTelling,
      ...ofAll,
    },
  },
  events: {
    words: '[files…]',
    says: 'the typed events, before any correlation',
    options: {
      ...ofWindow,
      ...ofFollowing,
      output: output(EVENT_FORMATS),
      ...ofText,
      ...ofClock,
      ...ofThreads,
      ...ofTelling,
      ...ofAll,
    },
  },
  extract: {
    words: '[files…]',
    says: 'the lines alone that tell of the terminations, to be attached and read again',
    options: {
      ...ofWindow,
      pod: ofRecords.pod,
      container: ofRecords.container,
      cause: ofRecords.cause,
      ...ofText,
      ...ofClock,
      ...ofJoining,
      ...ofTelling,
      ...ofAll,
    },
  },
  merge: {
    words: '[files…]',
    says: 'one timeline of what events, or timeline -o ndjson, printed elsewhere',
    options: {
      ...ofRecords,
      ...ofDeaths,
      summary: {
        group: 'Show',
        isTypedOnly: true,
        says: 'the same deaths folded, as summary does; -o text or json',
      },
      ...ofText,
      'reference-date': ofClock['reference-date'],
      ...ofJoining,
      ...ofOutcome,
    },
  },
  kubectl: {
    words: '<nodes…>',
    says: 'the timeline of nodes whose logs kubectl fetches; also as kubectl exitlog',
    options: { ...ofRecords, ...ofKubectl, ...ofTimeline },
  },
  explain: {
    words: '[137|SIGKILL|OOMKilled|…]',
    says: 'what a code, a signal, a reason or a line of a log means',
    options: { ...ofLine, ...ofLook, ...ofAll },
  },
  rules: {
    words: '',
    says: 'the rules by which a verdict is reached',
    options: { output: output(REPORT_FORMATS), ...ofLook, ...ofAll },
  },
  schema: {
    words: '[termination|event]',
    says: 'the JSON Schema of a record of timeline, or of events',
    options: { ...ofLook, ...ofAll },
  },
  parsers: {
    words: '',
    says: 'the messages that are understood',
    options: { ...ofLook, ...ofAll },
  },
  page: {
    words: '',
    says: 'a page for a browser that reads dropped logs, offline',
    options: { ...ofAll },
  },
  completion: {
    words: `<${SHELLS.join('|')}>`,
    says: 'what makes that shell complete commands, options and their values',
    options: { ...ofAll },
  },
} as const satisfies Record<string, Command>

/** Every command with every option that it takes. */
export const COMMANDS: Readonly<Record<CommandName, Command>> = {
  ...OWN_COMMANDS,
  config: {
    words: '',
    says: 'each setting, its value, and where that comes from',
    options: { ...settableOf(OWN_COMMANDS), ...ofLook, ...ofAll },
  },
}

/** What may be set by file and environment, of all commands. */
function settableOf(commands: Readonly<Record<string, Command>>): Command['options'] {
  const all = Object.values(commands).flatMap(({ options }) => Object.entries(options))
  return Object.fromEntries(all.filter(([, { isTypedOnly }]) => !isTypedOnly))
}

export function isCommandName(word: string | undefined): word is CommandName {
  return word !== undefined && Object.hasOwn(COMMANDS, word)
}

/** Options of all commands: one name means the same everywhere. */
export const ALL_OPTIONS: Readonly<Record<string, Option>> = Object.assign(
  {},
  ...Object.values(COMMANDS).map((command) => command.options),
)

export const SETTABLE: Command['options'] = settableOf(COMMANDS)
