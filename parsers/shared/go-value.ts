/** Bounds and readings of the values that Go programs print: quoted strings, `%+v` structs, JSON. All linear, none throws. */

/** Index just behind the closing quote of the string that opens at `at`; -1 where the text ends before it. */
export function endOfQuoted(text: string, at: number): number {
  for (let quote = text.indexOf('"', at + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let slashes = quote
    while (slashes > at + 1 && text[slashes - 1] === '\\') slashes--
    if ((quote - slashes) % 2 === 0) return quote + 1
  }
  return -1
}

const BEGINS_JSON = /[[{]+"/y
const BRACKET = /[[\]{}]/g
const JSON_MARK = /[[\]{}"]/g
/** Strings alone, without escapes: most objects. */
const FLAT_JSON = /\{(?:"[^"\\]*"[:,]?)+\}/y

/**
 * Index just behind the bracket that closes the one at `at`; -1 where the text ends before it.
 *
 * `%+v` text escapes nothing, so quotes are passed over only in text that is JSON by its first characters.
 */
export function endOfBrackets(text: string, at: number): number {
  FLAT_JSON.lastIndex = at
  if (FLAT_JSON.test(text)) return FLAT_JSON.lastIndex
  BEGINS_JSON.lastIndex = at
  const mark = BEGINS_JSON.test(text) ? JSON_MARK : BRACKET
  let depth = 0
  for (mark.lastIndex = at; mark.test(text); ) {
    const c = text[mark.lastIndex - 1]
    if (c === '[' || c === '{') depth++
    else if (c !== '"') {
      if (--depth === 0) return mark.lastIndex
    } else {
      const end = endOfQuoted(text, mark.lastIndex - 1)
      if (end < 0) return -1
      mark.lastIndex = end
    }
  }
  return -1
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
}
/** Hex digits behind `\x`, `\u` and `\U`. */
const DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 }

/**
 * The text inside a Go or JSON string literal, with or without its quotes; one that is cut short is read as far as it goes.
 *
 * `"failed to \"StartContainer\" for \"app\""` → `failed to "StartContainer" for "app"`
 */
export function unquote(literal: string): string {
  const from = literal.startsWith('"') ? 1 : 0
  const end = endOfQuoted(literal, from - 1)
  return unescaped(literal.slice(from, end < 0 ? undefined : end - 1))
}

/** What stands between the quotes of such a literal, unescaped. */
export function unescaped(inner: string): string {
  if (!inner.includes('\\')) return inner
  // Nearly always quotes alone are escaped.
  const plain = inner.replaceAll('\\"', '"')
  if (!plain.includes('\\')) return plain
  let at = inner.indexOf('\\')
  let out = ''
  let done = 0
  while (at >= 0 && at + 1 < inner.length) {
    out += inner.slice(done, at)
    const letter = inner[at + 1] ?? ''
    const digits = DIGITS[letter]
    const code = digits ? Number.parseInt(inner.slice(at + 2, at + 2 + digits), 16) : Number.NaN
    if (digits && code <= 0x10ffff) {
      // A surrogate half of JSON's `\u` joins its other half by standing next to it.
      out += letter === 'U' ? String.fromCodePoint(code) : String.fromCharCode(code)
      done = at + 2 + digits
    } else {
      out += ESCAPES[letter] ?? letter
      done = at + 2
    }
    at = inner.indexOf('\\', done)
  }
  return out + (at < 0 ? inner.slice(done) : inner.slice(done, at))
}

const DURATION = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?$/

/** Seconds of a Go duration: `5m0s` → 300, `1h2m3.5s` → 3723.5; null for what is none. */
export function goSeconds(duration: string): number | null {
  const m = duration ? DURATION.exec(duration) : null
  if (!m) return null
  return Number(m[1] ?? 0) * 3600 + Number(m[2] ?? 0) * 60 + Number(m[3] ?? 0)
}

const INTEGER = /^-?\d{1,15}$/

/** A decimal integer, or null: `-3`, `137`. */
export function integer(text: string | undefined): number | null {
  return text !== undefined && INTEGER.test(text) ? Number(text) : null
}
