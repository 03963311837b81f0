// systemd's managers, when the count of OOM kills in a unit's cgroup (v2: `memory.events`, and the
// attributes that systemd-oomd sets) has grown: since v243 for the kernel's kills, since v248 for systemd-oomd's;
// reworded about v258. One line may stand for many kills, names no pid, and does not prove that the unit's own
// limit was hit: a node-wide OOM kill counts too.
import type { FactOf } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { SYSTEMD } from '../shared/programs.js'
import { isSystemManager } from '../shared/system-manager.js'
import { isUnitName, readUnitName } from '../shared/unit-name.js'

const BY_KERNEL = [
  'A process of this unit has been killed by the OOM killer.',
  'The kernel OOM killer killed some processes in this unit.',
]
const BY_OOMD = /^systemd-oomd killed (?:some|\d{1,10}) process\(es\) in this unit\.$/

function killerOf(text: string): FactOf['systemd.scope_oom']['by'] | undefined {
  if (BY_KERNEL.includes(text)) return 'kernel'
  return BY_OOMD.test(text) ? 'systemd-oomd' : undefined
}

const scope = 'cri-containerd-25a38b5b8d556d7983d975577f5ac75ebbcfb4b269e6deaa0a0440c1ffc969ca.scope'
const containerId = '25a38b5b8d556d7983d975577f5ac75ebbcfb4b269e6deaa0a0440c1ffc969ca'

export const systemdScopeOom: MessageParser = {
  id: 'systemd-scope-oom',
  source: 'systemd',
  reads: [
    { message: 'a process of a unit was killed by the OOM killer (cgroup v2)', since: 'systemd 243' },
    { message: 'systemd-oomd killed processes of a unit', since: 'systemd 248' },
  ],
  programs: SYSTEMD,
  pid: 1,
  needles: ['killed by the OOM killer.', 'kernel OOM killer killed some', 'systemd-oomd killed '],
  parse(message, envelope) {
    const colon = message.indexOf(': ')
    const unit = message.slice(0, Math.max(colon, 0))
    if (!isUnitName(unit)) return undefined
    const by = killerOf(message.slice(colon + 2))
    const place = readUnitName(unit)
    // A rootless container's scope is its user's.
    if (!by || !(isSystemManager(envelope) || place?.what === 'scope')) return undefined
    return {
      type: 'systemd.scope_oom',
      unit,
      containerId: place?.containerId ?? null,
      podUid: place?.podUid ?? null,
      by,
    }
  },
  samples: [
    {
      message: `${scope}: A process of this unit has been killed by the OOM killer.`,
      version: '249',
      fact: { type: 'systemd.scope_oom', unit: scope, containerId, podUid: null, by: 'kernel' },
    },
    {
      message: `${scope}: The kernel OOM killer killed some processes in this unit.`,
      version: '258',
      fact: { type: 'systemd.scope_oom', unit: scope, containerId, podUid: null, by: 'kernel' },
    },
    {
      message: `${scope}: systemd-oomd killed 3 process(es) in this unit.`,
      version: '252',
      fact: { type: 'systemd.scope_oom', unit: scope, containerId, podUid: null, by: 'systemd-oomd' },
    },
    {
      message:
        'kubepods-burstable-pod7d0f5b52_3c1e_4b8e_9a64_2f6f0c9a1b23.slice: systemd-oomd killed some process(es) in this unit.',
      version: '252',
      fact: {
        type: 'systemd.scope_oom',
        unit: 'kubepods-burstable-pod7d0f5b52_3c1e_4b8e_9a64_2f6f0c9a1b23.slice',
        containerId: null,
        podUid: '7d0f5b52-3c1e-4b8e-9a64-2f6f0c9a1b23',
        by: 'systemd-oomd',
      },
    },
    {
      message: 'kubelet.service: A process of this unit has been killed by the OOM killer.',
      version: '252',
      fact: {
        type: 'systemd.scope_oom',
        unit: 'kubelet.service',
        containerId: null,
        podUid: null,
        by: 'kernel',
      },
    },
    {
      message: 'session-5.scope: A process of this unit has been killed by the OOM killer.',
      version: '249',
      fact: {
        type: 'systemd.scope_oom',
        unit: 'session-5.scope',
        containerId: null,
        podUid: null,
        by: 'kernel',
      },
    },
  ],
  nearMisses: [
    {
      message: `${scope}: Failed with result 'oom-kill'.`,
      because: 'it is the end of the scope, read there',
    },
    {
      message: 'user.slice: A process of this unit has been killed by the OOM killer.',
      pid: 807,
      because: "of a user's own units only containers are asked for",
    },
    {
      message: 'A process of this unit has been killed by the OOM killer.',
      because: 'it names no unit',
    },
    {
      message: `echo ${scope}: A process of this unit has been killed by the OOM killer.`,
      because: 'a unit name holds no blank: someone quotes the line',
    },
  ],
}
