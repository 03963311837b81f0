// containerd's CRI plugin: the end of a container's, a sandbox's or an exec'd process. To 1.4 and where handling it is
// retried `TaskExit event` (1.3 and 1.4 print `Received exit event` before it), at debug to 1.6.36 and 1.7.23, at info
// since 1.6.37 and 1.7.24 `received exit event`.
import type { Fact } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { readShortenedId } from '../shared/container-id.js'
import { logfmtStamp } from '../shared/logfmt.js'
import { type Phrase, QUOTED_ID, readPhrase, wording } from '../shared/phrase.js'
import { type PrintedMessage, readPrintedMessage } from '../shared/printed-message.js'
import { CONTAINERD } from '../shared/programs.js'

/** What containerd reports where it could not learn the status. */
const UNKNOWN_STATUS = 255

/** What stands before an event, and whose it says that it is: a sandbox's, or a container's. */
const FRONTS: readonly (readonly [words: string, sandbox: boolean | null])[] = [
  ['received exit event ', null],
  ['received container exit event ', false],
  ['received sandbox exit event ', true],
  ['received sandbox container exit event ', true],
  ['Received (?:container |sandbox |sandbox container )?exit event ', null],
  ['TaskExit event in podsandbox handler ', null],
  ['TaskExit event ', null],
  ['SandboxExit event ', null],
  ['failed to handle container TaskExit event ', false],
  ['failed to handle sandbox TaskExit event ', true],
  ['Failed to handle (?:backOff )?event ', null],
  [String.raw`Events for ${QUOTED_ID} is in backoff, enqueue event `, null],
]

const PHRASES: readonly Phrase[] = [
  ...FRONTS.map(
    ([words, sandbox]): Phrase => ({
      wording: wording`(${words})[&a-z]`,
      means(record, front) {
        const event = readPrintedMessage(record, front.length)
        return event && exitOf(event, sandbox)
      },
    }),
  ),
  {
    wording: wording`failed to get task exit status for ${QUOTED_ID}`,
    means: (_record, containerId) => ({
      type: 'runtime.exit',
      runtime: 'containerd',
      containerId,
      execId: null,
      pid: null,
      exitStatus: UNKNOWN_STATUS,
      exitedAt: null,
      sandbox: null,
      synthetic: true,
    }),
  },
]

function exitOf(event: PrintedMessage, sandbox: boolean | null): Fact | undefined {
  const sandboxId = readShortenedId(event.text('sandbox_id'))
  const containerId = sandboxId ?? readShortenedId(event.text('container_id'))
  const processId = sandboxId ?? event.text('id')
  // Without the process's id an exec's end cannot be told from the container's; other events have neither.
  if (containerId === null || processId === undefined) return undefined
  const exitedAt = event.time('exited_at')
  const exitStatus = event.number('exit_status') ?? (event.leavesZerosOut && exitedAt !== null ? 0 : null)
  return {
    type: 'runtime.exit',
    runtime: 'containerd',
    containerId,
    execId: isBeginning(processId, containerId) ? null : processId,
    pid: event.number('pid') || null,
    exitStatus,
    exitedAt,
    sandbox: sandboxId === null ? sandbox : true,
    // A shim's time has come over a socket and lost Go's monotonic reading: one that has it is containerd's own.
    synthetic: exitStatus === UNKNOWN_STATUS && (event.text('exited_at')?.includes(' m=') ?? false),
  }
}

/** Whether a process's id is its container's, be one of them shortened. */
function isBeginning(processId: string, containerId: string): boolean {
  if (processId === containerId) return true
  const id = readShortenedId(processId)
  return id !== null && (id.startsWith(containerId) || containerId.startsWith(id))
}

export const containerdExit: MessageParser = {
  id: 'containerd-exit',
  source: 'containerd',
  reads: [
    { message: 'TaskExit event', since: '1.2' },
    { message: 'failed to handle container TaskExit event', since: '1.5' },
    { message: 'failed to get task exit status for', since: '1.5' },
    { message: 'received exit event', since: '1.5' },
    { message: 'TaskExit event in podsandbox handler', since: '2.0' },
    { message: 'SandboxExit event', since: '2.0' },
    { message: 'received container exit event', since: '2.0.7' },
    { message: 'received sandbox container exit event', since: '2.0.7' },
  ],
  programs: CONTAINERD,
  needles: [
    'exit event',
    'TaskExit',
    'SandboxExit event',
    'failed to get task exit status',
    'Failed to handle',
    'enqueue event',
  ],
  parse: (message) => readPhrase(message, PHRASES),
  samples: [
    {
      version: '1.6, started by a script',
      program: 'start-containerd.sh',
      message:
        'time="2025-04-09T06:30:50.046763443Z" level=info msg="TaskExit event &TaskExit{ContainerID:0f6e2d8c4b1a9375e0d2c4f6a8b1937550e1d3c5b7a9f8e6d4c2b0a19f8e7d6c,ID:0f6e2d8c4b1a9375e0d2c4f6a8b1937550e1d3c5b7a9f8e6d4c2b0a19f8e7d6c,Pid:2803,ExitStatus:0,ExitedAt:2025-04-09 06:30:37.659141956 +0000 UTC,XXX_unrecognized:[],}"',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2025-04-09T06:30:50.046763443Z'),
        runtime: 'containerd',
        containerId: '0f6e2d8c4b1a9375e0d2c4f6a8b1937550e1d3c5b7a9f8e6d4c2b0a19f8e7d6c',
        execId: null,
        pid: 2803,
        exitStatus: 0,
        exitedAt: Date.UTC(2025, 3, 9, 6, 30, 37) + 659.141956,
        sandbox: null,
        synthetic: false,
      },
    },
    {
      version: '1.5',
      message:
        'time="2023-09-06T14:44:52.439833260+07:00" level=error msg="failed to handle container TaskExit event &TaskExit{ContainerID:a7f05c3e91d84b26f0e1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a493827,ID:a7f05c3e91d84b26f0e1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a493827,Pid:211974,ExitStatus:0,ExitedAt:2023-09-06 07:44:42.439304235 +0000 UTC,XXX_unrecognized:[],}" error="failed to stop container: context deadline exceeded: unknown"',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2023-09-06T14:44:52.439833260+07:00'),
        runtime: 'containerd',
        containerId: 'a7f05c3e91d84b26f0e1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a493827',
        execId: null,
        pid: 211974,
        exitStatus: 0,
        exitedAt: Date.UTC(2023, 8, 6, 7, 44, 42) + 439.304235,
        sandbox: false,
        synthetic: false,
      },
    },
    {
      version: '1.6.20, shim killed',
      message:
        'time="2026-11-23T02:01:13.347615839Z" level=debug msg="received exit event &TaskExit{ContainerID:88949148831739d592b78249be4f185a25329cf9e1414124b679d3667b3a537b,ID:88949148831739d592b78249be4f185a25329cf9e1414124b679d3667b3a537b,Pid:20871,ExitStatus:255,ExitedAt:2026-11-23 02:01:13.347591335 +0000 UTC m=+7.005322112,XXX_unrecognized:[],}"',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2026-11-23T02:01:13.347615839Z'),
        runtime: 'containerd',
        containerId: '88949148831739d592b78249be4f185a25329cf9e1414124b679d3667b3a537b',
        execId: null,
        pid: 20871,
        exitStatus: 255,
        exitedAt: Date.UTC(2026, 10, 23, 2, 1, 13) + 347.591335,
        sandbox: null,
        synthetic: true,
      },
    },
    {
      version: '1.6.20, shim killed',
      message:
        'time="2026-11-23T02:01:13.345492444Z" level=error msg="failed to get task exit status for \\"88949148831739d592b78249be4f185a25329cf9e1414124b679d3667b3a537b\\"" error="ttrpc: closed: unknown"',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2026-11-23T02:01:13.345492444Z'),
        runtime: 'containerd',
        containerId: '88949148831739d592b78249be4f185a25329cf9e1414124b679d3667b3a537b',
        execId: null,
        pid: null,
        exitStatus: 255,
        exitedAt: null,
        sandbox: null,
        synthetic: true,
      },
    },
    {
      version: '1.3, a sandbox like any other',
      message:
        'time="2024-03-04T09:17:20.536331032Z" level=debug msg="Received exit event &TaskExit{ContainerID:c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e,ID:c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e,Pid:24011,ExitStatus:137,ExitedAt:2024-03-04 09:17:20.535104617 +0000 UTC,XXX_unrecognized:[],}"',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2024-03-04T09:17:20.536331032Z'),
        runtime: 'containerd',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        execId: null,
        pid: 24011,
        exitStatus: 137,
        exitedAt: Date.UTC(2024, 2, 4, 9, 17, 20) + 535.104617,
        sandbox: null,
        synthetic: false,
      },
    },
    {
      version: '1.7.24',
      message:
        'time="2026-11-23T02:22:10.437564910Z" level=info msg="received exit event container_id:\\"025e072a075094d33dbe34c9a144d94fb5c44e00368d6746b8e9115e9d3abd4b\\"  id:\\"025e072a075094d33dbe34c9a144d94fb5c44e00368d6746b8e9115e9d3abd4b\\"  pid:3429  exit_status:137  exited_at:{seconds:1795400530  nanos:436363096}"',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2026-11-23T02:22:10.437564910Z'),
        runtime: 'containerd',
        containerId: '025e072a075094d33dbe34c9a144d94fb5c44e00368d6746b8e9115e9d3abd4b',
        execId: null,
        pid: 3429,
        exitStatus: 137,
        exitedAt: Date.UTC(2026, 10, 23, 2, 22, 10) + 436.363096,
        sandbox: null,
        synthetic: false,
      },
    },
    {
      version: '1.7, exit 0',
      message:
        'time="2025-05-16T18:02:43.754610904Z" level=info msg="received exit event container_id:\\"f51267392f05152ad8ef082073f1b65abea345f4d4445cf079acd0d770374a1c\\"  id:\\"f51267392f05152ad8ef082073f1b65abea345f4d4445cf079acd0d770374a1c\\"  pid:219567  exited_at:{seconds:1747396843  nanos:754293507}"',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2025-05-16T18:02:43.754610904Z'),
        runtime: 'containerd',
        containerId: 'f51267392f05152ad8ef082073f1b65abea345f4d4445cf079acd0d770374a1c',
        execId: null,
        pid: 219567,
        exitStatus: 0,
        exitedAt: Date.UTC(2025, 4, 16, 12, 0, 43) + 754.293507,
        sandbox: null,
        synthetic: false,
      },
    },
    {
      version: '1.7.24, `runc delete` hung',
      message:
        'time="2026-11-23T02:20:50.781125707Z" level=error msg="Failed to handle backOff event container_id:\\"76c1f21810289403ff3a36ad00dc38dd9b5849a08cf4131b114ec110ed949f35\\"  id:\\"76c1f21810289403ff3a36ad00dc38dd9b5849a08cf4131b114ec110ed949f35\\"  pid:26285  exit_status:9  exited_at:{seconds:1795400429  nanos:240186451} for 76c1f21810289403ff3a36ad00dc38dd9b5849a08cf4131b114ec110ed949f35" error="failed to handle container TaskExit event: failed to stop container: failed to delete task: context deadline exceeded: unknown"',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2026-11-23T02:20:50.781125707Z'),
        runtime: 'containerd',
        containerId: '76c1f21810289403ff3a36ad00dc38dd9b5849a08cf4131b114ec110ed949f35',
        execId: null,
        pid: 26285,
        exitStatus: 9,
        exitedAt: Date.UTC(2026, 10, 23, 2, 20, 29) + 240.186451,
        sandbox: null,
        synthetic: false,
      },
    },
    {
      version: '1.7, containerd was frozen',
      message:
        'time="2024-03-04T09:17:31.104610904Z" level=info msg="Events for \\"c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e\\" is in backoff, enqueue event container_id:\\"c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e\\" id:\\"c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e\\" pid:24011 exit_status:1 exited_at:{seconds:1709543827 nanos:4610904}"',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2024-03-04T09:17:31.104610904Z'),
        runtime: 'containerd',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        execId: null,
        pid: 24011,
        exitStatus: 1,
        exitedAt: Date.UTC(2024, 2, 4, 9, 17, 7) + 4.610904,
        sandbox: null,
        synthetic: false,
      },
    },
    {
      version: '2.0, an exec probe',
      message:
        'time="2025-05-11T22:18:36.853080284Z" level=info msg="TaskExit event in podsandbox handler container_id:\\"c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e\\"  id:\\"8be41f0c2d3e4f5061728394a5b6c7d8e9fa0b1c2d3e4f5061728394a5b6c7d8\\"  pid:477946  exited_at:{seconds:1747001916  nanos:852280084}"',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2025-05-11T22:18:36.853080284Z'),
        runtime: 'containerd',
        containerId: 'c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e',
        execId: '8be41f0c2d3e4f5061728394a5b6c7d8e9fa0b1c2d3e4f5061728394a5b6c7d8',
        pid: 477946,
        exitStatus: 0,
        exitedAt: Date.UTC(2025, 4, 11, 22, 18, 36) + 852.280084,
        sandbox: null,
        synthetic: false,
      },
    },
    {
      version: '2.1.9',
      message:
        'time="2026-11-23T02:45:23.365439498Z" level=info msg="received container exit event container_id:\\"db3280c299d59e9bb4da06b971c4888480e8fb8d4703e951c9325443e4229db3\\"  id:\\"db3280c299d59e9bb4da06b971c4888480e8fb8d4703e951c9325443e4229db3\\"  pid:20890  exit_status:134  exited_at:{seconds:1795401923  nanos:364747217}"',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2026-11-23T02:45:23.365439498Z'),
        runtime: 'containerd',
        containerId: 'db3280c299d59e9bb4da06b971c4888480e8fb8d4703e951c9325443e4229db3',
        execId: null,
        pid: 20890,
        exitStatus: 134,
        exitedAt: Date.UTC(2026, 10, 23, 2, 45, 23) + 364.747217,
        sandbox: false,
        synthetic: false,
      },
    },
    {
      version: '2.1.9',
      message:
        'time="2026-11-23T02:45:23.724946154Z" level=info msg="received sandbox exit event container_id:\\"6bd76b5872d7467a9d81b89952e5b98f10c61409ea56734745cfb93978b097cb\\"  id:\\"6bd76b5872d7467a9d81b89952e5b98f10c61409ea56734745cfb93978b097cb\\"  exit_status:137  exited_at:{seconds:1795401923  nanos:724583064}" monitor_name=podsandbox',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2026-11-23T02:45:23.724946154Z'),
        runtime: 'containerd',
        containerId: '6bd76b5872d7467a9d81b89952e5b98f10c61409ea56734745cfb93978b097cb',
        execId: null,
        pid: null,
        exitStatus: 137,
        exitedAt: Date.UTC(2026, 10, 23, 2, 45, 23) + 724.583064,
        sandbox: true,
        synthetic: false,
      },
    },
    {
      version: '2.1.9',
      message:
        'time="2026-11-23T02:45:23.752913103Z" level=info msg="received sandbox container exit event sandbox_id:\\"6bd76b5872d7467a9d81b89952e5b98f10c61409ea56734745cfb93978b097cb\\"  exit_status:137  exited_at:{seconds:1795401923  nanos:724583064}" monitor_name=criService',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2026-11-23T02:45:23.752913103Z'),
        runtime: 'containerd',
        containerId: '6bd76b5872d7467a9d81b89952e5b98f10c61409ea56734745cfb93978b097cb',
        execId: null,
        pid: null,
        exitStatus: 137,
        exitedAt: Date.UTC(2026, 10, 23, 2, 45, 23) + 724.583064,
        sandbox: true,
        synthetic: false,
      },
    },
    {
      version: '1.7, cut inside the event',
      message:
        'time="2026-11-23T02:22:10.437564910Z" level=info msg="received exit event container_id:\\"025e072a075094d33dbe34c9a144d94fb5c44e00368d6746b8e9115e9d3abd4b\\"  id:\\"025e072a075094d33dbe34c9a144d94fb5c44e00368d6746b8e9115e9d3abd4b\\"  pid:3429  exit_status:13',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2026-11-23T02:22:10.437564910Z'),
        runtime: 'containerd',
        containerId: '025e072a075094d33dbe34c9a144d94fb5c44e00368d6746b8e9115e9d3abd4b',
        execId: null,
        pid: 3429,
        exitStatus: null,
        exitedAt: null,
        sandbox: null,
        synthetic: false,
      },
    },
    {
      version: '2.0, its ids shortened',
      message:
        'time="2024-10-12T19:34:44.999261478Z" level=info msg="received exit event container_id:\\"b2c3d4e5f607...\\"  id:\\"b2c3d4e5f607...\\"  pid:4711  exit_status:137  exited_at:{seconds:1728761684  nanos:998000000}"',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2024-10-12T19:34:44.999261478Z'),
        runtime: 'containerd',
        containerId: 'b2c3d4e5f607',
        execId: null,
        pid: 4711,
        exitStatus: 137,
        exitedAt: 1728761684998,
        sandbox: null,
        synthetic: false,
      },
    },
    {
      version: '2.0, an exec, its ids shortened',
      message:
        'time="2024-10-12T19:34:44.999261478Z" level=info msg="received exit event container_id:\\"b2c3d4e5f607\\"  id:\\"0a1b2c3d4e5f\\"  pid:4712  exit_status:1  exited_at:{seconds:1728761684  nanos:998000000}"',
      fact: {
        type: 'runtime.exit',
        stamp: logfmtStamp('2024-10-12T19:34:44.999261478Z'),
        runtime: 'containerd',
        containerId: 'b2c3d4e5f607',
        execId: '0a1b2c3d4e5f',
        pid: 4712,
        exitStatus: 1,
        exitedAt: 1728761684998,
        sandbox: null,
        synthetic: false,
      },
    },
  ],
  nearMisses: [
    {
      message:
        'time="2025-05-11T22:18:36.853080284Z" level=info msg="TaskExit event in podsandbox handler container_id:\\"c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e\\"  id:\\"8be41f0c2d3e',
      because: 'cut before it tells whether an exec or the container ended',
    },
    {
      message:
        'time="2024-03-04T09:17:31.104610904Z" level=error msg="Failed to handle backOff event container_id:\\"c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e\\" for c41d8b7f0a92e36514f8d9c0b7a6e5f4d3c2b1a09f8e7d6c5b4a392817065f4e" error="can\'t find container for TaskExit event"',
      because: 'a TaskOOM',
    },
    {
      message:
        'time="2026-11-23T02:03:03.993936933Z" level=debug msg="event forwarded" ns=k8s.io topic=/tasks/exit type=containerd.events.TaskExit',
      because: 'names no container',
    },
    {
      message:
        'time="2026-11-23T02:20:41.123410904Z" level=error msg="evicting /tasks/exit from queue because of retry count"',
      because: 'an event that was lost, of nobody in particular',
    },
    {
      message:
        'time="2026-11-23T02:03:04.080533335Z" level=debug msg="Exec process \\"577a8272d8bb4f02d3c080df83031203ad65dd6398c73b8d0d71790d1038877f\\" exits with exit code 1 and error <nil>"',
      because: 'an exec, its container not named',
    },
  ],
}
