// Linux audit, kernel/auditsc.c audit_core_dumps(): a process died of a signal that dumps core, also where cores are
// off; since 2.6.24. By printk (no auditd), in auditd's file and from journald's audit socket: one death may appear
// in two of them. Never printed for SIGKILL or SIGTERM. The pid is the process's.
import type { MessageParser } from '../../src/model/parser.js'
import { auditNumber, auditSignal, auditText, readAudit } from '../shared/audit.js'
import { AUDIT } from '../shared/programs.js'

/** SIGQUIT ILL TRAP ABRT BUS FPE SEGV XCPU XFSZ SYS: another number is one cut short. */
const DUMPING = new Set([3, 4, 5, 6, 7, 8, 11, 24, 25, 31])

export const kernelAuditAbend: MessageParser = {
  id: 'kernel-audit-abend',
  source: 'kernel audit',
  reads: [{ message: 'a process died of a signal that dumps core (ANOM_ABEND, 1701)', since: '2.6.24' }],
  programs: AUDIT,
  needles: ['type=1701 ', 'ANOM_ABEND '],
  parse(message) {
    const record = readAudit(message)
    if (record?.kind !== '1701' && record?.kind !== 'ANOM_ABEND') return undefined
    const pid = auditNumber(record, 'pid')
    const name = auditText(record, 'comm')
    const signal = auditSignal(record)
    if (pid === null || name === null || signal === null || !DUMPING.has(signal)) return undefined
    return { type: 'kernel.fatal_signal', pid, name, signal, kind: 'audit', detail: auditText(record, 'exe') }
  },
  samples: [
    {
      version: 'printk',
      message:
        'audit: type=1701 audit(1749488918.807:3125): auid=10018 uid=1000 gid=1000 ses=1 subj=system_u:system_r:container_t:s0:c53,c117 pid=32544 comm="dumb-init" exe="/usr/bin/dumb-init" sig=11 res=1',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 32544,
        name: 'dumb-init',
        signal: 11,
        kind: 'audit',
        detail: '/usr/bin/dumb-init',
      },
    },
    {
      version: 'printk, 3.10, a name in hexadecimal',
      message:
        'type=1701 audit(1389874962.131:34): auid=4294967295 uid=0 gid=0 ses=4294967295 pid=1784 comm=6D7920617070 reason="memory violation" sig=6',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 1784,
        name: 'my app',
        signal: 6,
        kind: 'audit',
        detail: null,
      },
    },
    {
      version: 'auditd',
      program: 'auditd',
      message:
        'node=node-a type=ANOM_ABEND msg=audit(1522102229.772:2026): auid=4294967295 uid=0 gid=0 ses=4294967295 subj=system_u:system_r:spc_t:s0 pid=1784 comm="QDBusConnection" exe="/usr/bin/a b" sig=6 res=1\u001dUID="root" AUID="unset"',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 1784,
        name: 'QDBusConnection',
        signal: 6,
        kind: 'audit',
        detail: '/usr/bin/a b',
      },
    },
    {
      version: 'journald',
      program: 'audit',
      message:
        'ANOM_ABEND auid=1000 uid=1000 gid=1000 ses=2 pid=2263 comm="myapp" exe="/srv/myapp" sig=11 res=1',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 2263,
        name: 'myapp',
        signal: 11,
        kind: 'audit',
        detail: '/srv/myapp',
      },
    },
    {
      version: 'journald, forwarded under a tag without a pid',
      program: 'audit',
      message:
        'audit: ANOM_ABEND auid=4294967295 uid=0 gid=0 ses=4294967295 pid=32544 comm="java" exe="/usr/bin/java" sig=6 res=1',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 32544,
        name: 'java',
        signal: 6,
        kind: 'audit',
        detail: '/usr/bin/java',
      },
    },
    {
      version: 'ausearch -i',
      program: 'auditd',
      message:
        'type=ANOM_ABEND msg=audit(03/26/2018 22:10:29.772:2026) : auid=unset uid=root gid=root ses=unset pid=1784 comm=FACE exe=/usr/bin/face sig=SIGABRT res=yes',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 1784,
        name: 'FACE',
        signal: 6,
        kind: 'audit',
        detail: '/usr/bin/face',
      },
    },
  ],
  nearMisses: [
    {
      message:
        'audit: type=1400 audit(1749488918.807:3124): avc:  denied  { read } for  pid=32544 comm="dumb-init" path="/x"',
      because: 'a denial: nobody died',
    },
    {
      message:
        'audit: type=1701 audit(1749488918.807:3125): auid=1 uid=1 gid=1 ses=1 pid=32544 comm="a" exe="/a" sig=1',
      because: 'cut inside the number: SIGHUP dumps no core',
    },
    { message: 'ANOM_ABEND records are written to audit.log', because: 'words about the record' },
  ],
}
