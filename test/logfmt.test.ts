import { describe, expect, it } from 'vitest'
import { fieldOf, logfmtStamp, messageOf, numberOf, readLogfmt } from '../parsers/shared/logfmt.js'

const ID = 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e'
const TIME = '2024-10-12T19:34:44.999261478Z'
const KILL = `Kill container "${ID}"`

interface Case {
  readonly form: string
  readonly text: string
  readonly message: string
  /** Default true. */
  readonly whole?: boolean
  readonly time?: string
  readonly fields?: Readonly<Record<string, string | undefined>>
}

const CASES: readonly Case[] = [
  {
    form: 'as containerd prints it',
    text: `time="${TIME}" level=info msg="Kill container \\"${ID}\\"" id=${ID} namespace=k8s.io`,
    message: KILL,
    time: TIME,
    fields: { level: 'info', id: ID, namespace: 'k8s.io', missing: undefined },
  },
  {
    form: 'a bare message, an empty value, a value with blanks and an equals sign',
    text: `time="${TIME}" level=info msg=event revision= error="code = NotFound" topic=/tasks/exit`,
    message: 'event',
    time: TIME,
    fields: { revision: '', error: 'code = NotFound', topic: '/tasks/exit' },
  },
  {
    form: 'a blank for T and as many digits as there are',
    text: 'time="2024-10-12 19:34:44.9992Z" level=warning msg="x y"',
    message: 'x y',
    time: '2024-10-12 19:34:44.9992Z',
  },
  {
    form: 'no fraction, an offset',
    text: 'time="2018-05-28T01:47:12-04:00" level=info msg="x y"',
    message: 'x y',
    time: '2018-05-28T01:47:12-04:00',
  },
  {
    form: 'no time at all',
    text: 'level=info msg="x y" a=1',
    message: 'x y',
    fields: { a: '1' },
  },
  {
    form: 'a record inside the record',
    text: `time="${TIME}" level=warning msg="cleanup warnings time=\\"2021-01-01T00:00:00Z\\" level=info msg=\\"starting signal loop\\" pid=1\\n" id=${ID}`,
    message: 'cleanup warnings time="2021-01-01T00:00:00Z" level=info msg="starting signal loop" pid=1\n',
    time: TIME,
    fields: { level: 'warning', pid: undefined, id: ID },
  },
  {
    form: 'the message ends in a backslash',
    text: `time="${TIME}" level=info msg="C:\\\\" id=${ID}`,
    message: 'C:\\',
    time: TIME,
    fields: { id: ID },
  },
  {
    form: 'backslashes stripped by a shipper',
    text: `time="${TIME}" level=error msg="Kill container "${ID}"" error="container "${ID}" not found" id=1`,
    message: KILL,
    time: TIME,
    fields: { error: `container "${ID}" not found`, id: '1' },
  },
  {
    form: 'quotes within escaped once more',
    text: `time="${TIME}" level=info msg="Kill container \\\\\\"${ID}\\\\\\""`,
    message: `Kill container \\"${ID}\\"`,
    time: TIME,
  },
  {
    form: 'the whole record escaped once more',
    text: `time=\\"${TIME}\\" level=info msg=\\"Kill container \\\\\\"${ID}\\\\\\"\\" id=${ID}`,
    message: KILL,
    time: TIME,
    fields: { id: ID },
  },
  {
    form: 'the whole record escaped once more, its front cut off',
    text: `level=info msg=\\"Kill container \\\\\\"${ID}\\\\\\"\\" id=${ID}`,
    message: KILL,
    fields: { id: ID },
  },
  {
    form: 'the front cut off inside the time',
    text: `T14:14:36.809200001+07:00" level=info msg="Kill container \\"${ID}\\""`,
    message: KILL,
  },
  {
    form: 'the front cut off before the time',
    text: `"2023-11-22T09:37:33.491621635+02:00" level=info msg="Kill container \\"${ID}\\""`,
    message: KILL,
  },
  {
    form: 'the closing quote lost',
    text: `time="${TIME}" level=info msg="Kill container \\"${ID}\\"`,
    message: KILL,
    whole: false,
    time: TIME,
  },
  {
    form: 'cut inside the message',
    text: `time="${TIME}" level=info msg="Kill contai`,
    message: 'Kill contai',
    whole: false,
    time: TIME,
  },
  {
    form: 'cut inside a field behind the message',
    text: `time="${TIME}" level=info msg="shim disconnected" id=c41d8b`,
    message: 'shim disconnected',
    time: TIME,
    fields: { id: 'c41d8b' },
  },
  {
    form: 'at a terminal, fields behind the padding',
    text: 'INFO[2019-05-22T14:02:31.91+02:00] shim reaped                                   id=22aa namespace="a b"',
    message: 'shim reaped',
    time: '2019-05-22T14:02:31.91+02:00',
    fields: { id: '22aa', namespace: 'a b' },
  },
  {
    form: 'at a terminal, seconds since start, two blanks within the message',
    text: 'INFO[0012] received exit event id:"x"  pid:7  a=b                 id=1',
    message: 'received exit event id:"x"  pid:7',
    fields: { a: 'b', id: '1' },
  },
  {
    form: 'at a terminal, a message too long to be padded',
    text: `WARN[0012] took k=v of it: failed to exit within 2s - using the force container=${ID} error="a b"`,
    message: 'took k=v of it: failed to exit within 2s - using the force',
    fields: { container: ID, error: 'a b', k: undefined },
  },
  {
    form: 'at a terminal, no fields',
    text: `WARN[0012] Kill container "${ID}"   `,
    message: KILL,
  },
  {
    form: 'JSON',
    text: `{"level":"info","msg":"Kill container \\"${ID}\\"","time":"${TIME}","attempt":3,"spec":{"a":1}}`,
    message: KILL,
    time: TIME,
    fields: { attempt: '3', spec: undefined },
  },
]

describe('reads a record', () => {
  it.each(CASES)('$form', ({ text, message, whole, time, fields }) => {
    const record = readLogfmt(text)
    expect(record && messageOf(record)).toBe(message)
    expect(record?.whole).toBe(whole ?? true)
    expect(record?.stamp).toEqual(time === undefined ? null : logfmtStamp(time))
    for (const [key, value] of Object.entries(fields ?? {}))
      expect(record && fieldOf(record, key), key).toBe(value)
  })

  it.each(CASES)('and cut anywhere does not throw: $form', ({ text }) => {
    for (let end = 0; end <= text.length; end++) {
      const record = readLogfmt(text.slice(0, end))
      if (!record) continue
      fieldOf(record, 'no such field')
      messageOf(record)
    }
  })
})

it.each([
  ['', 'nothing'],
  ['Kill container', 'no record'],
  [`time="${TIME}" level=info`, 'no message'],
  ['timeout="5s" level=info msg=x', 'another key first'],
  ['{"ts":1655581336241.7,"msg":"RemoveContainer","v":0}', 'the JSON of klog'],
  ['{"level":"info","msg":"x"', 'JSON cut short'],
  ['{}', 'empty JSON'],
  ['INFO started', 'words at a terminal'],
])('gives nothing for %s: %s', (text) => expect(readLogfmt(text)).toBeUndefined())

it('takes an integer only where something closes it', () => {
  const record = readLogfmt('level=info msg="Started container" PID=133675 big="12" name=a12 restartCount=1')
  expect(
    ['PID', 'big', 'name', 'restartCount', 'none'].map((key) => record && numberOf(record, key)),
  ).toEqual([133675, 12, null, null, null])
})

it('of two fields with one key takes the first', () => {
  const record = readLogfmt(`level=info msg=x id=${ID} id=other`)
  expect(record && fieldOf(record, 'id')).toBe(ID)
})

it.each([
  ['quotes', '"'],
  ['escaped quotes', '\\"'],
  ['backslashes', '\\'],
  ['quotes and blanks', '" '],
  ['blanks', ' '],
  ['keys', ' a='],
  ['a long key', 'a'],
])('takes time in proportion to hostile text: %s', (_name, part) => {
  const hostile = part.repeat(400_000)
  const start = performance.now()
  for (const front of [`time="${TIME}" level=info msg="`, 'INFO[0012] ', 'level=info ', '']) {
    const record = readLogfmt(front + hostile)
    if (record) fieldOf(record, 'no such field')
  }
  expect(performance.now() - start).toBeLessThan(3000)
})
