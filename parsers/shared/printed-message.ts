import { readGoStruct } from './go-struct.js'
import type { LogfmtRecord } from './logfmt.js'
import { readProtobufText } from './protobuf-text.js'

/** A protobuf message that a Go program printed with `%+v`, in one of two syntaxes; fields go by their protocol names. */
export interface PrintedMessage {
  /** Index just behind the message; the text's length where it ends inside it. */
  readonly end: number
  /** A field that is not there is zero: true of protobuf text, if that was not cut short. */
  readonly leavesZerosOut: boolean
  /** A field's value; undefined where it is not there, or not whole. */
  readonly text: (field: string) => string | undefined
  readonly number: (field: string) => number | null
  /** Epoch milliseconds UTC, with fractions. */
  readonly time: (field: string) => number | null
}

/** Reads the message that a record's own message holds at exactly `at`, whichever of the two syntaxes it is in. */
export function readPrintedMessage(record: LogfmtRecord, at: number): PrintedMessage | undefined {
  const { printed, whole } = record
  return printed[at] === '&' ? readGoStruct(printed, at) : readProtobufText(printed, at, whole)
}
