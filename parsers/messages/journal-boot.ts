// journalctl's text output: the border between two boots, printed on a line of its own before the later one's first
// record. `-- Reboot --` up to systemd 247.
import type { MessageParser } from '../../src/model/parser.js'
import { KERNEL } from '../shared/programs.js'

const BORDER = /^-- (?:Reboot|Boot [0-9a-f]{32}) --$/

export const journalBoot: MessageParser = {
  id: 'journal-boot',
  source: 'journalctl',
  reads: [{ message: 'here another boot begins', since: '195' }],
  programs: KERNEL,
  needles: ['-- Reboot --', '-- Boot '],
  parse: (message) =>
    BORDER.test(message) ? { type: 'kernel.boot', release: null, marker: 'journal' } : undefined,
  samples: [
    {
      version: '249',
      message: '-- Boot d14475425d5849fdb59f1ab54c29ac56 --',
      fact: { type: 'kernel.boot', release: null, marker: 'journal' },
    },
    {
      version: '219',
      message: '-- Reboot --',
      fact: { type: 'kernel.boot', release: null, marker: 'journal' },
    },
  ],
  nearMisses: [
    { message: '-- Logs begin at Mon 2024-02-26 08:00:01 UTC. --', because: 'where the journal begins' },
    { message: '-- Boot d14475425d5849fd', because: 'cut' },
  ],
}
