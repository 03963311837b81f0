// Loki's `logcli query` in its default output: time, labels, line.
import type { EnvelopeReader } from '../../src/model/parser.js'
import { envelopeOf } from '../shared/envelope.js'
import { datedStamp, readIso } from '../shared/time.js'
import { readTold } from '../shared/syslog-tag.js'
import { programOfUnit } from '../shared/program-of-unit.js'

const LABEL = /([\w.]{1,100})="((?:[^"\\]|\\.){0,500})"(?:, )?/y

/** Reads `{instance="node-a", unit="kubelet.service"} ` at `at`. */
function readLabels(
  text: string,
  at: number,
): { labels: ReadonlyMap<string, string>; end: number } | undefined {
  if (!text.startsWith(' {', at)) return undefined
  const labels = new Map<string, string>()
  LABEL.lastIndex = at + 2
  let end = LABEL.lastIndex
  for (let m = LABEL.exec(text); m; m = LABEL.exec(text)) {
    labels.set((m[1] ?? '').replace(/^_+/, ''), m[2] ?? '')
    end = LABEL.lastIndex
  }
  const close = /\} ?/y
  close.lastIndex = end
  return close.test(text) ? { labels, end: close.lastIndex } : undefined
}

export const logcli: EnvelopeReader = {
  id: 'logcli',
  describe: 'logcli query: 2024-03-04T09:17:07Z {instance="node-a", unit="kubelet.service"} …',
  open(text) {
    const at = readIso(text)
    const found = at && readLabels(text, at.end)
    if (!at || !found) return undefined
    const first = (...names: string[]): string | null =>
      names.map((n) => found.labels.get(n)).find((v) => v) ?? null
    const unit = first('unit', 'systemd_unit')
    const message = text.slice(found.end)
    return envelopeOf('logcli', {
      stamp: at.stamp,
      host: first('hostname', 'nodename', 'node_name', 'node', 'host', 'instance'),
      program: first('syslog_identifier', 'identifier') ?? (unit && programOfUnit(unit)),
      message,
      // Loki's own times are to the second: of many lines in one these tell which came first.
      told: readTold(message),
    })
  },
  wrap: (message, program) =>
    `2024-03-04T09:17:07Z {instance="node-a", syslog_identifier="${program}", unit="x.service"} ${message}`,
  samples: [
    {
      text: '2024-03-04T09:17:07Z {instance="node-a", unit="kubelet.service"} I0304 09:17:07.123456     955 a.go:1] "x"',
      envelope: envelopeOf('logcli', {
        stamp: datedStamp('2024-03-04T09:17:07Z', Date.UTC(2024, 2, 4, 9, 17, 7), 0, 1000),
        host: 'node-a',
        program: 'kubelet',
        message: 'I0304 09:17:07.123456     955 a.go:1] "x"',
      }),
    },
    {
      text: '2024-03-04T09:17:07Z {instance="node-a", unit="containerd.service"} time="2024-03-04T09:17:07.5Z" level=info',
      envelope: envelopeOf('logcli', {
        stamp: datedStamp('2024-03-04T09:17:07Z', Date.UTC(2024, 2, 4, 9, 17, 7), 0, 1000),
        host: 'node-a',
        program: 'containerd',
        message: 'time="2024-03-04T09:17:07.5Z" level=info',
        told: datedStamp('2024-03-04T09:17:07.5Z', Date.UTC(2024, 2, 4, 9, 17, 7, 500), 0, 100),
      }),
    },
    {
      text: '2024-03-04T09:17:07+01:00 {} oom_reaper: reaped process 21874 (java)',
      envelope: envelopeOf('logcli', {
        stamp: datedStamp('2024-03-04T09:17:07+01:00', Date.UTC(2024, 2, 4, 9, 17, 7), 60, 1000),
        message: 'oom_reaper: reaped process 21874 (java)',
      }),
    },
  ],
  nearMisses: [
    { text: '2024-03-04T09:17:07Z {"level":"info"}', because: 'JSON behind a time' },
    { text: '2024-03-04T09:17:07Z {unit="kubelet', because: 'cut inside its labels' },
  ],
}
