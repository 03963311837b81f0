// containerd's CRI plugin, since 1.2: a container or sandbox is removed. The kubelet removes what is dead; the end came
// before, at times long before.
import type { FactOf } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { logfmtStamp } from '../shared/logfmt.js'
import { type Phrase, QUOTED_ID, readPhrase, wording } from '../shared/phrase.js'
import { CONTAINERD } from '../shared/programs.js'

type Removed = FactOf['runtime.removed']

const PHRASES: readonly Phrase[] = [
  {
    wording: wording`RemoveContainer for ${QUOTED_ID}$`,
    means: (_record, id) => removed('container', 'requested', id),
  },
  {
    wording: wording`RemoveContainer for ${QUOTED_ID} returns successfully`,
    means: (_record, id) => removed('container', 'removed', id),
  },
  {
    wording: wording`RemovePodSandbox for ${QUOTED_ID}$`,
    means: (_record, id) => removed('sandbox', 'requested', id),
  },
  {
    wording: wording`RemovePodSandbox (?:for )?${QUOTED_ID} returns successfully`,
    means: (_record, id) => removed('sandbox', 'removed', id),
  },
]

function removed(target: Removed['target'], phase: Removed['phase'], containerId: string): Removed {
  return { type: 'runtime.removed', runtime: 'containerd', target, phase, forced: false, containerId }
}

export const containerdRemove: MessageParser = {
  id: 'containerd-remove',
  source: 'containerd',
  reads: [
    { message: 'RemoveContainer for', since: '1.2' },
    { message: 'RemovePodSandbox', since: '1.2' },
  ],
  programs: CONTAINERD,
  needles: ['RemoveContainer for', 'RemovePodSandbox'],
  parse: (message) => readPhrase(message, PHRASES),
  samples: [
    {
      version: '1.7.24',
      message:
        'time="2026-11-23T02:22:10.874512568Z" level=info msg="RemoveContainer for \\"025e072a075094d33dbe34c9a144d94fb5c44e00368d6746b8e9115e9d3abd4b\\""',
      fact: {
        ...removed(
          'container',
          'requested',
          '025e072a075094d33dbe34c9a144d94fb5c44e00368d6746b8e9115e9d3abd4b',
        ),
        stamp: logfmtStamp('2026-11-23T02:22:10.874512568Z'),
      },
    },
    {
      version: '1.7.24',
      message:
        'time="2026-11-23T02:22:10.877183622Z" level=info msg="RemoveContainer for \\"025e072a075094d33dbe34c9a144d94fb5c44e00368d6746b8e9115e9d3abd4b\\" returns successfully"',
      fact: {
        ...removed(
          'container',
          'removed',
          '025e072a075094d33dbe34c9a144d94fb5c44e00368d6746b8e9115e9d3abd4b',
        ),
        stamp: logfmtStamp('2026-11-23T02:22:10.877183622Z'),
      },
    },
    {
      version: '1.7.24',
      message:
        'time="2026-11-23T02:22:10.878434027Z" level=info msg="RemovePodSandbox for \\"19901c38760730e3544ec98de67289d09fc0f5ac1aea82dcec66b4e1a674475f\\""',
      fact: {
        ...removed(
          'sandbox',
          'requested',
          '19901c38760730e3544ec98de67289d09fc0f5ac1aea82dcec66b4e1a674475f',
        ),
        stamp: logfmtStamp('2026-11-23T02:22:10.878434027Z'),
      },
    },
    {
      version: '1.7.24',
      message:
        'time="2026-11-23T02:22:10.881854330Z" level=info msg="RemovePodSandbox \\"19901c38760730e3544ec98de67289d09fc0f5ac1aea82dcec66b4e1a674475f\\" returns successfully"',
      fact: {
        ...removed('sandbox', 'removed', '19901c38760730e3544ec98de67289d09fc0f5ac1aea82dcec66b4e1a674475f'),
        stamp: logfmtStamp('2026-11-23T02:22:10.881854330Z'),
      },
    },
  ],
  nearMisses: [
    {
      message:
        'time="2026-11-23T02:24:17.247611530Z" level=error msg="RemoveContainer for \\"c66c7877854e2f428cfa7d5712cd1f23405460388a362455194a4f0ffa6727d4\\" failed" error="failed to set removing state for container \\"c66c7877854e2f428cfa7d5712cd1f23405460388a362455194a4f0ffa6727d4\\": container is already in removing state"',
      because: 'it was not removed',
    },
    {
      message:
        'time="2026-11-23T02:48:12.627819292Z" level=info msg="Ensure that sandbox 7e0632c5fc41747f0ba093df2d9db5030af449c5fc45e997b36215215e72232e in task-service has been cleanup successfully"',
      because: 'its task is gone, it is not',
    },
  ],
}
