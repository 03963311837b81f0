/**
 * What must not reach a terminal as it is: control characters (C0, DEL, C1), what turns the writing
 * direction, what has no width or no glyph of its own, line separators, halves of surrogate pairs.
 * Variation selectors and joiners are among them: an emoji made of several shows its parts.
 */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu
/** More marks on one letter than any language writes: they would be drawn over the lines around. */
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu
const PLAIN = /^[\x20-\x7e]*$/

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code <= 0xff) return SHORT[character] ?? `\\x${code.toString(16).padStart(2, '0')}`
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`
}

/** Log text → text that is safe on a terminal: what is unsafe is shown as `\x1b`, `\n`, `\u202e`. */
export function escapeTerminal(text: string): string {
  if (PLAIN.test(text)) return text
  return text.replace(UNSAFE, visible).replace(STACKED_MARKS, '$1…')
}

/**
 * JSON text → the same JSON with the unsafe characters inside its strings written as `\u202e`, so that it can be
 * shown on a terminal and loses nothing. Expects the output of `JSON.stringify` without indentation by characters
 * other than blanks and line feeds.
 */
export function escapeJson(json: string): string {
  return json.replace(UNSAFE, (character) => {
    if (character === '\n') return character
    let escaped = ''
    for (let i = 0; i < character.length; i++) {
      escaped += `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`
    }
    return escaped
  })
}
