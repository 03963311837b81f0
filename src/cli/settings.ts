import type { Look } from '../render/renderer.js'
import type { TicketSettings } from '../render/ticket-target.js'
import type { Typed } from './typed.js'
import {
  EVENT_FORMATS,
  type EventFormat,
  REPORT_FORMATS,
  type ReportFormat,
  TIMELINE_FORMATS,
  type TimelineFormat,
} from '../library/formats.js'
import { PRINTED_RECORDS, type PrintedRecord, type Shell, SHELLS } from './formats.js'
import type { Io } from './io.js'
import { readLook } from './look.js'
import { type ReadingSettings, readReadingSettings } from './reading-settings.js'
import { didYouMean } from './suggest.js'
import { readTicketSettings } from './ticket-settings.js'
import { UserError } from './user-error.js'
import { last, type Values } from './values.js'

/** What the typed words mean, each value checked. */
export type Settings =
  | ({
      readonly command: 'timeline'
      readonly format: TimelineFormat
      readonly ticket: TicketSettings
      /** Names of files that tell what the cluster said; `-` is standard input. */
      readonly statusFiles: readonly string[]
      /** Options of kubectl, which fetches the logs of the nodes that `files` names; null: they are files. */
      readonly kubectlOptions: readonly string[] | null
    } & ReadingSettings)
  | ({
      readonly command: 'merge'
      readonly printing:
        | { readonly as: 'timeline'; readonly format: TimelineFormat; readonly ticket: TicketSettings }
        | { readonly as: 'summary'; readonly format: ReportFormat }
    } & ReadingSettings)
  | ({ readonly command: 'events'; readonly format: EventFormat } & ReadingSettings)
  | ({ readonly command: 'extract' } & ReadingSettings)
  | ({ readonly command: 'summary' | 'coverage'; readonly format: ReportFormat } & ReadingSettings)
  | { readonly command: 'explain'; readonly words: readonly string[]; readonly look: Look }
  /** Lines of a log, to be explained instead of words. */
  | { readonly command: 'explain'; readonly lines: readonly string[]; readonly look: Look }
  | { readonly command: 'rules'; readonly format: ReportFormat; readonly look: Look }
  | { readonly command: 'schema'; readonly record: PrintedRecord; readonly look: Look }
  | { readonly command: 'parsers' | 'page'; readonly look: Look }
  | { readonly command: 'config'; readonly look: Look }
  | { readonly command: 'completion'; readonly shell: Shell }

/** Throws UserError for a value that means nothing. */
export async function readSettings(typed: Typed, around: Io): Promise<Settings> {
  const { command, words, values } = typed
  const look = readLook(last(values, 'width'), last(values, 'color'), around)
  switch (command) {
    case 'explain': {
      const lines = readLines(values, words)
      return lines.length === 0 ? { command, words, look } : { command, lines, look }
    }
    case 'rules':
      expectNoWords(words, command)
      return { command, format: readFormat(values, REPORT_FORMATS, command), look }
    case 'schema':
      return { command, record: readRecord(words), look }
    case 'parsers':
    case 'page':
    case 'config':
      expectNoWords(words, command)
      return { command, look }
    case 'completion':
      return { command, shell: readShell(words) }
    case 'summary':
    case 'coverage':
      return {
        command,
        format: readFormat(values, REPORT_FORMATS, command),
        ...(await readReadingSettings(typed, look, around)),
      }
    case 'extract':
      return { command, ...(await readReadingSettings(typed, look, around)) }
    case 'timeline':
    case 'kubectl':
      return {
        command: 'timeline',
        format: readFormat(values, TIMELINE_FORMATS, command),
        ticket: readTicketSettings(values),
        statusFiles: readStatusFiles(values, words),
        kubectlOptions: command === 'kubectl' ? readKubectlOptions(values, words) : null,
        ...(await readReadingSettings(typed, look, around)),
      }
    case 'merge':
      return {
        command,
        printing:
          'summary' in values
            ? { as: 'summary', format: readFormat(values, REPORT_FORMATS, 'merge --summary') }
            : {
                as: 'timeline',
                format: readFormat(values, TIMELINE_FORMATS, command),
                ticket: readTicketSettings(values),
              },
        ...(await readReadingSettings(typed, look, around)),
      }
    case 'events':
      break
  }
  return {
    command,
    format: readFormat(values, EVENT_FORMATS, command),
    ...(await readReadingSettings(typed, look, around)),
  }
}

function expectNoWords(words: readonly string[], command: string): void {
  if (words.length > 0) throw new UserError(`${command} takes no words`, command)
}

function readShell([typed = '', ...others]: readonly string[]): Shell {
  const shell = SHELLS.find((name) => name === typed)
  if (shell !== undefined && others.length === 0) return shell
  throw new UserError(`completion takes one of ${SHELLS.join(', ')}`, 'completion')
}

/** Whose schema is asked for: one record, the first where none is named. */
function readRecord(words: readonly string[]): PrintedRecord {
  const [typed = PRINTED_RECORDS[0], ...others] = words
  const record = PRINTED_RECORDS.find((name) => name === typed)
  if (record !== undefined && others.length === 0) return record
  throw new UserError(`schema takes one of ${PRINTED_RECORDS.join(', ')}, not "${words.join(' ')}"`, 'schema')
}

/** Each line of what was pasted. */
function readLines(values: Values, words: readonly string[]): readonly string[] {
  const lines = (values['line'] ?? []).flatMap((text) => text.split(/\r?\n/)).filter((line) => line !== '')
  if (lines.length > 0 && words.length > 0)
    throw new UserError('explain takes words or --line, not both: quote the line as one', 'explain')
  if (values['line'] !== undefined && lines.length === 0) throw new UserError('--line is empty', 'explain')
  return lines
}

function readStatusFiles(values: Values, files: readonly string[]): readonly string[] {
  const status = values['status'] ?? []
  if (status.includes('-') && (files.length === 0 || files.includes('-')))
    throw new UserError('standard input cannot be both the log and the status: name a file for one of them')
  return status
}

function readKubectlOptions(values: Values, nodes: readonly string[]): readonly string[] {
  if (nodes.length === 0) throw new UserError('name a node; kubectl get nodes lists them', 'kubectl')
  return ['context', 'kubeconfig'].flatMap((name) => {
    const value = last(values, name)
    return value === undefined ? [] : [`--${name}=${value}`]
  })
}

function readFormat<F extends string>(values: Values, formats: readonly [F, ...F[]], command: string): F {
  const typed = last(values, 'output')
  if (typed === undefined) return formats[0]
  const format = formats.find((name) => name === typed)
  if (format !== undefined) return format
  throw new UserError(
    `${command} has no output format "${typed}"${didYouMean(typed, formats) || `; it has ${formats.join(', ')}`}`,
    command,
  )
}
