// Azure Log Analytics, the table `Syslog`, as `az monitor log-analytics query -o tsv` prints it: cells behind TABs, in the
// order of the columns' names or of the query, and no header. What a cell is its shape alone tells; what it does not
// prove stays unknown.
import type { EnvelopeReader } from '../../src/model/parser.js'
import { envelopeOf } from '../shared/envelope.js'
import { FACILITIES, LEVELS } from '../shared/facility.js'
import * as programs from '../shared/programs.js'
import { readMessage } from '../shared/syslog-tag.js'
import { datedStamp, readIso } from '../shared/time.js'

const KNOWN: ReadonlySet<string> = new Set(Object.values(programs).flat())
/** The cell that az adds to each row: the name of the table. */
const TABLE = 'PrimaryResult'
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/
const NUMBER = /^\d{1,10}$/
const KERNEL = /^kern(?:el)?$/
const NAME = /^[\w.-]{1,253}$/
/** An address, or an id. */
const NO_NAME = /^(?:[\d.]{1,40}|[\da-f-]{36})$/
/** All that columns but the message's hold. */
const FIELD = /^(?:[\w.-]{0,253}|[\d.:a-f]{1,45}|\d{4}-\d\d-\d\dT[\d:.]{8,18}Z|\/subscriptions\/.{1,500})$/i
/** The words of the table's other columns: facilities, severities, systems, types, and what is missing. */
const WORDS = new Set([
  ...FACILITIES,
  ...LEVELS,
  'Linux',
  'OpsManager',
  'Syslog',
  'None',
  'True',
  'False',
  TABLE,
])
const isMessage = (cell: string): boolean => !FIELD.test(cell)
const isName = (cell: string): boolean =>
  NAME.test(cell) && !NO_NAME.test(cell) && !WORDS.has(cell) && !KNOWN.has(cell)

export const azureTsv: EnvelopeReader = {
  id: 'azure-tsv',
  describe: 'az monitor log-analytics query -o tsv: aks-node-a … kernel … PrimaryResult 2024-03-04T09:17:07Z',
  open(text) {
    if (!text.includes('\t') || !text.includes(TABLE)) return undefined
    const cells = text.split('\t')
    // A message may hold TABs.
    const start = cells.findIndex(isMessage)
    const end = cells.findLastIndex(isMessage) + 1
    const others = [...cells.slice(0, start), ...cells.slice(end)]
    const time = others.find((cell) => TIME.test(cell))
    if (start < 0 || time === undefined || !others.includes(TABLE)) return undefined
    const message = cells.slice(start, end).join('\t')
    const isKernel = others.some((cell) => KERNEL.test(cell))
    const program = isKernel ? 'kernel' : only(others.filter((cell) => KNOWN.has(cell)))
    const host = only(others.filter(isName))
    const pid = only(others.filter((cell) => NUMBER.test(cell)))
    const own = { program, pid: pid === null || isKernel ? null : Number(pid), message }
    const body = isKernel ? readMessage(own, message) : own
    return envelopeOf('azure-tsv', { stamp: readIso(time)?.stamp ?? null, host, ...body })
  },
  wrap: (message, program, pid) =>
    ['aks-node-a', 'daemon', pid, program, 'info', message, TABLE, '2024-03-04T09:17:07.12Z'].join('\t'),
  samples: [
    {
      text: 'aks-node-a\t2024-03-04T09:17:07Z\tdaemon\t2480\tkubelet\tinfo\tLinux\tI0304 09:17:07.123456    2480 a.go:1] "x"\tPrimaryResult\t2024-03-04T09:17:09.5Z',
      envelope: envelopeOf('azure-tsv', {
        stamp: datedStamp('2024-03-04T09:17:07Z', Date.UTC(2024, 2, 4, 9, 17, 7), 0, 1000),
        host: 'aks-node-a',
        program: 'kubelet',
        pid: 2480,
        message: 'I0304 09:17:07.123456    2480 a.go:1] "x"',
      }),
    },
    {
      text: 'PrimaryResult\t2024-03-04T09:17:07Z\taks-node-a\tkernel\t[ 8523.347168] Memory cgroup out of memory: Killed',
      envelope: envelopeOf('azure-tsv', {
        stamp: datedStamp('2024-03-04T09:17:07Z', Date.UTC(2024, 2, 4, 9, 17, 7), 0, 1000),
        host: 'aks-node-a',
        program: 'kernel',
        sinceBoot: 8523.347168,
        message: 'Memory cgroup out of memory: Killed',
      }),
    },
    {
      text: 'relay-1\taks-node-a\tkern\tkernel\tcgroup: fork rejected\tPrimaryResult\t2024-03-04T09:17:07Z',
      envelope: envelopeOf('azure-tsv', {
        stamp: datedStamp('2024-03-04T09:17:07Z', Date.UTC(2024, 2, 4, 9, 17, 7), 0, 1000),
        program: 'kernel',
        message: 'cgroup: fork rejected',
      }),
    },
  ],
  nearMisses: [
    { text: 'aks-node-a\tkernel\tCall Trace:\t2024-03-04T09:17:07Z', because: 'nothing says az' },
    { text: 'PrimaryResult\taks-node-a\tkernel\tCall Trace:', because: 'no time' },
    { text: 'PrimaryResult aks-node-a kernel Call Trace: 2024-03-04T09:17:07Z', because: 'no TABs' },
  ],
}

/** What all of several cells say; null where they differ, or there is none. */
function only(cells: readonly string[]): string | null {
  const [first, ...others] = new Set(cells)
  return first === undefined || others.length > 0 ? null : first
}
