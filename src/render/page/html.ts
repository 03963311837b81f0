import type { Event } from '../../model/event.js'
import { momentOfDeath } from '../../model/moment-of-death.js'
import type { ClockNote, Termination } from '../../model/termination.js'
import { escapeMarkup } from '../escape.js'
import { whatIsUntied, whatWasRead } from '../footer.js'
import { clockNotes } from '../heading.js'
import { draw } from '../picture/draw.js'
import { lanesOf } from '../picture/lanes.js'
import type { Ending, Meta, Renderer } from '../renderer.js'
import { tell } from '../telling.js'
import { shellLine } from '../shell-words.js'
import { clockOf, wallDay } from '../wall-time.js'
import { createWholeRenderer } from '../whole-renderer.js'
import { cut } from '../width.js'
import { PAGE_SCRIPT, PAGE_SCRIPT_HASH, PAGE_STYLE, PAGE_STYLE_HASH } from './assets.js'
import { stepIdOf } from './card.js'
import { coverageSection } from './coverage.js'
import { deathsSection } from './deaths-section.js'
import { pictureSection } from './picture-section.js'
import { LIMITS, LIMITS_OF_ALL, placesOf } from './places.js'
import { type RuleSaying, rulesSection } from './rules-section.js'
import { sentenceOf } from './sentence.js'
import { surroundings } from './surroundings.js'

/** Nothing is loaded, nothing is sent, nothing runs but the one script whose hash this is. */
const POLICY = [
  "default-src 'none'",
  `style-src '${PAGE_STYLE_HASH}'`,
  `script-src '${PAGE_SCRIPT_HASH}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/**
 * `timeline -o html`: one file that needs no network and no script: a sentence, the picture, a card a death, what the
 * logs cover. It holds all records until the end, and shows a bounded number of them.
 */
export function createHtmlRenderer(rules: readonly RuleSaying[]): Renderer<Termination> {
  return createWholeRenderer(({ terminations, meta, ending }) => page(terminations, meta, ending, rules))
}

function page(
  terminations: readonly Termination[],
  meta: Meta,
  ending: Ending,
  rules: readonly RuleSaying[],
): string {
  const { clocks } = ending
  const isWhole = meta.isWhole === true
  const places = placesOf(terminations, isWhole, isWhole ? LIMITS_OF_ALL : LIMITS)
  const tellings = terminations.map((one, n) => (places[n]?.kind === 'card' ? tell(one) : null))
  const idOf = (n: number) => `d${n + 1}`
  const targetOf = (n: number, event: Event | null) => {
    const telling = tellings[n]
    if (event !== null) return telling ? stepIdOf(telling, event, idOf(n)) : null
    return places[n]?.kind === 'counted' ? null : idOf(n)
  }
  const drawing = draw(lanesOf(terminations, targetOf), clocks)
  const around = surroundings(terminations, meta, clocks, (id) => drawing?.marked.has(id) ?? false)
  const sentence = sentenceOf(terminations, clocks)
  const used = new Set(terminations.map(({ rule }) => rule))
  return [
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">\n`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
    '<meta name="referrer" content="no-referrer">\n',
    `<title>${escapeMarkup(sentence)}</title>\n<style>${PAGE_STYLE}</style>\n</head>\n<body>\n`,
    `<header class="top"><p class="brand">exitlog</p><h1>${escapeMarkup(sentence)}</h1>`,
    `<p class="read">${escapeMarkup([...whatIsUntied(ending), ...whatWasRead(ending), ...clockWords(terminations, clocks)].join(' · '))}</p></header>\n`,
    '<main>\n',
    drawing === null ? '' : pictureSection(drawing),
    deathsSection(terminations, tellings, places, around, ending),
    notesSection(ending.notes ?? []),
    `<section id="coverage"><h2>What the logs cover</h2>${coverageSection(ending.coverage, clocks)}</section>\n`,
    rulesSection(rules.filter(({ id }) => used.has(id))),
    '</main>\n',
    footer(meta),
    `<script>${PAGE_SCRIPT}</script>\n</body>\n</html>\n`,
  ].join('')
}

/** How sure the clock is, where one day and one clock hold for all. */
function clockWords(terminations: readonly Termination[], clocks: readonly ClockNote[]): readonly string[] {
  const notes = new Set(
    terminations.flatMap((one) => {
      const clock = clockOf(clocks, one.node)
      const time = momentOfDeath(one)?.time ?? null
      return clock && time !== null ? clockNotes(wallDay(time, clock.offsetMinutes), clock).join(' · ') : []
    }),
  )
  return notes.size === 1 ? [...notes] : []
}

const COMMAND_COLUMNS = 400

function footer({ made }: Meta): string {
  const how = made
    ? `Made by exitlog ${escapeMarkup(made.version)}: <code>${escapeMarkup(cut(shellLine(made.command), COMMAND_COLUMNS))}</code>`
    : 'Made by exitlog'
  return `<footer><p>${how}</p></footer>\n`
}

/** What the cluster alone tells: of no death that the log knows. */
function notesSection(notes: readonly string[]): string {
  if (notes.length === 0) return ''
  const items = notes.map((note) => `<li>${escapeMarkup(note)}</li>`)
  return `<section id="cluster"><h2>What the cluster alone says</h2><ul class="notes">${items.join('')}</ul></section>\n`
}
