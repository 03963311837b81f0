import { gfm } from './gfm.js'
import { jira } from './jira.js'
import type { Markup } from './markup.js'
import { plain } from './plain.js'
import type { Target } from './ticket-target.js'

/** What a place can show, and how much of it. */
export interface Place {
  readonly name: string
  readonly markup: Markup
  /** The longest text that it takes, in UTF-16 units. */
  readonly mostCharacters: number
  /** The longest Mermaid chart that it draws; 0: it draws none. */
  readonly mostChart: number
}

/** Where a place sets no bound that matters: what a browser still shows at once. */
const BEARABLE = 1_048_576

export const placeOf: Readonly<Record<Target, Place>> = {
  github: { name: 'GitHub', markup: gfm, mostCharacters: 65_536, mostChart: 50_000 },
  gitlab: { name: 'GitLab', markup: gfm, mostCharacters: BEARABLE, mostChart: 2_000 },
  gitea: { name: 'Gitea', markup: gfm, mostCharacters: BEARABLE, mostChart: 5_000 },
  jira: { name: 'Jira', markup: jira, mostCharacters: 32_767, mostChart: 0 },
  plain: { name: 'plain text', markup: plain, mostCharacters: BEARABLE, mostChart: 0 },
}
