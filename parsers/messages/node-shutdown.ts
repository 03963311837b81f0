// The node's orderly end: logind's and systemd's announcements, systemd-shutdown's and kernel/reboot.c's last words
// (`reboot: ` since 3.10). A boot with none of these before it follows a crash, a reset or a power loss.
import type { MessageParser } from '../../src/model/parser.js'
import { KERNEL } from '../shared/programs.js'

const SHAPES: readonly RegExp[] = [
  /^reboot: (?:Restarting system(?: with command '[^']{0,255}')?|Power down|System halted)$/,
  /^kexec_core: Starting new kernel$/,
  /^The system will (?:reboot|power off|halt|kexec) now!$/,
  // logind, with the reason that it was told
  /^System is (?:rebooting|powering down|halting)(?: \([^()]{1,200}\))?\.?$/,
  /^Sending SIGTERM to remaining processes\.\.\.$/,
  // A user's own systemd reaches `Shutdown` at every log-out, but never these.
  /^Reached target (?:Reboot|Power-Off|(?:[a-z]{4,10}\.target - )?System (?:Reboot|Power Off|Halt|Shutdown))\.$/,
]

export const nodeShutdown: MessageParser = {
  id: 'node-shutdown',
  source: 'kernel, systemd',
  reads: [{ message: 'the node goes down in order', since: 'systemd 183, kernel 3.10' }],
  programs: [...KERNEL, 'systemd', 'systemd-logind', 'systemd-shutdown'],
  needles: [
    'reboot: ',
    'kexec_core: ',
    'The system will ',
    'System is ',
    'Sending SIGTERM to remaining processes',
    'Reached target ',
  ],
  parse: (message) =>
    SHAPES.some((shape) => shape.test(message)) ? { type: 'node.shutdown', says: message } : undefined,
  samples: [
    {
      message: 'reboot: Restarting system',
      fact: { type: 'node.shutdown', says: 'reboot: Restarting system' },
    },
    { message: 'reboot: Power down', fact: { type: 'node.shutdown', says: 'reboot: Power down' } },
    {
      program: 'systemd-logind',
      message: 'The system will reboot now!',
      fact: { type: 'node.shutdown', says: 'The system will reboot now!' },
    },
    {
      program: 'systemd-logind',
      message: 'System is powering down.',
      fact: { type: 'node.shutdown', says: 'System is powering down.' },
    },
    {
      program: 'systemd-logind',
      version: '255',
      message: 'System is powering down (hypervisor initiated shutdown).',
      fact: {
        type: 'node.shutdown',
        says: 'System is powering down (hypervisor initiated shutdown).',
      },
    },
    {
      program: 'systemd-shutdown',
      message: 'Sending SIGTERM to remaining processes...',
      fact: { type: 'node.shutdown', says: 'Sending SIGTERM to remaining processes...' },
    },
    {
      program: 'systemd',
      version: '249',
      message: 'Reached target reboot.target - System Reboot.',
      fact: { type: 'node.shutdown', says: 'Reached target reboot.target - System Reboot.' },
    },
    {
      program: 'systemd',
      version: '219',
      message: 'Reached target Reboot.',
      fact: { type: 'node.shutdown', says: 'Reached target Reboot.' },
    },
  ],
  nearMisses: [
    {
      message: 'Reached target Shutdown.',
      program: 'systemd',
      because: 'a user’s own systemd says so at log-out',
    },
    {
      message: 'The system will reboot at Mon 2024-03-04 10:00:00 UTC!',
      program: 'systemd-logind',
      because: 'planned, and may be called off',
    },
    { message: 'reboot: module verification failed', because: 'another line of that name' },
    { message: 'System is tainted', because: 'another line' },
  ],
}
