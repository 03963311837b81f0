import type { Envelope } from '../model/envelope.js'
import type { Fact } from '../model/fact.js'
import { once } from '../model/once.js'
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
  const programs = new Set(parsers.flatMap((p) => p.programs))
  /** Made when the first line of a program comes. */
  const byProgram = new Map<string, ProgramParsers>()
  /** Who was asked last: where that gave a fact, whose message it is. */
  let claimant: MessageParser | undefined

  function parsersOf(program: string): ProgramParsers | undefined {
    return byProgram.get(program) ?? (programs.has(program) ? chooseParsers(program) : undefined)
  }

  function chooseParsers(program: string): ProgramParsers {
    const own = ofAny.filter((p) => p.programs.includes(program))
    const chosen = { parsers: own, index: once(() => indexNeedles(own)), asked: 0 }
    byProgram.set(program, chosen)
    return chosen
  }

  function interpret(envelope: Envelope, inReport: boolean): Fact | undefined {
    const { program } = envelope
    const fact = program === null ? factOf(ofAny, envelope) : factOfProgram(parsersOf(program), envelope)
    return fact ?? (inReport ? interpretPiece(envelope) : undefined)
  }

  /** The order of the list tells whose a message is that two programs print in part alike. */
  function factOf(asked: readonly MessageParser[], envelope: Envelope): Fact | undefined {
    for (const parser of asked) {
      const fact = holdsNeedle(parser, envelope.message) ? ask(parser, envelope) : undefined
      if (fact) return fact
    }
    return undefined
  }

  /** No two parsers of a program claim one message. */
  function factOfProgram(own: ProgramParsers | undefined, envelope: Envelope): Fact | undefined {
    if (!own || own.parsers.length === 0) return undefined
    if (own.asked >= FEW_MESSAGES) return factByIndex(own.index(), envelope)
    own.asked++
    return factOf(own.parsers, envelope)
  }

  /** The first needle in it tells whom to ask first. */
  function factByIndex({ needle, ownersOf }: NeedleIndex, envelope: Envelope): Fact | undefined {
    const { message } = envelope
    let asked: MessageParser[] | undefined
    needle.lastIndex = 0
    for (let found = needle.exec(message); found; found = needle.exec(message)) {
      for (const parser of ownersOf(found[0])) {
        if (asked?.includes(parser)) continue
        const fact = ask(parser, envelope)
        if (fact) return fact
        asked ??= []
        asked.push(parser)
      }
      needle.lastIndex = found.index + 1
    }
    return undefined
  }

  function interpretPiece(envelope: Envelope): Fact | undefined {
    const { program } = envelope
    for (const parser of ofReport) {
      const fact = program === null || parser.programs.includes(program) ? ask(parser, envelope) : undefined
      if (fact) return fact
    }
    return undefined
  }

  function ask(parser: MessageParser, envelope: Envelope): Fact | undefined {
    claimant = parser
    return parser.parse(envelope.message, envelope)
  }

  return {
    claim(envelope, inReport) {
      const fact = interpret(envelope, inReport)
      return fact && claimant && { parser: claimant, fact }
    },
    interpret,
    interpretPiece,
  }
}

/** To ask for each needle of a program in so many messages takes less time than to make its index. */
const FEW_MESSAGES = 8

interface ProgramParsers {
  readonly parsers: readonly MessageParser[]
  readonly index: () => NeedleIndex
  /** Messages, up to those few. */
  asked: number
}

/** Which parsers of one program hold a needle, found in one pass over the message. */
interface NeedleIndex {
  readonly needle: RegExp
  readonly ownersOf: (needle: string) => readonly MessageParser[]
}

function indexNeedles(parsers: readonly MessageParser[]): NeedleIndex {
  // Of two at one place the longer is found, which holds the shorter one.
  const needles = [...new Set(parsers.flatMap((p) => p.needles))].sort((a, b) => b.length - a.length)
  const literals = needles.map((needle) => needle.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  /** Most logs hold few of the needles. */
  const known = new Map<string, readonly MessageParser[]>()

  function findOwners(needle: string): readonly MessageParser[] {
    const owners = parsers.filter((parser) => holdsNeedle(parser, needle))
    known.set(needle, owners)
    return owners
  }

  return {
    needle: new RegExp(literals.join('|'), 'g'),
    ownersOf: (needle) => known.get(needle) ?? findOwners(needle),
  }
}

/** The message holds a word that every line of the parser's holds. */
export function holdsNeedle({ needles }: MessageParser, message: string): boolean {
  for (const needle of needles) if (message.includes(needle)) return true
  return false
}
