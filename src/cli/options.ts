import { CAUSES } from '../model/termination.js'
import { REDACTION_CLASSES } from '../redact/redaction-class.js'
import { TARGETS } from '../render/ticket-target.js'
import { TIMELINE_FORMATS } from '../library/formats.js'
import { COLOR_CHOICES } from './formats.js'

/**
 * One option as it is parsed (by Node and by yargs), told by the help, the manual and the README, completed by
 * shells and set by the configuration. What its value means is known to `settings.ts` alone.
 */
export interface Option {
  /** What stands for the value; absent: a flag. */
  readonly value?: string
  /** What the option means without its value; it takes one only behind `=` then. */
  readonly bare?: string
  readonly alias?: string
  readonly group: 'Choose' | 'Show' | 'Clock' | 'Other'
  readonly says: string
  /** All values that there are, where they can be listed. */
  readonly choices?: readonly string[]
  /** The value is the name of a file. */
  readonly isFile?: true
  /** It is about this one run: neither the configuration nor the environment sets it. */
  readonly isTypedOnly?: true
}

export const output = (formats: readonly string[]): Option => ({
  value: 'format',
  alias: 'o',
  group: 'Show',
  says: `${formats[0]} (default), ${formats.slice(1).join(', ')}`,
  choices: formats,
})

export const ofNode = {
  node: { value: 'name', group: 'Choose', says: 'on this node; * stands for anything, here and below' },
} as const satisfies Record<string, Option>

export const ofWindow = {
  since: {
    value: 'time',
    group: 'Choose',
    says: 'not before "2026-11-23 02:20", 02:20, "2h ago", yesterday, …',
  },
  until: {
    value: 'time',
    group: 'Choose',
    says: "not after; a time without a zone is on the log's own clock",
  },
  ...ofNode,
} as const satisfies Record<string, Option>

export const ofRecords = {
  ...ofWindow,
  pod: { value: 'pod', group: 'Choose', says: 'of this pod: namespace/name, name or uid' },
  container: { value: 'name', group: 'Choose', says: 'of this container: its name, or how its id begins' },
  cause: { value: 'list', group: 'Choose', says: 'of these causes: oom-pod,eviction', choices: CAUSES },
  all: { group: 'Choose', says: "the pods' sandboxes too" },
} as const satisfies Record<string, Option>

const ofStatus = {
  status: {
    value: 'file',
    isFile: true,
    isTypedOnly: true,
    group: 'Show',
    says: 'what the cluster said, beside it: kubectl get or describe, crictl or docker inspect',
  },
} as const satisfies Record<string, Option>

const ofTicket = {
  target: {
    value: 'place',
    group: 'Show',
    says: `where -o markdown is pasted: ${TARGETS[0]} (default), ${TARGETS.slice(1).join(', ')}`,
    choices: TARGETS,
  },
  'max-bytes': {
    value: 'n',
    group: 'Show',
    says: 'of -o markdown, for a place that takes less: the worst deaths come first',
  },
} as const satisfies Record<string, Option>

const ofFailing = {
  'fail-on': {
    value: 'list',
    group: 'Other',
    says: 'end with status 3 where one that is printed has such a cause',
    choices: CAUSES,
  },
} as const satisfies Record<string, Option>

const ofMetrics = {
  metrics: {
    value: 'file',
    isFile: true,
    group: 'Other',
    says: "with counts of what is printed, for Prometheus' textfile collector",
  },
} as const satisfies Record<string, Option>

export const ofTelling = {
  quiet: { alias: 'q', group: 'Other', says: 'no word of problems in the input' },
  verbose: {
    alias: 'v',
    group: 'Other',
    says: 'on standard error what was read, by which readers and clocks',
  },
} as const satisfies Record<string, Option>

export const ofLine = {
  line: {
    value: 'line',
    isTypedOnly: true,
    group: 'Show',
    says: 'instead: what is made of this line of a log, or why nothing',
  },
} as const satisfies Record<string, Option>

const ofRedaction = {
  redact: {
    value: 'classes',
    bare: 'all',
    group: 'Show',
    says: `with pseudonyms for ${REDACTION_CLASSES.slice(0, -1).join(', ')} and ${REDACTION_CLASSES.at(-1)}, or for some of them`,
    choices: REDACTION_CLASSES,
  },
  'redact-key': {
    value: 'key',
    group: 'Show',
    says: 'the same pseudonyms wherever the key is the same; default: a key of this run',
  },
} as const satisfies Record<string, Option>

export const ofLook = {
  color: {
    value: 'when',
    bare: 'always',
    group: 'Show',
    says: 'always, never, auto (default: on a terminal)',
    choices: COLOR_CHOICES,
  },
  width: { value: 'columns', group: 'Show', says: "instead of the terminal's" },
} as const satisfies Record<string, Option>

export const ofClock = {
  year: { value: 'year', group: 'Clock', says: 'of lines that write none' },
  tz: { value: 'zone', group: 'Clock', says: 'of lines that write none: +02:00, Europe/Berlin' },
  'reference-date': {
    value: 'time',
    group: 'Clock',
    says: 'what "ago" and a missing year count from; default: now',
  },
} as const satisfies Record<string, Option>

const ofMemory = {
  'max-open': {
    value: 'lines',
    group: 'Other',
    says: 'to keep of containers that have not ended; default 1000000',
  },
} as const satisfies Record<string, Option>

export const ofThreads = {
  jobs: {
    value: 'n',
    group: 'Other',
    says: 'threads that may work at once on a large input; default: one for each processor, at most 4',
  },
} as const satisfies Record<string, Option>

export const ofFollowing = {
  follow: {
    alias: 'f',
    group: 'Choose',
    says: 'wait for what is written to the files, also when they are rotated or appear later',
  },
} as const satisfies Record<string, Option>

const ofCorrelation = {
  window: {
    value: 'duration',
    group: 'Clock',
    says: 'by how much log time a line may come late and still count; default: 5m',
  },
} as const satisfies Record<string, Option>

export const ofAll = {
  config: {
    value: 'file',
    isFile: true,
    isTypedOnly: true,
    group: 'Other',
    says: 'settings, instead of ~/.config/exitlog/config.json',
  },
  help: { alias: 'h', isTypedOnly: true, group: 'Other', says: 'of the program, or of a command' },
  version: { isTypedOnly: true, group: 'Other', says: 'of the program' },
} as const satisfies Record<string, Option>

export const ofKubectl = {
  context: {
    value: 'name',
    isTypedOnly: true,
    group: 'Choose',
    says: 'the cluster to ask, as kubectl names it',
  },
  kubeconfig: {
    value: 'file',
    isFile: true,
    isTypedOnly: true,
    group: 'Choose',
    says: 'where kubectl knows its clusters from',
  },
} as const satisfies Record<string, Option>

/** How deaths are printed. */
export const ofDeaths = {
  all: { group: 'Choose', says: "the pods' sandboxes too, and repeated deaths whole" },
  output: output(TIMELINE_FORMATS),
  ...ofTicket,
} as const satisfies Record<string, Option>

/** How anything that a log tells is printed. */
export const ofText = { ...ofRedaction, ...ofLook } as const satisfies Record<string, Option>

export const ofJoining = { ...ofCorrelation, ...ofMemory } as const satisfies Record<string, Option>

/** What is made of deaths beside what is printed. */
export const ofOutcome = {
  ...ofFailing,
  ...ofMetrics,
  ...ofTelling,
  ...ofAll,
} as const satisfies Record<string, Option>

export const ofTimeline = {
  ...ofDeaths,
  ...ofStatus,
  ...ofText,
  ...ofClock,
  ...ofJoining,
  ...ofThreads,
  ...ofOutcome,
} as const satisfies Record<string, Option>
