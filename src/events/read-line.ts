import type { Envelope } from '../model/envelope.js'
import type { LineReading, Silence } from '../model/line-reading.js'
import type { Grammar, MessageParser } from '../model/parser.js'
import { createInterpreter, holdsNeedle } from './interpret.js'
import { createOpener } from './open.js'

/** Line → what is made of it by itself: its envelope, the parser that claims it, or why none does. */
export function readLine(text: string, { messages, envelopes }: Grammar): LineReading {
  const envelope = createOpener(envelopes).open(text)
  const claim = createInterpreter(messages).claim(envelope, true) ?? null
  return {
    envelope,
    claim,
    isPiece: claim?.fact.type.startsWith('oom.') ?? false,
    silence: claim ? null : whySilent(envelope, messages),
  }
}

function whySilent(envelope: Envelope, messages: readonly MessageParser[]): Silence {
  const { program, pid, message } = envelope
  const near = messages.filter((parser) => holdsNeedle(parser, message))
  const [first] = near
  if (!first) return { kind: 'no-needle' }
  const isOf = (parser: MessageParser) => program === null || parser.programs.includes(program)
  const stranger = near.find((parser) => !isOf(parser) && reads(parser, envelope))
  if (stranger) return { kind: 'other-program', parser: stranger }
  const other = near.find(
    (parser) => isOf(parser) && parser.pid !== undefined && pid !== parser.pid && reads(parser, envelope),
  )
  if (other) return { kind: 'other-pid', parser: other }
  const own = near.filter(isOf)
  return { kind: 'other-wording', parsers: own.length > 0 ? own : near }
}

/** Whether the wording fits, were it printed by the parser's own program and process. */
function reads(parser: MessageParser, envelope: Envelope): boolean {
  const program = parser.programs[0] ?? envelope.program
  return (
    parser.parse(envelope.message, { ...envelope, program, pid: parser.pid ?? envelope.pid }) !== undefined
  )
}
