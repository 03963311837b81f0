// Linux audit, kernel/auditsc.c audit_seccomp(): a system call that a seccomp filter caught, since 3.5. A death with
// sig=31 alone; other records tell of a call that was refused or only logged.
import type { MessageParser } from '../../src/model/parser.js'
import { auditNumber, auditSignal, auditText, readAudit } from '../shared/audit.js'
import { AUDIT } from '../shared/programs.js'

const SIGSYS = 31

export const kernelAuditSeccomp: MessageParser = {
  id: 'kernel-audit-seccomp',
  source: 'kernel audit',
  reads: [{ message: 'a process was killed for a forbidden system call (SECCOMP, 1326)', since: '3.5' }],
  programs: AUDIT,
  needles: ['type=1326 ', 'SECCOMP '],
  parse(message) {
    const record = readAudit(message)
    if (record?.kind !== '1326' && record?.kind !== 'SECCOMP') return undefined
    const pid = auditNumber(record, 'pid')
    const name = auditText(record, 'comm')
    if (pid === null || name === null || auditSignal(record) !== SIGSYS) return undefined
    const call = auditNumber(record, 'syscall')
    const detail = call === null ? null : `system call ${call}`
    return { type: 'kernel.fatal_signal', pid, name, signal: SIGSYS, kind: 'seccomp', detail }
  },
  samples: [
    {
      version: 'printk',
      message:
        'audit: type=1326 audit(1586369880.557:43): auid=1000 uid=1000 gid=1000 ses=2 pid=20482 comm="python3" exe="/usr/bin/python3.6" sig=31 arch=c000003e syscall=4 compat=0 ip=0x7fce78771775 code=0x0',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 20482,
        name: 'python3',
        signal: 31,
        kind: 'seccomp',
        detail: 'system call 4',
      },
    },
    {
      version: 'journald',
      program: 'audit',
      message:
        'SECCOMP auid=4294967295 uid=0 gid=0 ses=4294967295 pid=4709 comm="sh" exe="/bin/busybox" sig=31 arch=c000003e syscall=41 compat=0 ip=0x7f3c012e467b code=0x80000000',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 4709,
        name: 'sh',
        signal: 31,
        kind: 'seccomp',
        detail: 'system call 41',
      },
    },
  ],
  nearMisses: [
    {
      message:
        'audit: type=1326 audit(1625740283.502:574): auid=4294967295 uid=0 gid=0 ses=4294967295 pid=4709 comm="sh" exe="/bin/busybox" sig=0 arch=c000003e syscall=13 compat=0 ip=0x7f3c012e467b code=0x7ffc0000',
      because: 'the call was only logged',
    },
    { message: 'SECCOMP enabled for pid=4709 comm="sh"', because: 'nobody was killed' },
  ],
}
