import type { EnvelopeReader, MessageParser } from '../src/model/parser.js'

/** Every message that exitlog understands, in priority order: of two that could claim a line the first does. */
export const messages: readonly MessageParser[] = []

/** Every wrapping of a message, the strictest first. */
export const envelopes: readonly EnvelopeReader[] = []
