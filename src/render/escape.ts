import { once } from '../model/once.js'

/**
 * What must not reach a terminal as it is: control characters (C0, DEL, C1), what turns the writing
 * direction, what has no width or no glyph of its own, line separators, halves of surrogate pairs.
 * Variation selectors and joiners are among them: an emoji made of several shows its parts. V8
 * takes a millisecond to read it, and most runs meet nothing of the kind.
 */
const unsafe = once(
  () => /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu,
)
/** More marks on one letter than any language writes: they would be drawn over the lines around. */
const stackedMarks = once(() => /(\p{M}{4})\p{M}+/gu)
/** What nearly all text consists of, that of logs and our own: nothing in it is unsafe. */
const PLAIN = /^[\x20-\x7e\u00b7\u00d7\u2010-\u2027]*$/

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code <= 0xff) return SHORT[character] ?? `\\x${code.toString(16).padStart(2, '0')}`
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`
}

/** Log text → text that is safe on a terminal: what is unsafe is shown as `\x1b`, `\n`, `\u202e`. */
export function escapeTerminal(text: string): string {
  if (PLAIN.test(text)) return text
  return text.replace(unsafe(), visible).replace(stackedMarks(), '$1…')
}

/** The same of JSON, of whose control characters `JSON.stringify` leaves but DEL and the line feeds between values. */
const PLAIN_JSON = /^[\x00-\x7e\u00b7\u00d7\u2010-\u2027]*$/

/**
 * JSON text → the same JSON with the unsafe characters inside its strings written as `\u202e`, so that it can be
 * shown on a terminal and loses nothing. Expects the output of `JSON.stringify` without indentation by characters
 * other than blanks and line feeds.
 */
export function escapeJson(json: string): string {
  if (PLAIN_JSON.test(json)) return json
  return json.replace(unsafe(), (character) => {
    if (character === '\n') return character
    let escaped = ''
    for (let i = 0; i < character.length; i++) {
      escaped += `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`
    }
    return escaped
  })
}

const MARKUP: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Log text → text, or a quoted attribute's value, of HTML, SVG and XML. */
export function escapeMarkup(text: string): string {
  return escapeTerminal(text).replace(/[&<>"']/g, (character) => MARKUP[character] ?? '')
}

/**
 * Marks of Markdown; and what its places make a link, a mention, a reference, an emoji or a formula of once the
 * Markdown is read: `@team`, `#12`, `!12`, `GH-12`, `www.`, `://`, `:tada:`, `$x$`, `[issue:12]`.
 */
const markdown = once(
  () =>
    /(\bGH-(?=\d)|\bwww\.|(?<!\d):(?=\/\/|[\w+-]{1,40}:)|[@#!%^~&](?=[\p{L}\p{N}_"])|\[(?=[a-z_]{1,40}:)|\$)|[\\`*_[\]<>&|~{}]/giu,
)
/** What makes the first line of a block a heading, a list or code. */
const BLOCK_START = /^(?: |[-+=#>]|\d{1,9}[.)])/

/**
 * Log text → text within a line of GitHub-flavoured Markdown, as GitHub, GitLab and Gitea read it: shown as it
 * stands, nothing linked, nobody told. An empty `<wbr>` keeps a sigil from its word, where escaping alone would not.
 */
export function escapeMarkdown(text: string): string {
  return escapeTerminal(text)
    .replace(markdown(), (found: string, sigil: string | undefined) => {
      const escaped = found.replace(/[\\`*_[\]|~{}]/g, '\\$&').replace(/[&<>$.]/g, entity)
      return sigil === undefined ? escaped : `${escaped}<wbr>`
    })
    .replace(BLOCK_START, (found) => found.replace(/[^\d]/, entity))
}

/** Log text → text within a line of Jira's wiki markup, every mark of which is an entity. */
export function escapeJira(text: string): string {
  return escapeTerminal(text).replace(/[^\p{L}\p{N}\p{M} .,;/'"=%…›×·−–’]/gu, entity)
}

/** Log text → a label of a Mermaid chart, in Mermaid's own entities; it never begins with a word of the syntax. */
export function escapeMermaid(text: string): string {
  return escapeTerminal(text)
    .replace(/[^\p{L}\p{N}\p{M} ./_()@,…›×·−–’-]/gu, mermaidEntity)
    .replace(MERMAID_WORD, mermaidEntity)
}

const MERMAID_WORD =
  /^(?:(?=gantt|dateformat|inclusive|topaxis|axisformat|tick|includes|excludes|today|week|title|acc|section|href|call|click)[a-z]|[\d/]|\s)/i

function entity(character: string): string {
  return character === '<' || character === '>' || character === '&'
    ? (MARKUP[character] ?? '')
    : `&#${character.codePointAt(0) ?? 0};`
}

function mermaidEntity(character: string): string {
  return `#${character.codePointAt(0) ?? 0};`
}

/** What a spreadsheet takes for the beginning of a formula, also where it divides cells at `;`. */
const FORMULA = /(^|;)(\s*)(?=[=+\-@＝＋－＠])/g

/** Log text → a cell of RFC 4180: quoted, on one line, with a `'` before what would be a formula. */
export function escapeCsv(text: string): string {
  return `"${escapeTerminal(text).replace(FORMULA, "$1$2'").replaceAll('"', '""')}"`
}
