import { type Extract, extract } from '../extract/extract.js'
import type { Input } from '../input/inputs.js'
import { openScratch } from '../input/scratch.js'
import { createSpool } from '../input/spool.js'
import type { Problem } from '../model/problem.js'
import type { Termination } from '../model/termination.js'
import { count, formatNumber } from '../render/count.js'
import { createTerminationFilter } from './choose.js'
import { EXIT } from './exit-status.js'
import { frameOf, openAll, openRedactor, type Ways } from './print.js'
import { createProgressLine } from './progress-line.js'
import type { ReadingSettings } from './reading-settings.js'
import { statusOf, tellOutcome } from './tell-outcome.js'

/** Prints the lines that tell the same of the chosen terminations; gives the exit status. */
export async function printExtract(
  settings: ReadingSettings,
  { library, outlet, io, readers }: Ways,
): Promise<number> {
  const redactor = settings.redaction && (await openRedactor(settings.redaction))
  const problems: Problem[] = []
  const progress = createProgressLine(io)
  const log = { read: new Array<string>(), skipped: new Array<string>() }
  const onProblem = (problem: Problem): void => void problems.push(problem)
  const onProgress = settings.telling === 'nothing' ? () => undefined : progress.show
  const spool = createSpool({ onProblem, openScratch })
  try {
    const inputs: Input[] = []
    for await (const input of openAll(settings, { problems, log, io, onProgress }))
      inputs.push(await spool.keep(input))
    const found = await extract(inputs, {
      read: (some, hooks) =>
        library.timeline(some, { ...settings.limits, ...settings.clock, ...hooks, openScratch }),
      chooser: (reading) => createTerminationFilter(settings.choice, frameOf(reading, settings)),
      referenceMs: settings.clock.referenceMs,
      hiding: redactor,
    })
    progress.clear()
    for (const part of found.parts) await outlet.write(part)
    await outlet.flush()
    if (outlet.isClosed()) return EXIT.ok
    const { reading } = found
    problems.push(...reading.problems, ...found.unlike.map(unlikeProblem))
    redactor?.learn(problems)
    tellOutcome(settings, io, {
      log: { ...log, readers: readers?.() ?? null },
      reading,
      problems,
      redactor,
      gist: [gistOf(found)],
    })
  } finally {
    await spool.close()
  }
  return statusOf(io, problems)
}

function gistOf({ lines, deaths, unlike, reading }: Extract): string {
  const same = formatNumber(deaths.length - unlike.length)
  return `${formatNumber(lines)} of ${count(reading.counts.lines, 'line')} tell the same of ${same} of ${count(deaths.length, 'termination')}`
}

function unlikeProblem({ container, evidence: [first] }: Termination): Problem {
  const id = container.id?.slice(0, 12) ?? 'a container'
  return {
    code: 'extract-differs',
    file: first?.file ?? '-',
    line: first?.line ?? null,
    message: `the extract does not tell the same of ${id}, which died here`,
  }
}
