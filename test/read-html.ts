import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'

/** HTML as a reader of a page meets it: its tags in order, and its texts between them, decoded. */
export interface ReadHtml {
  readonly tags: readonly string[]
  readonly texts: readonly string[]
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }

export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d+)|(amp|lt|gt|quot));/g, (_all, code: string | undefined, name: string) =>
    code === undefined ? (ENTITIES[name] ?? '') : String.fromCodePoint(Number(code)),
  )
}

/** GitHub-flavoured Markdown → what it is shown as. Raw HTML is let through: it must be of tags that are expected. */
export function readMarkdown(markdown: string): ReadHtml {
  const html = micromark(markdown, {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  })
  return readHtml(html)
}

/** Every `<` of text is escaped in what micromark gives, so that each one left opens a tag. */
export function readHtml(html: string): ReadHtml {
  return {
    tags: html.match(/<[^>]*>/g) ?? [],
    texts: html.split(/<[^>]*>/).map(decodeEntities),
  }
}
