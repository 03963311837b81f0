import type { PrintedJson } from '../render/printed-json.js'

/** When text is coloured, the default last. */
export const COLOR_CHOICES = ['always', 'never', 'auto'] as const

/** The shells that completions are made for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof SHELLS)[number]

/** The records of JSON that have a schema, the default first. */
export const PRINTED_RECORDS = ['termination', 'event'] as const satisfies readonly (keyof PrintedJson)[]
export type PrintedRecord = (typeof PRINTED_RECORDS)[number]
