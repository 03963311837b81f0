import type { Envelope } from '../model/envelope.js'
import type { Fact } from '../model/fact.js'
import type { Claim, MessageParser } from '../model/parser.js'

/** Envelope → Fact, by asking only the parsers of its program whose needle the message holds. */
export interface Interpreter {
  /** `inReport`: a kernel OOM report is open on this node, so its needleless lines are offered too. */
  readonly interpret: (envelope: Envelope, inReport: boolean) => Fact | undefined
  /** The same for a message that is known to hold no needle, within a report. */
  readonly interpretPiece: (envelope: Envelope) => Fact | undefined
  /** What `interpret` gives, with the parser whose message it is. */
  readonly claim: (envelope: Envelope, inReport: boolean) => Claim | undefined
}

export function createInterpreter(parsers: readonly MessageParser[]): Interpreter {
  const ofAny = parsers.filter((p) => p.within === undefined)
  const ofReport = parsers.filter((p) => p.within === 'oom-report')
  const byProgram = new Map<string, readonly MessageParser[]>()
  for (const program of new Set(parsers.flatMap((p) => p.programs))) {
    byProgram.set(
      program,
      ofAny.filter((p) => p.programs.includes(program)),
    )
  }

  function claim(envelope: Envelope, inReport: boolean): Claim | undefined {
    const { program, message } = envelope
    const candidates = program === null ? ofAny : byProgram.get(program)
    if (candidates) {
      for (const parser of candidates) {
        if (!holdsNeedle(parser, message)) continue
        const fact = parser.parse(message, envelope)
        if (fact) return { parser, fact }
      }
    }
    return inReport ? claimPiece(envelope) : undefined
  }

  function claimPiece(envelope: Envelope): Claim | undefined {
    const { program, message } = envelope
    for (const parser of ofReport) {
      if (program !== null && !parser.programs.includes(program)) continue
      const fact = parser.parse(message, envelope)
      if (fact) return { parser, fact }
    }
    return undefined
  }

  return {
    claim,
    interpret: (envelope, inReport) => claim(envelope, inReport)?.fact,
    interpretPiece: (envelope) => claimPiece(envelope)?.fact,
  }
}

/** The message holds a word that every line of the parser's holds. */
export function holdsNeedle({ needles }: MessageParser, message: string): boolean {
  for (const needle of needles) if (message.includes(needle)) return true
  return false
}
