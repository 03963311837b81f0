// Kernel log, mm/oom_kill.c dump_header(): the first line of an OOM report, since 2.6.
// The named task asked for memory when the limit was hit. It is not the victim.
import type { MessageParser } from '../../src/model/parser.js'
import { LONGEST_NAME } from '../shared/process-name.js'
import { KERNEL } from '../shared/programs.js'

const INVOKED = ' invoked oom-killer: '
/** `order` stands behind a nodemask and one or two blanks in some versions, so it is read by its key. */
const ORDER = / order=(-?\d{1,9})/
/** `oom_score_adj`, a vendor's `oom_scoe_adj`; the older `oom_adj` and `oomkilladj` have another scale. */
const SCORE = / oom_sco\w{0,8}_adj=(-?\d{1,5})/

export const kernelOomInvoked: MessageParser = {
  id: 'kernel-oom-invoked',
  source: 'kernel',
  reads: [{ message: 'a task ran into a memory limit and called the OOM killer', since: '2.6' }],
  programs: KERNEL,
  needles: [INVOKED],
  parse(message) {
    const at = message.indexOf(INVOKED)
    if (at < 1 || at > LONGEST_NAME) return undefined
    const rest = message.slice(at + INVOKED.length - 1)
    if (!rest.startsWith(' gfp_mask=0x')) return undefined
    const order = ORDER.exec(rest)?.[1]
    const score = SCORE.exec(rest)?.[1]
    return {
      type: 'oom.invoked',
      invoker: message.slice(0, at),
      order: order === undefined ? null : Number(order),
      oomScoreAdj: score === undefined ? null : Number(score),
    }
  },
  samples: [
    {
      version: '5.15',
      message:
        'stress-ng-vm invoked oom-killer: gfp_mask=0x1100cca(GFP_HIGHUSER_MOVABLE), order=0, oom_score_adj=1000',
      fact: { type: 'oom.invoked', invoker: 'stress-ng-vm', order: 0, oomScoreAdj: 1000 },
    },
    {
      version: '4.14',
      message:
        'java invoked oom-killer: gfp_mask=0x14000c0(GFP_KERNEL), nodemask=(null),  order=0, oom_score_adj=-998',
      fact: { type: 'oom.invoked', invoker: 'java', order: 0, oomScoreAdj: -998 },
    },
    {
      version: '2.6.32 (RHEL 6)',
      message: 'ucrawler.rb:213 invoked oom-killer: gfp_mask=0x201da, order=0, oom_adj=0, oom_score_adj=7',
      fact: { type: 'oom.invoked', invoker: 'ucrawler.rb:213', order: 0, oomScoreAdj: 7 },
    },
    {
      version: '2.6.18',
      message: 'httpd invoked oom-killer: gfp_mask=0x201d2, order=0, oomkilladj=0',
      fact: { type: 'oom.invoked', invoker: 'httpd', order: 0, oomScoreAdj: null },
    },
    {
      version: '6.18, SysRq f',
      message: 'kworker/0:1][ invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=-1, oom_score_adj=0',
      fact: { type: 'oom.invoked', invoker: 'kworker/0:1][', order: -1, oomScoreAdj: 0 },
    },
  ],
  nearMisses: [
    { message: 'sysrq: Manual OOM execution', because: 'asked for at the keyboard; the report follows' },
    {
      message: 'java invoked oom-killer: order=0',
      because: 'no version prints it without its mask: a line about the line',
    },
    {
      message:
        'New status generated: kernel-monitor reason OOMKilling, the message was: java invoked oom-killer: gfp_mask=0xd0, order=0',
      because: 'a program repeating the line',
    },
  ],
}
