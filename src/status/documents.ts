import { type Document, parseAllDocuments } from 'yaml'

/** The objects in a file, and what is wrong with it; both where it is damaged behind some of them. */
export interface Documents {
  readonly values: readonly unknown[]
  readonly trouble: string | null
}

/**
 * JSON: one value, or several behind one another as `crictl inspect` and `jq -c` print them; lines before the first
 * (the warnings of a tool) are passed over. Undefined for what does not look like JSON.
 */
export function readJson(text: string): Documents | undefined {
  const start = /^(?:\{|\[[\s{\]])/m.exec(text)?.index
  if (start === undefined) return undefined
  const body = text.slice(start)
  const whole = parseJson(body)
  return whole === undefined ? readJsonInPieces(body) : { values: [whole], trouble: null }
}

/** A value ends with a line that begins with its closing bracket, or is a line of its own. */
function readJsonInPieces(text: string): Documents {
  const values: unknown[] = []
  let piece: string[] = []
  for (const line of text.split('\n')) {
    if (piece.length === 0 && line.trim() === '') continue
    piece.push(line)
    const isEnd = /^[}\]]/.test(line)
    const value = isEnd || piece.length === 1 ? parseJson(piece.join('\n')) : undefined
    if (value === undefined && isEnd) break
    if (value === undefined) continue
    values.push(value)
    piece = []
  }
  return { values, trouble: piece.length === 0 ? null : DAMAGED_JSON }
}

const DAMAGED_JSON = 'the JSON is damaged, or ends too early'
const DAMAGED_YAML = 'the YAML is damaged, or ends too early'

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** YAML, its documents set apart by `---`. Undefined for what does not look like an object of Kubernetes or the CRI. */
export function readYaml(text: string): Documents | undefined {
  if (!/^(?:apiVersion|kind|items|status|info):/m.test(text)) return undefined
  const values: unknown[] = []
  let trouble: string | null = null
  for (const document of parseAllDocuments(text, { logLevel: 'silent' })) {
    const value = document.errors.length === 0 ? plainValue(document) : undefined
    if (value === undefined) trouble = DAMAGED_YAML
    else values.push(value)
  }
  return { values, trouble }
}

/** Undefined for aliases that do not resolve, or that would unfold to more than they are worth. */
function plainValue(document: Document.Parsed): unknown {
  try {
    return document.toJS()
  } catch (error) {
    if (error instanceof ReferenceError) return undefined
    throw error
  }
}
