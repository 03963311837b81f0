/** What a piece of text is; its colour only underlines what the words say already. */
export type Role = 'title' | 'bad' | 'notice' | 'good' | 'label' | 'faint'

/** SGR codes of the 16-colour palette, which every terminal theme keeps legible. */
const CODES: Readonly<Record<Role, readonly [on: string, off: string]>> = {
  title: ['1', '22'],
  bad: ['31', '39'],
  notice: ['33', '39'],
  good: ['32', '39'],
  label: ['36', '39'],
  faint: ['2', '22'],
}

/** Paints escaped text; the plain style gives it back as it is. */
export type Style = (role: Role, text: string) => string

export function createStyle(color: boolean): Style {
  if (!color) return (_, text) => text
  return (role, text) => (text === '' ? '' : `\x1b[${CODES[role][0]}m${text}\x1b[${CODES[role][1]}m`)
}
