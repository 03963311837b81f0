import { ownPipeline } from '../own-pipeline.js'
import { createCountedLibrary } from './counted-library.js'
import { EXIT } from './exit-status.js'
import type { Library } from './library.js'
import type { Ways } from './print.js'
import { isQuestion, type Question } from './question.js'
import { type LogCommand, run } from './run.js'

interface Around extends Omit<Ways, 'library'> {
  /** Another one than ours. */
  readonly library: Library | undefined
}

/** Does what the settings say; gives the exit status. */
export async function obey(settings: LogCommand | Question, around: Around): Promise<number> {
  const ways = { ...around, ...openLibrary(settings, around.library) }
  if (!isQuestion(settings)) return run(settings, ways)
  const { answer } = await import('./answer.js')
  await around.outlet.write(await answer(settings, ways))
  return EXIT.ok
}

function openLibrary(
  settings: LogCommand | Question,
  given: Library | undefined,
): Pick<Ways, 'library' | 'readers'> {
  if (given) return { library: given }
  const isCounted = !isQuestion(settings) && settings.telling === 'all'
  return isCounted ? createCountedLibrary() : { library: ownPipeline }
}
