import type { Readable } from 'node:stream'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { describe, expectTypeOf, it } from 'vitest'
import {
  type Cause,
  createRedactor,
  type Event,
  type EventOf,
  type EventsOptions,
  events,
  type LogSource,
  merge,
  type Reading,
  type RecordStream,
  render,
  type Termination,
  type TimelineOptions,
  timeline,
} from '../src/index.js'
import { createLineReader, parseLine } from '../src/parsers.js'

/** Nothing is run here: `npm run types` reads it, and a type that changed does not compile. */
describe('the types that a program sees', () => {
  it('streams are of their records', () => {
    expectTypeOf(timeline).returns.toEqualTypeOf<RecordStream<Termination>>()
    expectTypeOf(events).returns.toEqualTypeOf<RecordStream<Event>>()
    expectTypeOf(merge).returns.toEqualTypeOf<RecordStream<Termination>>()
    expectTypeOf<RecordStream<Event>>().toExtend<AsyncIterable<Event>>()
    expectTypeOf<RecordStream<Event>['reading']>().returns.toEqualTypeOf<Reading>()
  })

  it('a source is whatever a program holds a log in', () => {
    expectTypeOf<string>().toExtend<LogSource>()
    expectTypeOf<URL>().toExtend<LogSource>()
    expectTypeOf<Buffer>().toExtend<LogSource>()
    expectTypeOf<Readable>().toExtend<LogSource>()
    expectTypeOf<NodeJS.ReadableStream>().toExtend<LogSource>()
    expectTypeOf<ReadableStream<Uint8Array>>().toExtend<LogSource>()
    expectTypeOf<ReadableStream<string>>().toExtend<LogSource>()
    expectTypeOf<NonNullable<Response['body']>>().toExtend<LogSource>()
    expectTypeOf<AsyncGenerator<string>>().toExtend<LogSource>()
    const lines = createInterface({ input: createReadStream('/dev/null') })
    expectTypeOf({ lines }).toExtend<LogSource>()
    expectTypeOf<{ content: Generator<Uint8Array>; name: string; modifiedAt: Date }>().toExtend<LogSource>()
    lines.close()
  })

  it('and nothing else is one', () => {
    expectTypeOf<number>().not.toExtend<LogSource>()
    expectTypeOf<Generator<string>>().not.toExtend<LogSource>()
    expectTypeOf<AsyncGenerator<number>>().not.toExtend<LogSource>()
    expectTypeOf<{ lines: string[]; path: 7 }>().toExtend<{ lines: string[] }>()
    expectTypeOf<{ name: string }>().not.toExtend<LogSource>()
  })

  it('options may be left out, and be undefined', () => {
    expectTypeOf<{ signal: AbortSignal | undefined; tz: undefined }>().toExtend<TimelineOptions>()
    expectTypeOf<TimelineOptions>().toExtend<EventsOptions>()
    expectTypeOf<EventsOptions>().not.toHaveProperty('windowMs')
    expectTypeOf<NonNullable<TimelineOptions['referenceDate']>>().toEqualTypeOf<Date | number>()
  })

  it('an event is known by its type', () => {
    expectTypeOf<EventOf<'kernel.oom_kill'>['victim']['pid']>().toEqualTypeOf<number>()
    expectTypeOf<Extract<Event, { type: 'runtime.exit' }>['exitStatus']>().toEqualTypeOf<number | null>()
    expectTypeOf<Termination['cause']>().toEqualTypeOf<Cause>()
    expectTypeOf<'oom-pod'>().toExtend<Cause>()
    expectTypeOf<'oom'>().not.toExtend<Cause>()
  })

  it('a format is one that there is', () => {
    expectTypeOf(render).parameter(1).extract<'html'>().toEqualTypeOf<'html'>()
    expectTypeOf(render).parameter(1).extract<'pdf'>().toEqualTypeOf<never>()
    expectTypeOf(createRedactor().redact<Termination>).returns.toEqualTypeOf<Termination>()
  })

  it('single lines give a claim, or silence, and a reader gives events', () => {
    expectTypeOf(parseLine).parameters.toEqualTypeOf<[line: string]>()
    expectTypeOf(parseLine('').claim).toBeNullable()
    expectTypeOf(createLineReader().next).returns.toEqualTypeOf<readonly Event[]>()
  })
})
