/** What stands before the lines of one input where those of several stand in one file: a line by itself. */
export interface SectionHead {
  /** The input's name, of whatever machine it was. */
  readonly file: string
  /** The node of lines that name none; null: nothing says. */
  readonly node: string | null
  /** When the input was last written, or read, in epoch milliseconds: its stamps may lack their year. Null: not told. */
  readonly modifiedAt: number | null
}

export const SECTION_MAGIC = '# exitlog extract '

/** What all heads of one file begin with, and none of its lines: `mark` is a number. */
export function sectionStart(mark: number): string {
  return `${SECTION_MAGIC}${mark} {`
}

/** `# exitlog extract 1 {"file":"syslog","node":"node-a","written":"2026-03-04T09:17:07.000Z"}` and its line feed. */
export function writeSectionHead({ file, node, modifiedAt }: SectionHead, mark: number): string {
  const written = modifiedAt === null ? null : new Date(modifiedAt).toISOString()
  return `${SECTION_MAGIC}${mark} ${JSON.stringify({ file, node, written })}\n`
}

const HEAD = /^# exitlog extract (\d{1,9}) (\{.*\})$/

/** The head that a line is, and its mark; null: it is none. */
export function readSectionHead(line: string): (SectionHead & { readonly mark: number }) | null {
  const [, mark = '', text = ''] = HEAD.exec(line) ?? []
  const told = fieldsOf(text)
  if (told === null) return null
  const { file, node, written } = told
  const time = typeof written === 'string' ? Date.parse(written) : Number.NaN
  return {
    mark: Number(mark),
    file: typeof file === 'string' ? file : '',
    node: typeof node === 'string' && node !== '' ? node : null,
    modifiedAt: Number.isNaN(time) ? null : time,
  }
}

function fieldsOf(json: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}
