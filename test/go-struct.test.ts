import { describe, expect, it } from 'vitest'
import { readLogfmt } from '../parsers/shared/logfmt.js'
import { type PrintedMessage, readPrintedMessage } from '../parsers/shared/printed-message.js'

const ID = 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e'

const FRONT = 'received exit event '

/** Reads the message in a record of its own, closed or cut behind it. */
function read(text: string, whole: boolean): PrintedMessage | undefined {
  const quoted = quote(`${FRONT}${text}`)
  const record = readLogfmt(`level=info msg="${quoted}${whole ? '"' : ''}`)
  return record && readPrintedMessage(record, FRONT.length)
}

function quote(text: string): string {
  return text.replace(/[\\"]/g, '\\$&')
}

interface Case {
  readonly form: string
  readonly text: string
  /** What stands behind the message in the same text. */
  readonly behind?: string
  readonly texts?: Readonly<Record<string, string>>
  readonly numbers?: Readonly<Record<string, number | null>>
  readonly times?: Readonly<Record<string, number | null>>
}

const CASES: readonly Case[] = [
  {
    form: 'TaskExit as struct text',
    text: `&TaskExit{ContainerID:${ID},ID:${ID},Pid:1234,ExitStatus:137,ExitedAt:2021-10-12 19:34:44.999261478 +0000 UTC,XXX_unrecognized:[],}`,
    texts: { container_id: ID, id: ID, xxx_unrecognized: '[]' },
    numbers: { pid: 1234, exit_status: 137, attempt: null },
    times: { exited_at: Date.UTC(2021, 9, 12, 19, 34, 44) + 999.261478, pid: null },
  },
  {
    form: 'with the bold marks of a page',
    text: '&TaskExit{ID:x,**Pid:1234**,ExitStatus:**137**,}',
    numbers: { pid: 1234, exit_status: 137 },
  },
  {
    form: 'a time with Go’s monotonic reading',
    text: '&TaskExit{ID:x,ExitedAt:2026-11-23 02:01:13.5 +0000 UTC m=+7.002810661,}',
    texts: { exited_at: '2026-11-23 02:01:13.5 +0000 UTC m=+7.002810661' },
    times: { exited_at: 1795399273500 },
  },
  {
    form: 'a time in another zone',
    text: '&TaskExit{ExitedAt:2021-10-12 21:34:44 +0200 CEST,}',
    times: { exited_at: 1634067284000 },
  },
  {
    form: 'metadata as struct text, with words behind it',
    text: '&PodSandboxMetadata{Name:web-0,Uid:4b4f8f0e,Namespace:prod,Attempt:0,} returns sandbox id',
    behind: ' returns sandbox id',
    texts: { name: 'web-0', uid: '4b4f8f0e', namespace: 'prod' },
    numbers: { attempt: 0 },
  },
  {
    form: 'values with brackets and commas of their own',
    text: '&PodSandboxConfig{Metadata:&PodSandboxMetadata{Name:a,Attempt:1,},Labels:map[string]string{a: b,c: d,},Hostname:h,}',
    texts: {
      metadata: '&PodSandboxMetadata{Name:a,Attempt:1,}',
      labels: 'map[string]string{a: b,c: d,}',
      hostname: 'h',
    },
  },
  {
    form: 'TaskExit as protobuf text, two blanks',
    text: `container_id:"${ID}"  id:"${ID}"  pid:219567  exit_status:137  exited_at:{seconds:1747396843  nanos:54293507}`,
    texts: { container_id: ID, id: ID },
    numbers: { pid: 219567, exit_status: 137 },
    times: { exited_at: Date.UTC(2025, 4, 16, 12, 0, 43) + 54.293507 },
  },
  {
    form: 'TaskExit as protobuf text, one blank, zeros left out',
    text: `container_id:"${ID}" id:"exec-1" exited_at:{seconds:1747396843} for ${ID}`,
    behind: ` for ${ID}`,
    texts: { id: 'exec-1' },
    numbers: { pid: null, exit_status: null },
    times: { exited_at: 1747396843000 },
  },
  {
    form: 'fields in another order',
    text: `exited_at:{nanos:7 seconds:1} exit_status:3 container_id:"${ID}"`,
    texts: { container_id: ID },
    numbers: { exit_status: 3 },
    times: { exited_at: 1000.000007 },
  },
  {
    form: 'a number ends the message',
    text: 'name:"app" attempt:12',
    texts: { name: 'app' },
    numbers: { attempt: 12 },
  },
  {
    form: 'quotes escaped once more',
    text: `container_id:\\"${ID}\\"  pid:7  exited_at:{seconds:1}`,
    texts: { container_id: ID },
    numbers: { pid: 7 },
    times: { exited_at: 1000 },
  },
]

describe('reads a printed message', () => {
  it.each(CASES)('$form', ({ text, behind, texts, numbers, times }) => {
    const message = read(text, true)
    for (const [field, value] of Object.entries(texts ?? {})) expect(message?.text(field), field).toBe(value)
    for (const [field, value] of Object.entries(numbers ?? {}))
      expect(message?.number(field), field).toBe(value)
    for (const [field, value] of Object.entries(times ?? {})) expect(message?.time(field), field).toBe(value)
    expect(quote(`${FRONT}${text}`).slice(message?.end)).toBe(behind ?? '')
  })

  it.each(CASES)(
    'and cut anywhere tells each field as it is or not at all: $form',
    ({ text, texts, numbers, times }) => {
      for (let end = 0; end < text.length; end++) {
        const message = read(text.slice(0, end), false)
        for (const [field, value] of Object.entries(texts ?? {}))
          expect([value, undefined]).toContain(message?.text(field))
        for (const [field, value] of Object.entries(numbers ?? {})) {
          expect([value, null, undefined]).toContain(message?.number(field))
        }
        for (const [field, value] of Object.entries(times ?? {}))
          expect([value, null, undefined]).toContain(message?.time(field))
      }
    },
  )
})

it.each([
  ['', 'nothing'],
  ['&{Name:a,}', 'a struct without a name'],
  ['container nginx', 'words'],
  ['Name:"a"', 'no field of a protocol'],
])('gives nothing for %s: %s', (text) => expect(read(text, true)).toBeUndefined())

it.each(['a:{', 'a:"', '{', ',', 'a:1,', '&A{', 'a:1 ', '\\'])(
  'takes time in proportion to hostile text: %s',
  (part) => {
    const start = performance.now()
    for (const front of ['', '&A{', 'a:{']) read(front + part.repeat(200_000), false)
    expect(performance.now() - start).toBeLessThan(3000)
  },
)
