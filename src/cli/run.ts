import type { Termination } from '../model/termination.js'
import type { AskedNodes } from './asked-nodes.js'
import type { AskedStatus } from './asked-status.js'
import { choosesAll, createEventFilter, createTerminationFilter, type LogFrame } from './choose.js'
import { coverageFormats, eventFormats, summaryFormats, timelineFormats } from '../library/renderers.js'
import { type Fate, type HowToRead, print, type Printing, type Ways } from './print.js'
import type { Settings } from './settings.js'

type SettingsOf<Command> = Extract<Settings, { readonly command: Command }>
type ReportSettings = SettingsOf<'summary' | 'coverage'>
/** The commands that read logs, or what was printed of them. */
export type LogCommand = SettingsOf<'timeline' | 'events' | 'extract' | 'merge'> | ReportSettings

/** Reads what is to be read and prints what is asked of it; gives the exit status. */
export function run(settings: LogCommand, ways: Ways): Promise<number> {
  switch (settings.command) {
    case 'timeline':
      return runTimeline(settings, ways)
    case 'summary':
      return runSummary(settings, ways)
    case 'coverage':
      return runCoverage(settings, ways)
    case 'events':
      return runEvents(settings, ways)
    case 'extract':
      return runExtract(settings, ways)
    case 'merge':
      return runMerge(settings, ways)
  }
}

/** Prints the lines that tell of the terminations. */
async function runExtract(settings: SettingsOf<'extract'>, ways: Ways): Promise<number> {
  const { printExtract } = await import('./print-extract.js')
  return printExtract(settings, ways)
}

/** Prints the terminations. */
async function runTimeline(settings: SettingsOf<'timeline'>, ways: Ways): Promise<number> {
  const format = timelineFormats(settings.ticket)[settings.format]
  const asked = settings.statusFiles.length > 0 ? await askStatus(settings, ways) : null
  const nodes = settings.kubectlOptions && (await askNodes(settings, settings.kubectlOptions, ways))
  return printCounted(settings, ways, {
    ...(nodes && { openInputs: nodes.openInputs }),
    open(inputs, learn, how) {
      learn([asked?.status, nodes?.names.map((node) => ({ node }))])
      // What is fetched may pause, but has an end.
      const reading = {
        ...settings.limits,
        ...settings.clock,
        ...(nodes ? toItsEnd(how) : how),
        onEvent: learn,
      }
      const stream = ways.library.timeline(inputs, reading)
      return asked ? asked.beside(stream) : stream
    },
    format,
    ...sorting(settings, format.hasSandboxes || settings.choice.all),
    isFailure: isFailureFor(settings),
    problems: asked?.problems ?? [],
    notes: (reading) => asked?.notes(reading) ?? [],
    advice: (reading) => nodes?.advice(reading) ?? [],
  })
}

/** Few runs compare with a status, and its documents' languages take long to load. */
async function askStatus(settings: SettingsOf<'timeline'>, { io }: Ways): Promise<AskedStatus> {
  const { createAskedStatus } = await import('./asked-status.js')
  return createAskedStatus(settings, io)
}

async function askNodes(
  settings: SettingsOf<'timeline'>,
  kubectlOptions: readonly string[],
  { io }: Ways,
): Promise<AskedNodes> {
  const { createAskedNodes } = await import('./asked-nodes.js')
  return createAskedNodes(settings.files, kubectlOptions, io)
}

/** Prints what the terminations have in common. */
function runSummary(settings: ReportSettings, ways: Ways): Promise<number> {
  return printCounted(settings, ways, {
    open: (inputs, learn, how) =>
      ways.library.timeline(inputs, {
        ...settings.limits,
        ...settings.clock,
        ...toItsEnd(how),
        onEvent: learn,
      }),
    format: summaryFormats[settings.format],
    ...sorting(settings, settings.choice.all),
    isFailure: isFailureFor(settings),
  })
}

/** Prints what the inputs cover. */
function runCoverage(settings: ReportSettings, ways: Ways): Promise<number> {
  return print(settings, ways, {
    open: (inputs, _learn, how) => ways.library.events(inputs, { ...settings.clock, ...toItsEnd(how) }),
    format: coverageFormats[settings.format],
    createSorter: () => () => 'uncounted',
  })
}

/** Prints the events. */
function runEvents(settings: SettingsOf<'events'>, ways: Ways): Promise<number> {
  return print(settings, ways, {
    open: (inputs, _learn, how) => ways.library.events(inputs, { ...settings.clock, ...how }),
    format: eventFormats[settings.format],
    createSorter(frame) {
      const isChosen = createEventFilter(settings.choice, frame)
      return (event) => (isChosen(event) ? 'shown' : 'filtered')
    },
  })
}

/** Prints the terminations of other runs' outputs, or what they have in common. */
function runMerge(settings: SettingsOf<'merge'>, ways: Ways): Promise<number> {
  const { printing, choice } = settings
  const format =
    printing.as === 'summary'
      ? summaryFormats[printing.format]
      : timelineFormats(printing.ticket)[printing.format]
  const showsSandboxes = choice.all || (printing.as === 'timeline' && format.hasSandboxes)
  return printCounted(settings, ways, {
    open: (inputs, learn) =>
      ways.library.merge(inputs, { ...settings.limits, ...settings.clock, onEvent: learn }),
    format,
    ...sorting(settings, showsSandboxes),
    isFailure: isFailureFor(settings),
  })
}

/** What is told at the end alone waits for no lull before it. */
function toItsEnd(how: HowToRead): HowToRead {
  const { waitForLull: _, ...others } = how
  return others
}

/** Prints, and counts in a file where one is asked for. */
async function printCounted(
  settings: LogCommand,
  ways: Ways,
  printing: Printing<Termination>,
): Promise<number> {
  const { metricsFile } = settings
  if (metricsFile === null) return print(settings, ways, printing)
  const { openMetricsFile } = await import('./metrics-file.js')
  const metrics = openMetricsFile(metricsFile, settings, ways)
  try {
    const status = await print(settings, ways, metrics.counted(printing))
    metrics.finish()
    return status
  } finally {
    metrics.close()
  }
}

/** Sandboxes count only where they are asked for: data shows them always. */
function isFailureFor({ failOn, choice }: LogCommand): (termination: Termination) => boolean {
  return ({ cause, container }) => failOn.includes(cause) && (!container.sandbox || choice.all)
}

/** Which terminations are shown. */
function sorting({ choice }: LogCommand, showsSandboxes: boolean) {
  return {
    countsSandboxes: !showsSandboxes && choosesAll(choice),
    createSorter(frame: LogFrame): (termination: Termination) => Fate {
      const isChosen = createTerminationFilter(choice, frame)
      return (termination) => {
        const isHidden = termination.container.sandbox && !showsSandboxes
        if (isChosen(termination)) return isHidden ? 'sandboxes' : 'shown'
        return isHidden ? 'uncounted' : 'filtered'
      }
    },
  }
}
