import { subjects } from '../explain/explain.js'
import { bashCompletion } from './completion-bash.js'
import { fishCompletion } from './completion-fish.js'
import { zshCompletion } from './completion-zsh.js'
import type { Shell } from './formats.js'

/** The script that makes a shell complete the command line: everything in it, nothing is asked while one types. */
export function completionFor(shell: Shell): string {
  switch (shell) {
    case 'bash':
      return bashCompletion(subjects)
    case 'zsh':
      return zshCompletion(subjects)
    case 'fish':
      return fishCompletion(subjects)
  }
}
