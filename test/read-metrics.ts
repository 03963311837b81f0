export interface MetricSample {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

export interface MetricsRead {
  readonly samples: readonly MetricSample[]
  readonly types: Readonly<Record<string, string>>
  /** Of the only sample with this name and these labels. */
  readonly valueOf: (name: string, labels?: MetricSample['labels']) => number
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*'
const SAMPLE = new RegExp(String.raw`^(${NAME})(?:\{(.*)\})? (\S+)$`)
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,|$)/y

/**
 * Prometheus' text format 0.0.4, read as strictly as Prometheus does: HELP, then TYPE, then all samples of a family, each
 * series once. Throws for what it does not take.
 */
export function readMetrics(text: string): MetricsRead {
  if (!text.endsWith('\n')) throw new Error('the last line is cut')
  const types: Record<string, string> = {}
  const samples: MetricSample[] = []
  const series = new Set<string>()
  let [helped, family] = ['', '']
  for (const line of text.slice(0, -1).split('\n')) {
    const [, help] = new RegExp(`^# HELP (${NAME}) .+$`).exec(line) ?? []
    const [, typed, type] = new RegExp(`^# TYPE (${NAME}) (counter|gauge)$`).exec(line) ?? []
    if (help !== undefined) helped = help
    else if (typed !== undefined && type !== undefined) {
      if (typed !== helped || typed in types) throw new Error(`TYPE without its HELP, or again: ${line}`)
      types[typed] = type
      family = typed
    } else {
      const [, name = '', labels = '', value] = SAMPLE.exec(line) ?? []
      if (name !== family || !Number.isFinite(Number(value)))
        throw new Error(`no sample of ${family}: ${line}`)
      if (series.has(`${name} ${labels}`)) throw new Error(`again: ${line}`)
      series.add(`${name} ${labels}`)
      samples.push({ name, labels: readLabels(labels), value: Number(value) })
    }
  }
  return {
    samples,
    types,
    valueOf(name, labels = {}) {
      const wanted = JSON.stringify(labels)
      const found = samples.filter((one) => one.name === name && JSON.stringify(one.labels) === wanted)
      if (found.length !== 1) throw new Error(`${found.length} samples ${name} ${wanted}`)
      return found[0]?.value ?? Number.NaN
    },
  }
}

function readLabels(text: string): Readonly<Record<string, string>> {
  const labels: Record<string, string> = {}
  LABEL.lastIndex = 0
  for (let at = 0; at < text.length; at = LABEL.lastIndex) {
    const [, name, value] = LABEL.exec(text) ?? []
    if (name === undefined || value === undefined) throw new Error(`no labels: ${text}`)
    labels[name] = value
  }
  return labels
}
