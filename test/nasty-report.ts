import { messages } from '../parsers/index.js'
import type { Event, Happening } from '../src/model/event.js'
import type { ClockNote, Termination } from '../src/model/termination.js'
import type { Ending, Meta } from '../src/render/renderer.js'
import * as samples from './render-samples.js'

/**
 * The report that every output is proved against: the same records, with text in every field of the log that would
 * harm a terminal, a page, a ticket, a table or a chart.
 */

/** Everything at once. */
export const NASTY = [
  '\x1b[2J\x1b]0;title\x07\x1b[31m',
  '\x9b31m\x90q\x9c\x7f\x00\b\r\n\t',
  '\u202egnp.exe\u2066\u2069\u200e',
  'zero\u200bwidth\u200d\ufeff\u2060\u00ad\u{e0041}',
  'line\u2028para\u2029half\ud800',
  `zalgo${'\u0301'.repeat(50)}`,
  '<script>alert(1)</script> </details></pre> <img src=x onerror=alert(1)> &lt;b&gt; ]]> --> <!--',
  '``` ~~~ `code` **bold** __i__ ~~s~~ | a || b ||| c \\| [a](javascript:alert(1)) ![i](http://x.test/i.png)',
  '@everyone @a/b #123 !7 GH-12 user@mail.test http://x.test www.x.test :tada: $x$ [issue:12] [[wiki]] /close',
  '{noformat} {code} {{m}} h1. [~admin] !i.png! --- %%{init: {}}%% ;crit, done :a; #35; click x call y()',
  '日本語コンテナ 한국어 👩‍👩‍👧‍👦 🇩🇪 ❤️',
  'x'.repeat(10_000),
  '名'.repeat(500),
].join(' ')

/** The same record with the nasty text in every string that comes from a log; words of ours stay. */
function poisoned<T>(value: T, keep: readonly string[], poison: string): T {
  const walk = (one: unknown, key: string): unknown => {
    if (typeof one === 'string') return keep.includes(key) ? one : poison + one
    if (Array.isArray(one)) return one.map((item) => walk(item, key))
    if (one === null || typeof one !== 'object') return one
    return Object.fromEntries(Object.entries(one).map(([name, item]) => [name, walk(item, name)]))
  }
  return walk(value, '') as T
}

/** Fields that hold one of a few words of ours. */
const OURS = (
  'type phase says change reason probe kind seenAs scope constraint what target ' +
  'operation outcome cause confidence year zone id level by raw'
).split(' ')

/** What harms at the beginning of a line, a cell or a label alone. */
export const NASTY_STARTS = [
  '=cmd()|',
  '+1',
  '-1 ',
  '@SUM(1) ',
  ' =1 ',
  ';=1;@x ',
  '\t=1',
  '- item ',
  '# title ',
  '1. one ',
  '    code ',
  '> quote ',
  '---',
  '/close ',
  'h1. ',
  'click here call it() ',
  'section a ',
  'title b ',
  '2026-11-23 ',
  '%% c ',
]

export interface NastyReport {
  readonly terminations: readonly Termination[]
  readonly events: readonly Event[]
  readonly meta: Meta
  readonly ending: Ending
}

const wholeFacts = messages
  .flatMap((parser) => parser.samples.map((sample) => sample.fact))
  .filter((fact): fact is Extract<typeof fact, Happening> => !fact.type.startsWith('oom.'))
const everyEvent = [...samples.oomKilled.evidence, ...wholeFacts.map((fact, n) => samples.event(n, fact))]

/** The report with this text before every string that comes from a log. */
export function nastyReport(poison: string): NastyReport {
  const poisonOf = <T>(value: T, keep: readonly string[]) => poisoned(value, keep, poison)
  const events = everyEvent.map((event) => poisonOf(event, OURS))
  const records = [
    samples.oomKilled,
    samples.killedInside,
    samples.evicted,
    samples.completed,
    samples.sandbox,
  ]
  const meta = {
    files: [`/var/log/${poison}`, 'a/syslog', 'b/syslog'],
    clocks: poisonOf<readonly ClockNote[]>(samples.meta.clocks, ['year', 'zone']),
  }
  return {
    events,
    terminations: records.map((one, n) => ({
      ...poisonOf(one, OURS),
      evidence: n === 0 ? events : events.slice(0, 14),
    })),
    meta,
    ending: {
      ...samples.ending,
      clocks: meta.clocks,
      coverage: [poisonOf(samples.coverage, ['source']), samples.coverage],
    },
  }
}
