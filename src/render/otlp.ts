import type { Event } from '../model/event.js'
import { momentOfDeath } from '../model/moment-of-death.js'
import type { Termination } from '../model/termination.js'
import { toneOf } from './cause-tone.js'
import { jsonLine } from './json-line.js'
import type { Renderer } from './renderer.js'
import { say } from './say.js'
import type { Role } from './style.js'

type AnyValue =
  | { readonly stringValue: string }
  | { readonly intValue: string }
  | { readonly boolValue: boolean }
  | { readonly arrayValue: { readonly values: readonly { readonly stringValue: string }[] } }
type Attribute = { readonly key: string; readonly value: AnyValue }
type Attributes = Readonly<Record<string, string | number | boolean | readonly string[] | null>>

/** OpenTelemetry's severity of an end, by the tone in which it is told. */
const SEVERITIES: Readonly<Partial<Record<Role, readonly [number: number, text: string]>>> = {
  bad: [17, 'ERROR'],
  notice: [13, 'WARN'],
}
const INFO = [9, 'INFO'] as const

/**
 * `timeline -o otlp`: log records in OTLP's JSON, as OpenTelemetry's file exporter writes and its file receiver reads
 * them: a line a termination, the container as the resource, the verdict as a record and each cited line as another.
 */
export function createOtlpRenderer(): Renderer<Termination> {
  let scope: object = { name: 'exitlog' }
  return {
    begin({ made }) {
      if (made) scope = { name: 'exitlog', version: made.version }
      return ''
    },
    next(termination) {
      const line = {
        resourceLogs: [
          {
            resource: { attributes: attributes(resourceOf(termination)) },
            scopeLogs: [
              { scope, logRecords: [...termination.evidence.map(eventRecord), deathRecord(termination)] },
            ],
          },
        ],
      }
      return jsonLine(line)
    },
    end: () => '',
  }
}

function resourceOf({ node, pod, container }: Termination): Attributes {
  return {
    'k8s.node.name': node,
    'k8s.namespace.name': pod?.namespace ?? null,
    'k8s.pod.name': pod?.name ?? null,
    'k8s.pod.uid': pod?.uid ?? null,
    'k8s.container.name': container.name,
    'k8s.container.restart_count': container.attempt,
    'container.id': container.id,
    'container.runtime.name': container.runtime,
  }
}

function deathRecord(termination: Termination): object {
  const [severityNumber, severityText] = SEVERITIES[toneOf[termination.cause]] ?? INFO
  return {
    timeUnixNano: unixNano(termination.finishedAt ?? momentOfDeath(termination)?.time ?? null),
    severityNumber,
    severityText,
    eventName: 'exitlog.termination',
    body: { stringValue: termination.headline },
    attributes: attributes({
      'process.exit.code': termination.exitCode,
      'process.pid': termination.container.initPid,
      'exitlog.cause': termination.cause,
      'exitlog.confidence': termination.confidence,
      'exitlog.exit_observed': termination.exitObserved,
      'exitlog.signal': termination.signal,
      'exitlog.why': termination.why,
      'exitlog.not_proven': termination.notProven,
      'exitlog.contradictions': termination.contradictions.map(({ says }) => says),
      'exitlog.incident': termination.incident,
      'exitlog.fingerprint': termination.fingerprint,
    }),
  }
}

function eventRecord(event: Event): object {
  return {
    timeUnixNano: unixNano(event.time),
    severityNumber: INFO[0],
    severityText: INFO[1],
    eventName: `exitlog.${event.type}`,
    body: { stringValue: say(event) },
    attributes: attributes({
      'host.name': event.node,
      'log.file.path': event.file,
      'log.record.original': event.text,
      'exitlog.line': event.line,
    }),
  }
}

/** What is not known is left out. */
function attributes(values: Attributes): readonly Attribute[] {
  return Object.entries(values).flatMap(([key, value]) =>
    value === null ? [] : [{ key, value: anyValue(value) }],
  )
}

function anyValue(value: string | number | boolean | readonly string[]): AnyValue {
  switch (typeof value) {
    case 'string':
      return { stringValue: value }
    case 'number':
      return { intValue: String(value) }
    case 'boolean':
      return { boolValue: value }
    default:
      return { arrayValue: { values: value.map((stringValue) => ({ stringValue })) } }
  }
}

/** 64-bit integers are strings in OTLP's JSON; 0 is its word for a time that is not known. */
function unixNano(time: number | null): string {
  return time === null ? '0' : String(BigInt(Math.round(time * 1000)) * 1000n)
}
