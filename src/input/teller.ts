import type { Problem } from '../model/problem.js'
import { Fault } from './fault.js'

/** Who is told of what cannot be read. */
export interface Teller {
  /** Makes a fault a problem, once whoever met it and how often it is met; throws any other error. */
  readonly tell: (error: unknown) => void
  /** Of an argument, or of something in it. */
  readonly hasToldOf: (arg: string) => boolean
}

export function createTeller(onProblem: (problem: Problem) => void): Teller {
  const causes = new Set<unknown>()
  const told = new Set<string>()
  const files: string[] = []
  return {
    tell(error) {
      if (!(error instanceof Fault)) throw error
      const { file, message, cause = error } = error
      if (causes.has(cause)) return
      causes.add(cause)
      const what = `${file}\0${message}`
      if (told.has(what)) return
      told.add(what)
      files.push(file)
      onProblem({ code: 'input-unreadable', file, line: null, message })
    },
    hasToldOf: (arg) =>
      files.some((file) => file === arg || file.startsWith(`${arg}/`) || file.startsWith(`${arg}!`)),
  }
}
