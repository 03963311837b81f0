// containerd's CRI plugin, since 1.2: a sandbox or a container that could not be created or started. The runtime's own
// words, runc's among them, are in `error`.
import type { FactOf } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { fieldOf, type LogfmtRecord, logfmtStamp } from '../shared/logfmt.js'
import { type Phrase, QUOTED_ID, readPhrase, wording } from '../shared/phrase.js'
import { readPrintedMessage } from '../shared/printed-message.js'
import { CONTAINERD } from '../shared/programs.js'

const PHRASES: readonly Phrase[] = [
  {
    wording: wording`StartContainer for ${QUOTED_ID} failed`,
    means: (record, containerId) => ({ ...failed(record), containerId }),
  },
  {
    wording: wording`(CreateContainer within sandbox ${QUOTED_ID} for )[&a-z].* failed$`,
    means(record, front, sandboxId) {
      const metadata = readPrintedMessage(record, front.length)
      if (!metadata || record.printed.slice(metadata.end) !== ' failed') return undefined
      const attempt = metadata.number('attempt') ?? (metadata.leavesZerosOut ? 0 : null)
      return { ...failed(record), sandboxId, name: metadata.text('name') ?? null, attempt }
    },
  },
  {
    wording: wording`(RunPodSandbox for )[&a-z].* failed, error$`,
    means(record, front) {
      const metadata = readPrintedMessage(record, front.length)
      if (!metadata || record.printed.slice(metadata.end) !== ' failed, error') return undefined
      const pod = {
        namespace: metadata.text('namespace') ?? null,
        name: metadata.text('name') ?? null,
        uid: metadata.text('uid') ?? null,
      }
      return { ...failed(record), pod }
    },
  },
]

function failed(record: LogfmtRecord): FactOf['runtime.start_failed'] {
  return {
    type: 'runtime.start_failed',
    runtime: 'containerd',
    containerId: null,
    sandboxId: null,
    name: null,
    attempt: null,
    error: fieldOf(record, 'error') ?? null,
  }
}

export const containerdStartFailed: MessageParser = {
  id: 'containerd-start-failed',
  source: 'containerd',
  reads: [
    { message: 'StartContainer for … failed', since: '1.2' },
    { message: 'CreateContainer within sandbox … failed', since: '1.2' },
    { message: 'RunPodSandbox for … failed, error', since: '1.2' },
  ],
  programs: CONTAINERD,
  needles: ['StartContainer for', 'CreateContainer within sandbox', 'RunPodSandbox for'],
  parse: (message) => readPhrase(message, PHRASES),
  samples: [
    {
      version: '1.6.20',
      message:
        'time="2026-11-23T02:01:16.412647326Z" level=error msg="StartContainer for \\"9ccc964b73b6d5b918eaeaf0bec926faf927df6e270b06d7845399da63efb146\\" failed" error="failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: \\"\\": executable file not found in $PATH: unknown"',
      fact: {
        type: 'runtime.start_failed',
        stamp: logfmtStamp('2026-11-23T02:01:16.412647326Z'),
        runtime: 'containerd',
        containerId: '9ccc964b73b6d5b918eaeaf0bec926faf927df6e270b06d7845399da63efb146',
        sandboxId: null,
        name: null,
        attempt: null,
        error:
          'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "": executable file not found in $PATH: unknown',
      },
    },
    {
      version: '1.6.20',
      message:
        'time="2026-11-23T02:01:16.345185094Z" level=error msg="CreateContainer within sandbox \\"b351ce17fe7732bbf500358a8a163b20d7268dc4de1c8b5fb827f063f7d59ace\\" for &ContainerMetadata{Name:noimg,Attempt:0,} failed" error="rpc error: code = NotFound desc = failed to resolve image \\"lab.local/none:1\\": not found"',
      fact: {
        type: 'runtime.start_failed',
        stamp: logfmtStamp('2026-11-23T02:01:16.345185094Z'),
        runtime: 'containerd',
        containerId: null,
        sandboxId: 'b351ce17fe7732bbf500358a8a163b20d7268dc4de1c8b5fb827f063f7d59ace',
        name: 'noimg',
        attempt: 0,
        error: 'rpc error: code = NotFound desc = failed to resolve image "lab.local/none:1": not found',
      },
    },
    {
      version: '2.2',
      message:
        'time="2026-03-04T09:17:05.406941536Z" level=error msg="RunPodSandbox for name:\\"web-0\\" uid:\\"4b4f8f0e-6a53-4f29-8a39-3c62b1d0a2c7\\" namespace:\\"prod\\" attempt:3 failed, error" error="rpc error: code = Unknown desc = failed to setup network for sandbox"',
      fact: {
        type: 'runtime.start_failed',
        stamp: logfmtStamp('2026-03-04T09:17:05.406941536Z'),
        runtime: 'containerd',
        containerId: null,
        sandboxId: null,
        pod: { namespace: 'prod', name: 'web-0', uid: '4b4f8f0e-6a53-4f29-8a39-3c62b1d0a2c7' },
        name: null,
        attempt: null,
        error: 'rpc error: code = Unknown desc = failed to setup network for sandbox',
      },
    },
  ],
  nearMisses: [
    {
      message:
        'time="2026-11-23T02:22:04.317122276Z" level=info msg="StartContainer for \\"025e072a075094d33dbe34c9a144d94fb5c44e00368d6746b8e9115e9d3abd4b\\""',
      because: 'a request',
    },
    {
      message:
        'time="2026-11-23T02:24:17.247611530Z" level=error msg="RemoveContainer for \\"c66c7877854e2f428cfa7d5712cd1f23405460388a362455194a4f0ffa6727d4\\" failed" error="container is already in removing state"',
      because: 'a removal that failed',
    },
    {
      message:
        'time="2026-11-23T02:03:04.090537222Z" level=error msg="ExecSync for \\"156421d6ec036a2d0570fa4f11391893b1dbc723773ddbb16f2a6aee97dc9ef7\\" failed" error="failed to exec in container"',
      because: 'an exec that failed',
    },
  ],
}
