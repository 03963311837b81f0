import type { Topic } from '../model/explanation.js'
import { containerFinished } from './clues.js'

/** Status values of Windows by their 32 bits. */
const KNOWN = new Map<number, string>([
  [
    0xc0000005,
    'Access violation: the program touched memory that is not its own (what SIGSEGV is on Linux).',
  ],
  [0xc0000017, 'There was not enough memory for what the program asked for.'],
  [0xc00000fd, 'Stack overflow.'],
  [0xc0000135, 'A DLL that the program needs was not found.'],
  [
    0xc000013a,
    'The program was ended by Ctrl-C or by the shutdown of the container: how an ordered stop ends.',
  ],
  [0xc0000142, 'A DLL failed to initialise.'],
  [0xc0000374, 'The heap is damaged.'],
  [0xc0000409, 'The program ended itself at once, mostly because its stack was overwritten (fail-fast).'],
  [1067, 'A service ended unexpectedly.'],
])

/** A code that has more than 8 bits: of a Windows container. The 32 bits are shown signed (CRI) or unsigned. */
export function explainWideCode(code: number): Topic {
  const bits = code >>> 0
  const signed = bits | 0
  const hex = `0x${bits.toString(16).toUpperCase().padStart(8, '0')}`
  const unsigned = bits === signed ? '' : `, ${bits} without its sign`
  const known = KNOWN.get(bits)
  return {
    kind: 'exit-code',
    title: bits >= 0x80000000 ? `Exit code ${signed} (${hex}${unsigned})` : `Exit code ${signed}`,
    setBy: 'Windows, or the program itself: on Windows an exit code has 32 bits.',
    means: `The container is a Windows one. ${known ?? 'The number is no status of Windows that exitlog knows; the program or its framework defines it.'}`,
    doesNotMean: [
      'It cannot come from the main process of a Linux container: those codes go from 0 to 255.',
      'The rule 128 + signal does not apply: Windows has no such signals, and 137 and 143 are not natural there.',
    ],
    causes: [],
    lookFor: [containerFinished],
    seeAlso: ['1'],
  }
}
