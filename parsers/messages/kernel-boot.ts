// Kernel log, init/main.c start_kernel(): the first records of every boot. kexec and kdump boots print them again.
import type { MessageParser } from '../../src/model/parser.js'
import { KERNEL } from '../shared/programs.js'

const VERSION = /^Linux version (\d\S{0,127}) \(/
/** The same of which the rest was left out or cut, with the release or in it. Words and tools tell a version so, too. */
const CUT_VERSION = /^Linux version (\d{1,2}\.\d{1,3}\.[^\s(]{1,120})(?:( (?:\.{3}|…))[^]{0,200})?$/
/** arm and arm64; 64-bit ones print the processor's id behind the number. */
const FIRST_CPU = /^Booting Linux on physical CPU (?:0x)?[0-9a-f]{1,16}(?: \[0x[0-9a-f]{1,16}\])?$/
/** x86 prints both. */
const COMMAND_LINE = /^(?:(Kernel command line): |(Command line): (?:BOOT_IMAGE=|root=))/

export const kernelBoot: MessageParser = {
  id: 'kernel-boot',
  source: 'kernel',
  reads: [{ message: 'the kernel starts', since: '2.6' }],
  programs: KERNEL,
  needles: ['Linux version ', 'Booting Linux on physical CPU ', 'ommand line: '],
  parse(message, { program, stamp, sinceBoot }) {
    const release = VERSION.exec(message)?.[1]
    if (release !== undefined) return { type: 'kernel.boot', release, marker: 'Linux version' }
    const cut = program === 'kernel' && (stamp ?? sinceBoot) !== null ? CUT_VERSION.exec(message) : null
    if (cut)
      return { type: 'kernel.boot', release: cut[2] ? (cut[1] ?? null) : null, marker: 'Linux version' }
    if (FIRST_CPU.test(message)) return { type: 'kernel.boot', release: null, marker: 'Booting Linux' }
    const [, kernel, command] = COMMAND_LINE.exec(message) ?? []
    const marker = kernel ?? command
    return marker === undefined ? undefined : { type: 'kernel.boot', release: null, marker }
  },
  samples: [
    {
      version: '5.15',
      message:
        'Linux version 5.15.0-1041-azure (buildd@lcy02-amd64-002) (gcc (Ubuntu 11.4.0) 11.4.0, GNU ld 2.38) #48-Ubuntu SMP Tue Jun 20 20:34:08 UTC 2023',
      fact: { type: 'kernel.boot', release: '5.15.0-1041-azure', marker: 'Linux version' },
    },
    {
      version: 'arm64 5.10',
      message: 'Booting Linux on physical CPU 0x0000000000 [0x413fd0c1]',
      fact: { type: 'kernel.boot', release: null, marker: 'Booting Linux' },
    },
    {
      version: 'arm 3.4',
      message: 'Booting Linux on physical CPU 0',
      fact: { type: 'kernel.boot', release: null, marker: 'Booting Linux' },
    },
    {
      version: '5.15',
      message:
        'Command line: BOOT_IMAGE=/boot/vmlinuz-5.15.0-1041-azure root=PARTUUID=5f1e0c3b ro console=tty1',
      fact: { type: 'kernel.boot', release: null, marker: 'Command line' },
    },
    {
      version: '6.1',
      message: 'Kernel command line: root=/dev/vda1 quiet',
      fact: { type: 'kernel.boot', release: null, marker: 'Kernel command line' },
    },
  ],
  nearMisses: [
    { message: 'Linux version 5.15 is supported', because: 'words about a kernel' },
    {
      message: 'Linux version 5.15.0-91-generic',
      because: 'a tool’s words: nothing tells when it was printed',
    },
    { message: 'Command line: /usr/bin/kubelet --v=2', because: 'a program’s command line' },
    { message: 'Machine model: linux,dummy-virt', because: 'a later line of the boot' },
  ],
}
