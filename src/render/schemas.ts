// Generated from the types of `printed-json.ts`: `UPDATE_SCHEMA=1 npm test -- test/schema.test.ts` writes it anew.
import type { PrintedJson } from './printed-json.js'

export const schemas: Readonly<Record<keyof PrintedJson, object>> = {
  termination: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    description: 'A record of `timeline -o ndjson`, an entry of `-o json`.',
    allOf: [
      {
        type: 'object',
        properties: {
          startedAt: { anyOf: [{ type: 'null' }, { type: 'string', format: 'date-time' }] },
          finishedAt: { anyOf: [{ type: 'null' }, { type: 'string', format: 'date-time' }] },
          node: { anyOf: [{ type: 'null' }, { type: 'string' }] },
          pod: { anyOf: [{ $ref: '#/$defs/PodRef' }, { type: 'null' }] },
          container: { $ref: '#/$defs/ContainerRef' },
          exitObserved: {
            description: 'false: something in it was killed, its own end is not in the log.',
            type: 'boolean',
          },
          exitCode: { anyOf: [{ type: 'null' }, { type: 'number' }] },
          exitCodeFrom: { anyOf: [{ type: 'null' }, { type: 'string' }] },
          exitCodeMadeUp: {
            description: 'Its source was not there at the end and made the code up.',
            type: 'boolean',
          },
          signal: { anyOf: [{ type: 'null' }, { type: 'string' }] },
          cause: {
            enum: [
              'completed',
              'crash',
              'deletion',
              'error',
              'eviction',
              'killed',
              'node-reboot',
              'node-shutdown',
              'oom-container',
              'oom-node',
              'oom-pod',
              'preemption',
              'probe',
              'start-failure',
              'stopped',
              'unknown',
            ],
          },
          confidence: { enum: ['certain', 'likely', 'possible'] },
          rule: { description: 'The rule that gave the cause.', type: 'string' },
          headline: { type: 'string' },
          why: { type: 'array', items: { type: 'string' } },
          notProven: { type: 'array', items: { type: 'string' } },
          oom: { anyOf: [{ $ref: '#/$defs/Oom' }, { type: 'null' }] },
          contradictions: { type: 'array', items: { $ref: '#/$defs/Contradiction' } },
          status: {
            description:
              'What the cluster says of this death (`--status`); null or absent where nobody asked it, or it does not know the container.',
            anyOf: [{ type: 'array', items: { $ref: '#/$defs/StatusFinding' } }, { type: 'null' }],
          },
          incident: { anyOf: [{ type: 'null' }, { type: 'string' }] },
          fingerprint: { type: 'string' },
        },
        required: [
          'startedAt',
          'finishedAt',
          'node',
          'pod',
          'container',
          'exitObserved',
          'exitCode',
          'exitCodeFrom',
          'exitCodeMadeUp',
          'signal',
          'cause',
          'confidence',
          'rule',
          'headline',
          'why',
          'notProven',
          'oom',
          'contradictions',
          'incident',
          'fingerprint',
        ],
      },
      {
        type: 'object',
        properties: {
          kill: {
            anyOf: [
              {
                allOf: [
                  {
                    type: 'object',
                    properties: {
                      signal: { anyOf: [{ type: 'null' }, { type: 'string' }] },
                      gracePeriodSeconds: { anyOf: [{ type: 'null' }, { type: 'number' }] },
                      escalated: {
                        description: 'SIGKILL followed because the grace period ran out.',
                        type: 'boolean',
                      },
                      by: { anyOf: [{ enum: ['kernel', 'kubelet', 'runtime', 'user'] }, { type: 'null' }] },
                    },
                    required: ['signal', 'gracePeriodSeconds', 'escalated', 'by'],
                  },
                  {
                    type: 'object',
                    properties: {
                      requestedAt: { anyOf: [{ type: 'null' }, { type: 'string', format: 'date-time' }] },
                    },
                    required: ['requestedAt'],
                  },
                ],
              },
              { type: 'null' },
            ],
          },
          eviction: {
            anyOf: [
              {
                allOf: [
                  {
                    type: 'object',
                    properties: {
                      resource: { anyOf: [{ type: 'null' }, { type: 'string' }] },
                      rank: {
                        description: '1-based place in the ranking and its length.',
                        anyOf: [
                          { type: 'null' },
                          {
                            type: 'object',
                            properties: { place: { type: 'number' }, of: { type: 'number' } },
                            required: ['place', 'of'],
                          },
                        ],
                      },
                    },
                    required: ['resource', 'rank'],
                  },
                  {
                    type: 'object',
                    properties: {
                      rankedAt: { anyOf: [{ type: 'null' }, { type: 'string', format: 'date-time' }] },
                      evictedAt: { anyOf: [{ type: 'null' }, { type: 'string', format: 'date-time' }] },
                    },
                    required: ['rankedAt', 'evictedAt'],
                  },
                ],
              },
              { type: 'null' },
            ],
          },
          evidence: { type: 'array', items: { $ref: '#/$defs/EvidenceJson' } },
        },
        required: ['kill', 'eviction', 'evidence'],
      },
    ],
    $defs: {
      ContainerRef: {
        type: 'object',
        properties: {
          id: {
            description:
              'As far as the log knows it; 64 hex digits where it prints them all. Null only where no line names it.',
            anyOf: [{ type: 'null' }, { type: 'string' }],
          },
          name: { anyOf: [{ type: 'null' }, { type: 'string' }] },
          attempt: { anyOf: [{ type: 'null' }, { type: 'number' }] },
          runtime: {
            anyOf: [{ enum: ['conmon', 'containerd', 'cri-o', 'docker', 'podman'] }, { type: 'null' }],
          },
          sandbox: { type: 'boolean' },
          sandboxId: {
            description:
              "The pod's sandbox that the container lived in; null for a sandbox itself or where not told.",
            anyOf: [{ type: 'null' }, { type: 'string' }],
          },
          initPid: {
            description: "Process id of the container's init in the host's pid namespace.",
            anyOf: [{ type: 'null' }, { type: 'number' }],
          },
        },
        required: ['id', 'name', 'attempt', 'runtime', 'sandbox', 'sandboxId', 'initPid'],
      },
      Contradiction: {
        type: 'object',
        properties: {
          id: {
            enum: [
              'clock-differs',
              'container-status-unknown',
              'exit-code-differs',
              'kernel-kill-without-taskoom',
              'oomkilled-exit-0',
              'oomkilled-exit-143',
              'taskoom-without-kernel-kill',
            ],
          },
          says: { type: 'string' },
          evidence: { type: 'array', items: { type: 'number' } },
        },
        required: ['id', 'says', 'evidence'],
      },
      EvidenceJson: {
        type: 'object',
        properties: {
          time: { anyOf: [{ type: 'null' }, { type: 'string', format: 'date-time' }] },
          type: {
            enum: [
              'earlyoom.dry_run',
              'earlyoom.kill',
              'kernel.boot',
              'kernel.fatal_signal',
              'kernel.fork_rejected',
              'kernel.oom_group',
              'kernel.oom_invoked',
              'kernel.oom_kill',
              'kernel.oom_reaped',
              'kernel.panic',
              'kubelet.backoff',
              'kubelet.container_finished',
              'kubelet.container_removed',
              'kubelet.evicted',
              'kubelet.eviction_pressure',
              'kubelet.eviction_ranked',
              'kubelet.killing',
              'kubelet.names',
              'kubelet.pleg',
              'kubelet.pleg_unhealthy',
              'kubelet.pod_added',
              'kubelet.pod_deleted',
              'kubelet.preempted',
              'kubelet.probe_failed',
              'kubelet.rejected',
              'kubelet.sandbox_changed',
              'kubelet.shutdown',
              'kubelet.start_failed',
              'kubelet.started',
              'kubelet.system_oom',
              'log.gap',
              'node.shutdown',
              'npd.oom',
              'runtime.compose_exit',
              'runtime.container_created',
              'runtime.container_started',
              'runtime.daemon',
              'runtime.exit',
              'runtime.exit_unnamed',
              'runtime.kill_sent',
              'runtime.oom',
              'runtime.removed',
              'runtime.sandbox_created',
              'runtime.sandbox_network',
              'runtime.shim_gone',
              'runtime.start_failed',
              'runtime.stop_requested',
              'runtime.stopped',
              'runtime.task_exit',
              'systemd.coredump',
              'systemd.oomd_kill',
              'systemd.scope_ended',
              'systemd.scope_oom',
              'systemd.scope_started',
              'systemd.unit_failed',
              'talos.oom_kill',
            ],
          },
          file: { type: 'string' },
          line: { type: 'number' },
          text: { type: 'string' },
        },
        required: ['time', 'type', 'file', 'line', 'text'],
      },
      MemoryHolder: {
        type: 'object',
        properties: {
          pid: { type: 'number' },
          name: { type: 'string' },
          rssBytes: { anyOf: [{ type: 'null' }, { type: 'number' }] },
          rssPages: { type: 'number' },
          of: {
            description:
              "The other container that it is the init of; absent where it is this one's, or nothing tells.",
            type: 'object',
            properties: {
              pod: { anyOf: [{ $ref: '#/$defs/PodRef' }, { type: 'null' }] },
              container: {
                type: 'object',
                properties: {
                  id: { anyOf: [{ type: 'null' }, { type: 'string' }] },
                  name: { anyOf: [{ type: 'null' }, { type: 'string' }] },
                },
                required: ['id', 'name'],
              },
            },
            required: ['pod', 'container'],
          },
        },
        required: ['pid', 'name', 'rssBytes', 'rssPages'],
      },
      Oom: {
        type: 'object',
        properties: {
          scope: {
            description:
              'null: the runtime or systemd reports an OOM kill and no kernel line tells whose limit it was.',
            anyOf: [{ enum: ['container', 'node', 'other', 'pod'] }, { type: 'null' }],
          },
          cgroup: { anyOf: [{ type: 'null' }, { type: 'string' }] },
          limitBytes: { anyOf: [{ type: 'null' }, { type: 'number' }] },
          usageBytes: { anyOf: [{ type: 'null' }, { type: 'number' }] },
          failures: { anyOf: [{ type: 'null' }, { type: 'number' }] },
          invoker: {
            anyOf: [
              { type: 'null' },
              {
                type: 'object',
                properties: {
                  pid: { anyOf: [{ type: 'null' }, { type: 'number' }] },
                  name: { type: 'string' },
                },
                required: ['pid', 'name'],
              },
            ],
          },
          kills: { type: 'array', items: { $ref: '#/$defs/OomKillOf' } },
          topTasks: {
            description: 'Those that held the most memory.',
            type: 'array',
            items: { $ref: '#/$defs/MemoryHolder' },
          },
        },
        required: ['scope', 'cgroup', 'limitBytes', 'usageBytes', 'failures', 'invoker', 'kills', 'topTasks'],
      },
      OomKillOf: {
        type: 'object',
        properties: {
          pid: { type: 'number' },
          name: { type: 'string' },
          uid: { anyOf: [{ type: 'null' }, { type: 'number' }] },
          rssBytes: { anyOf: [{ type: 'null' }, { type: 'number' }] },
          isInit: {
            description:
              "The victim was the container's init process; null: the log does not tell which process that is.",
            anyOf: [{ type: 'boolean' }, { type: 'null' }],
          },
        },
        required: ['pid', 'name', 'uid', 'rssBytes', 'isInit'],
      },
      PodRef: {
        type: 'object',
        properties: {
          namespace: { anyOf: [{ type: 'null' }, { type: 'string' }] },
          name: { anyOf: [{ type: 'null' }, { type: 'string' }] },
          uid: { anyOf: [{ type: 'null' }, { type: 'string' }] },
        },
        required: ['namespace', 'name', 'uid'],
      },
      StatusFinding: {
        type: 'object',
        properties: {
          id: {
            enum: [
              'death-overwritten',
              'end-told',
              'exit-code',
              'exit-code-told',
              'finished',
              'made-up',
              'matched-by-time',
              'reason',
              'reason-told',
              'reason-unspecific',
              'resource',
              'resource-told',
              'restarts',
              'status-older',
              'stop-reason',
              'stop-reason-told',
            ],
          },
          agrees: {
            description: "false: who reads the cluster's account alone is misled, or misses it.",
            type: 'boolean',
          },
          says: { description: 'A plain sentence, without a capital and a full stop.', type: 'string' },
        },
        required: ['id', 'agrees', 'says'],
      },
    },
  },
  event: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    description: 'A line of `events`; the last ones tell how the input was read and what it covers.',
    anyOf: [
      { $ref: '#/$defs/CoverageEvent' },
      { $ref: '#/$defs/ReadEvent' },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'earlyoom.dry_run' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
            },
            required: [],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'earlyoom.kill' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              pid: { type: 'number' },
              name: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              signal: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              rssBytes: { anyOf: [{ type: 'null' }, { type: 'number' }] },
            },
            required: ['pid', 'name', 'signal', 'rssBytes'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'kernel.boot' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              release: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              marker: { type: 'string' },
            },
            required: ['release', 'marker'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'kernel.fatal_signal' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              pid: { description: "As printed; for segfaults and traps a thread's id.", type: 'number' },
              name: { type: 'string' },
              signal: { type: 'number' },
              kind: { enum: ['audit', 'coredump', 'fault', 'gpf', 'seccomp', 'segfault', 'trap'] },
              detail: { anyOf: [{ type: 'null' }, { type: 'string' }] },
            },
            required: ['pid', 'name', 'signal', 'kind', 'detail'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'kernel.fork_rejected' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              cgroup: { $ref: '#/$defs/CgroupPlace' },
              containerId: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              podUid: { anyOf: [{ type: 'null' }, { type: 'string' }] },
            },
            required: ['cgroup', 'containerId', 'podUid'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'kernel.oom_group' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              containerId: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              podUid: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              cgroup: { type: 'string' },
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
            },
            required: ['containerId', 'podUid', 'cgroup'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'kernel.oom_invoked' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              invoker: { type: 'string' },
              manual: { description: 'Asked for by a person (SysRq f), not by a shortage.', type: 'boolean' },
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
            },
            required: ['invoker', 'manual'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'kernel.oom_kill' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              constraint: { anyOf: [{ enum: ['cpuset', 'global', 'memcg', 'policy'] }, { type: 'null' }] },
              victim: { $ref: '#/$defs/Victim' },
              containerId: {
                description: "64 hex digits from the victim's own cgroup, never from `cpuset=`.",
                anyOf: [{ type: 'null' }, { type: 'string' }],
              },
              podUid: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              runtime: {
                anyOf: [{ enum: ['conmon', 'containerd', 'cri-o', 'docker', 'podman'] }, { type: 'null' }],
              },
              scope: {
                description: 'Whose limit was hit; null: the lines do not tell.',
                anyOf: [{ enum: ['container', 'node', 'other', 'pod'] }, { type: 'null' }],
              },
              oomCgroup: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              taskCgroup: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              limitBytes: { anyOf: [{ type: 'null' }, { type: 'number' }] },
              usageBytes: { anyOf: [{ type: 'null' }, { type: 'number' }] },
              failures: { anyOf: [{ type: 'null' }, { type: 'number' }] },
              oomScoreAdj: { anyOf: [{ type: 'null' }, { type: 'number' }] },
              invoker: {
                description: 'Who asked for memory when the limit was hit: not the victim.',
                anyOf: [
                  { type: 'null' },
                  {
                    type: 'object',
                    properties: {
                      pid: { anyOf: [{ type: 'null' }, { type: 'number' }] },
                      name: { type: 'string' },
                    },
                    required: ['pid', 'name'],
                  },
                ],
              },
              group: { description: 'One of the kills of a `memory.oom.group` sweep.', type: 'boolean' },
              seenAs: {
                description:
                  'What the kill rests on: the kill line itself; alone the line that chose the victim (`oom-kill:`, before 5.0\n`Kill process … or sacrifice child`, which may have hit a child instead); or the reaper alone.',
                enum: ['exiting', 'killed', 'reaped', 'summary'],
              },
              tasks: { type: 'array', items: { $ref: '#/$defs/Task' } },
              tasksComplete: {
                description:
                  "`tasks` are all that the report listed: its table stands in the log with its head and without another's rows.",
                type: 'boolean',
              },
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
            },
            required: [
              'constraint',
              'victim',
              'containerId',
              'podUid',
              'runtime',
              'scope',
              'oomCgroup',
              'taskCgroup',
              'limitBytes',
              'usageBytes',
              'failures',
              'oomScoreAdj',
              'invoker',
              'group',
              'seenAs',
              'tasks',
              'tasksComplete',
            ],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'kernel.oom_reaped' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              pid: { type: 'number' },
              name: { type: 'string' },
              unable: { type: 'boolean' },
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
            },
            required: ['pid', 'name', 'unable'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'kernel.panic' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              reason: { type: 'string' },
            },
            required: ['reason'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'kubelet.backoff' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              pod: { $ref: '#/$defs/PodRef' },
              containerName: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              backoffSeconds: { anyOf: [{ type: 'null' }, { type: 'number' }] },
            },
            required: ['pod', 'containerName', 'backoffSeconds'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          {
            type: 'object',
            properties: { type: { const: 'kubelet.container_finished' } },
            required: ['type'],
          },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              containerName: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              containerId: { type: 'string' },
              exitCode: { anyOf: [{ type: 'null' }, { type: 'number' }] },
              reason: {
                description:
                  'The reason a status carries (`OOMKilled`, `ContainerStatusUnknown`, …), where the line is a status.',
                anyOf: [{ type: 'null' }, { type: 'string' }],
              },
              startedAt: { anyOf: [{ type: 'null' }, { type: 'string', format: 'date-time' }] },
              finishedAt: { anyOf: [{ type: 'null' }, { type: 'string', format: 'date-time' }] },
              pod: { $ref: '#/$defs/PodRef' },
              others: {
                description: 'A status tells the end of several containers at once: the further ones.',
                type: 'array',
                items: { $ref: '#/$defs/FinishedContainer' },
              },
            },
            required: [
              'containerName',
              'containerId',
              'exitCode',
              'reason',
              'startedAt',
              'finishedAt',
              'pod',
            ],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          {
            type: 'object',
            properties: { type: { const: 'kubelet.container_removed' } },
            required: ['type'],
          },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              containerId: { type: 'string' },
            },
            required: ['containerId'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'kubelet.evicted' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              pod: { $ref: '#/$defs/PodRef' },
              resource: {
                description: 'The resource where this line itself names it.',
                anyOf: [{ type: 'null' }, { type: 'string' }],
              },
              message: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              phase: {
                description:
                  '`decided`: said before the containers are stopped; `waiting`: said once more after it; absent: they are stopped.',
                enum: ['decided', 'waiting'],
              },
            },
            required: ['pod', 'resource', 'message'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          {
            type: 'object',
            properties: { type: { const: 'kubelet.eviction_pressure' } },
            required: ['type'],
          },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              resource: {
                description: '`memory`, `ephemeral-storage`, `inodes`, `pids`, … as printed.',
                anyOf: [{ type: 'null' }, { type: 'string' }],
              },
              says: {
                enum: [
                  'attempting-to-reclaim',
                  'failed',
                  'must-evict',
                  'no-active-pods',
                  'reclaimed',
                  'threshold',
                  'unable-to-evict',
                ],
              },
            },
            required: ['resource', 'says'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'kubelet.eviction_ranked' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              pods: { type: 'array', items: { $ref: '#/$defs/PodRef' } },
            },
            required: ['pods'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'kubelet.killing' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              pod: { $ref: '#/$defs/PodRef' },
              containerName: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              containerId: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              gracePeriodSeconds: { anyOf: [{ type: 'null' }, { type: 'number' }] },
              override: {
                description: "`override`: the pod's own grace period was replaced.",
                type: 'boolean',
              },
              reason: {
                anyOf: [
                  {
                    enum: [
                      'deadline',
                      'definition-changed',
                      'liveness-probe',
                      'orphan',
                      'other',
                      'post-start-hook',
                      'preemption',
                      'sandbox-changed',
                      'startup-probe',
                      'unwanted',
                    ],
                  },
                  { type: 'null' },
                ],
              },
              phase: {
                description:
                  '`decided`: the message that gives the reason; `requested`: the stop itself; `failed`; `finished`.',
                enum: ['decided', 'failed', 'finished', 'requested'],
              },
              message: { anyOf: [{ type: 'null' }, { type: 'string' }] },
            },
            required: [
              'pod',
              'containerName',
              'containerId',
              'gracePeriodSeconds',
              'override',
              'reason',
              'phase',
              'message',
            ],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'kubelet.names' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              pod: { $ref: '#/$defs/PodRef' },
              containerName: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              containerId: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              sandbox: {
                description:
                  "The id is a sandbox's; `not-a-container`: the pod has no container of this id (any more).",
                enum: ['named', 'not-a-container'],
              },
            },
            required: ['pod', 'containerName', 'containerId'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'kubelet.pleg' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              pod: { $ref: '#/$defs/PodRef' },
              change: {
                enum: [
                  'ConditionMet',
                  'ContainerChanged',
                  'ContainerDied',
                  'ContainerRemoved',
                  'ContainerStarted',
                  'PodSync',
                ],
              },
              containerId: {
                description: "A container's or a sandbox's id.",
                anyOf: [{ type: 'null' }, { type: 'string' }],
              },
            },
            required: ['pod', 'change', 'containerId'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'kubelet.pleg_unhealthy' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              message: { type: 'string' },
            },
            required: ['message'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'kubelet.pod_added' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              pods: { type: 'array', items: { $ref: '#/$defs/PodRef' } },
              source: { anyOf: [{ type: 'null' }, { type: 'string' }] },
            },
            required: ['pods', 'source'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'kubelet.pod_deleted' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              pods: { type: 'array', items: { $ref: '#/$defs/PodRef' } },
              operation: {
                description: '`DELETE`: a graceful delete was asked; `REMOVE`: the object is gone.',
                enum: ['DELETE', 'REMOVE'],
              },
              source: { anyOf: [{ type: 'null' }, { type: 'string' }] },
            },
            required: ['pods', 'operation', 'source'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'kubelet.preempted' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              pod: { $ref: '#/$defs/PodRef' },
              phase: { enum: ['deciding', 'evicted'] },
            },
            required: ['pod', 'phase'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'kubelet.probe_failed' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              probe: { enum: ['liveness', 'readiness', 'startup'] },
              pod: { $ref: '#/$defs/PodRef' },
              containerName: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              containerId: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              output: { anyOf: [{ type: 'null' }, { type: 'string' }] },
            },
            required: ['probe', 'pod', 'containerName', 'containerId', 'output'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'kubelet.rejected' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              pod: { $ref: '#/$defs/PodRef' },
              reason: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              message: { anyOf: [{ type: 'null' }, { type: 'string' }] },
            },
            required: ['pod', 'reason', 'message'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'kubelet.sandbox_changed' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              pod: { $ref: '#/$defs/PodRef' },
            },
            required: ['pod'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'kubelet.shutdown' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              phase: { enum: ['cancelled', 'completed', 'detected', 'killed', 'killing', 'timed-out'] },
              pod: { anyOf: [{ $ref: '#/$defs/PodRef' }, { type: 'null' }] },
              gracePeriodSeconds: { anyOf: [{ type: 'null' }, { type: 'number' }] },
            },
            required: ['phase', 'pod', 'gracePeriodSeconds'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'kubelet.start_failed' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              pod: { $ref: '#/$defs/PodRef' },
              containerName: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              containerId: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              sandboxId: {
                description: 'Where the line names only the sandbox that the container was to be created in.',
                type: 'string',
              },
              sandbox: { description: "It is the pod's sandbox that could not be started.", const: true },
              error: { type: 'string' },
            },
            required: ['pod', 'containerName', 'containerId', 'error'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'kubelet.started' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              version: { anyOf: [{ type: 'null' }, { type: 'string' }] },
            },
            required: ['version'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'kubelet.system_oom' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              pid: { anyOf: [{ type: 'null' }, { type: 'number' }] },
              name: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              diedAt: { anyOf: [{ type: 'null' }, { type: 'string', format: 'date-time' }] },
            },
            required: ['pid', 'name', 'diedAt'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'log.gap' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              lost: { anyOf: [{ type: 'null' }, { type: 'number' }] },
              of: {
                description: 'Whose lines are missing: a unit, a program, `kernel`; null: not told.',
                anyOf: [{ type: 'null' }, { type: 'string' }],
              },
              says: { type: 'string' },
            },
            required: ['lost', 'of', 'says'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'node.shutdown' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              says: { type: 'string' },
            },
            required: ['says'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'npd.oom' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              pid: { anyOf: [{ type: 'null' }, { type: 'number' }] },
              name: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              seenAt: { anyOf: [{ type: 'null' }, { type: 'string', format: 'date-time' }] },
            },
            required: ['pid', 'name', 'seenAt'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'runtime.compose_exit' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              runtime: { enum: ['conmon', 'containerd', 'cri-o', 'docker', 'podman'] },
              name: { type: 'string' },
              exitStatus: { type: 'number' },
            },
            required: ['runtime', 'name', 'exitStatus'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          {
            type: 'object',
            properties: { type: { const: 'runtime.container_created' } },
            required: ['type'],
          },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              runtime: { enum: ['conmon', 'containerd', 'cri-o', 'docker', 'podman'] },
              phase: { enum: ['created', 'requested'] },
              containerId: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              sandboxId: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              pod: { anyOf: [{ $ref: '#/$defs/PodRef' }, { type: 'null' }] },
              name: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              attempt: { anyOf: [{ type: 'null' }, { type: 'number' }] },
            },
            required: ['runtime', 'phase', 'containerId', 'sandboxId', 'pod', 'name', 'attempt'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          {
            type: 'object',
            properties: { type: { const: 'runtime.container_started' } },
            required: ['type'],
          },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              runtime: { enum: ['conmon', 'containerd', 'cri-o', 'docker', 'podman'] },
              phase: {
                description:
                  '`requested`: asked for; `connecting`: the runtime reaches for the shim; `started`: the line says it runs.',
                enum: ['connecting', 'requested', 'started'],
              },
              containerId: { type: 'string' },
              sandboxId: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              pod: { anyOf: [{ $ref: '#/$defs/PodRef' }, { type: 'null' }] },
              name: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              pid: { anyOf: [{ type: 'null' }, { type: 'number' }] },
            },
            required: ['runtime', 'phase', 'containerId', 'sandboxId', 'pod', 'name', 'pid'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'runtime.daemon' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              runtime: { enum: ['conmon', 'containerd', 'cri-o', 'docker', 'podman'] },
              phase: { enum: ['ready', 'starting', 'stopping'] },
              version: { anyOf: [{ type: 'null' }, { type: 'string' }] },
            },
            required: ['runtime', 'phase', 'version'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'runtime.exit' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              runtime: { enum: ['conmon', 'containerd', 'cri-o', 'docker', 'podman'] },
              containerId: { description: 'As far as printed: conmon prints 20 digits.', type: 'string' },
              execId: {
                description: "Set when the end is an exec'd process's, which is none of the container's.",
                anyOf: [{ type: 'null' }, { type: 'string' }],
              },
              pid: { anyOf: [{ type: 'null' }, { type: 'number' }] },
              exitStatus: {
                description: 'null: this line carries no code (a missing protobuf field is 0, not null).',
                anyOf: [{ type: 'null' }, { type: 'number' }],
              },
              exitedAt: {
                description: "The runtime's own time of death.",
                anyOf: [{ type: 'null' }, { type: 'string', format: 'date-time' }],
              },
              sandbox: {
                description: "The line is about a pod's sandbox; null: it does not tell.",
                anyOf: [{ type: 'boolean' }, { type: 'null' }],
              },
              synthetic: {
                description: 'The runtime made the code up (255 after a lost shim or task).',
                type: 'boolean',
              },
              manuallyStopped: {
                description:
                  'Somebody had told the runtime to stop or kill it, or nobody had; absent: not told (dockerd alone tells it).',
                type: 'boolean',
              },
              daemonStopping: {
                description:
                  'The runtime itself was shutting down; absent: not told (dockerd alone tells it).',
                type: 'boolean',
              },
              aftermath: {
                description:
                  'What it has left is put away: its end was before, perhaps by seconds, and other lines may have told it.',
                type: 'boolean',
              },
              pod: {
                description: 'Whose container it was, where the runtime repeats the names.',
                $ref: '#/$defs/PodRef',
              },
              name: { type: 'string' },
            },
            required: [
              'runtime',
              'containerId',
              'execId',
              'pid',
              'exitStatus',
              'exitedAt',
              'sandbox',
              'synthetic',
            ],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'runtime.exit_unnamed' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              runtime: { enum: ['conmon', 'containerd', 'cri-o', 'docker', 'podman'] },
            },
            required: ['runtime'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'runtime.kill_sent' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              runtime: { enum: ['conmon', 'containerd', 'cri-o', 'docker', 'podman'] },
              containerId: {
                description: 'null: podman calls it by its name alone.',
                anyOf: [{ type: 'null' }, { type: 'string' }],
              },
              name: { type: 'string' },
              signal: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              escalated: { type: 'boolean' },
            },
            required: ['runtime', 'containerId', 'signal', 'escalated'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'runtime.oom' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              runtime: { enum: ['conmon', 'containerd', 'cri-o', 'docker', 'podman'] },
              containerId: { type: 'string' },
            },
            required: ['runtime', 'containerId'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'runtime.removed' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              runtime: { enum: ['conmon', 'containerd', 'cri-o', 'docker', 'podman'] },
              target: { enum: ['container', 'sandbox'] },
              phase: { enum: ['removed', 'requested'] },
              forced: { type: 'boolean' },
              containerId: { type: 'string' },
            },
            required: ['runtime', 'target', 'phase', 'forced', 'containerId'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'runtime.sandbox_created' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              runtime: { enum: ['conmon', 'containerd', 'cri-o', 'docker', 'podman'] },
              containerId: { type: 'string' },
              pod: { $ref: '#/$defs/PodRef' },
              attempt: { anyOf: [{ type: 'null' }, { type: 'number' }] },
            },
            required: ['runtime', 'containerId', 'pod', 'attempt'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'runtime.sandbox_network' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              containerId: { type: 'string' },
              pod: { anyOf: [{ $ref: '#/$defs/PodRef' }, { type: 'null' }] },
            },
            required: ['containerId', 'pod'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'runtime.shim_gone' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              runtime: { enum: ['conmon', 'containerd', 'cri-o', 'docker', 'podman'] },
              containerId: { type: 'string' },
              says: { enum: ['cleaning-up', 'disconnected', 'monitor-exited', 'reaped'] },
            },
            required: ['runtime', 'containerId', 'says'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'runtime.start_failed' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              runtime: { enum: ['conmon', 'containerd', 'cri-o', 'docker', 'podman'] },
              containerId: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              sandboxId: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              pod: {
                description: "Where it is the pod's sandbox that could not be made.",
                $ref: '#/$defs/PodRef',
              },
              name: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              attempt: { anyOf: [{ type: 'null' }, { type: 'number' }] },
              error: { anyOf: [{ type: 'null' }, { type: 'string' }] },
            },
            required: ['runtime', 'containerId', 'sandboxId', 'name', 'attempt', 'error'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'runtime.stop_requested' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              runtime: { enum: ['conmon', 'containerd', 'cri-o', 'docker', 'podman'] },
              target: { enum: ['container', 'sandbox'] },
              containerId: { type: 'string' },
              timeoutSeconds: { anyOf: [{ type: 'null' }, { type: 'number' }] },
            },
            required: ['runtime', 'target', 'containerId', 'timeoutSeconds'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'runtime.stopped' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              runtime: { enum: ['conmon', 'containerd', 'cri-o', 'docker', 'podman'] },
              target: { enum: ['container', 'sandbox'] },
              containerId: { type: 'string' },
              outcome: {
                description: '`not-running`: it had ended before the stop.',
                enum: ['failed', 'not-running', 'stopped'],
              },
              error: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              pod: {
                description: 'Whose container it was, where the runtime repeats the names.',
                $ref: '#/$defs/PodRef',
              },
              name: { type: 'string' },
            },
            required: ['runtime', 'target', 'containerId', 'outcome', 'error'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'runtime.task_exit' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              runtime: { enum: ['conmon', 'containerd', 'cri-o', 'docker', 'podman'] },
              exitStatus: { type: 'number' },
              unhealthy: {
                description: 'Its health check had failed, and swarm mode stopped it for that.',
                type: 'boolean',
              },
            },
            required: ['runtime', 'exitStatus', 'unhealthy'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'systemd.coredump' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              pid: { type: 'number' },
              name: { type: 'string' },
              uid: { anyOf: [{ type: 'null' }, { type: 'number' }] },
            },
            required: ['pid', 'name', 'uid'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'systemd.oomd_kill' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              cgroup: { $ref: '#/$defs/CgroupPlace' },
              containerId: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              podUid: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              why: { type: 'string' },
            },
            required: ['cgroup', 'containerId', 'podUid', 'why'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'systemd.scope_ended' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              unit: { type: 'string' },
              containerId: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              podUid: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              what: {
                description:
                  "`scope`: the container's own unit; `rootfs`: its mount; `slice`: the pod's. None says how it ended.",
                enum: ['rootfs', 'scope', 'slice'],
              },
              result: {
                anyOf: [{ enum: ['oom-kill', 'other', 'resources', 'success', 'timeout'] }, { type: 'null' }],
              },
              cpuSeconds: { anyOf: [{ type: 'null' }, { type: 'number' }] },
              wallSeconds: { anyOf: [{ type: 'null' }, { type: 'number' }] },
              memoryPeakBytes: { anyOf: [{ type: 'null' }, { type: 'number' }] },
            },
            required: [
              'unit',
              'containerId',
              'podUid',
              'what',
              'result',
              'cpuSeconds',
              'wallSeconds',
              'memoryPeakBytes',
            ],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'systemd.scope_oom' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              unit: { type: 'string' },
              containerId: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              podUid: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              by: { enum: ['kernel', 'systemd-oomd'] },
            },
            required: ['unit', 'containerId', 'podUid', 'by'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'systemd.scope_started' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              unit: { type: 'string' },
              containerId: { type: 'string' },
            },
            required: ['unit', 'containerId'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'systemd.unit_failed' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              unit: { type: 'string' },
              says: {
                enum: [
                  'failed',
                  'killing',
                  'main-process-exited',
                  'restart',
                  'started',
                  'stopped',
                  'stopping',
                ],
              },
              code: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              status: { anyOf: [{ type: 'null' }, { type: 'number' }] },
              signal: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              result: { anyOf: [{ type: 'null' }, { type: 'string' }] },
            },
            required: ['unit', 'says', 'code', 'status', 'signal', 'result'],
          },
        ],
      },
      {
        allOf: [
          { $ref: '#/$defs/PlacedJson' },
          { type: 'object', properties: { type: { const: 'talos.oom_kill' } }, required: ['type'] },
          {
            type: 'object',
            properties: {
              verbosity: {
                description:
                  'The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable.',
                type: 'number',
              },
              cgroup: { anyOf: [{ $ref: '#/$defs/CgroupPlace' }, { type: 'null' }] },
              containerId: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              podUid: { anyOf: [{ type: 'null' }, { type: 'string' }] },
              says: { type: 'string' },
            },
            required: ['cgroup', 'containerId', 'podUid', 'says'],
          },
        ],
      },
    ],
    $defs: {
      CgroupPlace: {
        type: 'object',
        properties: {
          path: { description: 'The path as printed.', type: 'string' },
          level: { enum: ['container', 'kubepods', 'other', 'pod'] },
          containerId: {
            description: '64 hex digits, or null. In nested nodes (kind) the innermost container.',
            anyOf: [{ type: 'null' }, { type: 'string' }],
          },
          podUid: { anyOf: [{ type: 'null' }, { type: 'string' }] },
          runtime: {
            anyOf: [{ enum: ['conmon', 'containerd', 'cri-o', 'docker', 'podman'] }, { type: 'null' }],
          },
        },
        required: ['path', 'level', 'containerId', 'podUid', 'runtime'],
      },
      CoverageEvent: {
        type: 'object',
        properties: {
          type: { const: 'log.coverage' },
          node: { anyOf: [{ type: 'null' }, { type: 'string' }] },
          source: { enum: ['kernel', 'kubelet', 'runtime', 'systemd'] },
          verbosity: { anyOf: [{ type: 'null' }, { type: 'number' }] },
          gaps: {
            description: "Silences and losses that may be of this source's lines.",
            type: 'array',
            items: {
              allOf: [
                {
                  type: 'object',
                  properties: {
                    kind: {
                      description:
                        '`loss`: a line tells that others are missing. `silence`: no line came for longer than is usual in the log.',
                      enum: ['loss', 'silence'],
                    },
                    says: { type: 'string' },
                    source: {
                      description:
                        "The source that they are of; null: anybody's, or of none that a verdict argues with.",
                      anyOf: [{ enum: ['kernel', 'kubelet', 'runtime', 'systemd'] }, { type: 'null' }],
                    },
                    lost: {
                      description: 'How many lines; null: not told.',
                      anyOf: [{ type: 'null' }, { type: 'number' }],
                    },
                    of: {
                      description: "Whose lines, as the log names them; null: anybody's.",
                      anyOf: [{ type: 'null' }, { type: 'string' }],
                    },
                  },
                  required: ['kind', 'says', 'source', 'lost', 'of'],
                },
                {
                  type: 'object',
                  properties: {
                    from: { anyOf: [{ type: 'null' }, { type: 'string', format: 'date-time' }] },
                    to: { anyOf: [{ type: 'null' }, { type: 'string', format: 'date-time' }] },
                  },
                  required: ['from', 'to'],
                },
              ],
            },
          },
          clock: {
            anyOf: [
              { type: 'null' },
              {
                type: 'object',
                properties: {
                  offsetMinutes: {
                    description: "Minutes east of UTC of the log's own wall clock.",
                    type: 'number',
                  },
                  file: { type: 'string' },
                  year: { enum: ['assumed', 'inferred', 'written'] },
                  zone: { enum: ['assumed', 'inferred', 'written'] },
                  skews: {
                    description: '`kubelet runs 2 m 0 s behind syslog`.',
                    type: 'array',
                    items: {
                      type: 'object',
                      properties: { source: { type: 'string' }, aheadSeconds: { type: 'number' } },
                      required: ['source', 'aheadSeconds'],
                    },
                  },
                },
                required: ['offsetMinutes', 'file', 'year', 'zone', 'skews'],
              },
            ],
          },
          byLog: {
            description:
              'The same by the log that holds its lines; with the first boot of a source, of all its boots.',
            type: 'array',
            items: { $ref: '#/$defs/LogJson' },
          },
          exact: { type: 'object', properties: {}, required: [], additionalProperties: { type: 'number' } },
          lines: { type: 'number' },
          boot: { anyOf: [{ type: 'null' }, { type: 'string', format: 'date-time' }] },
          first: { anyOf: [{ type: 'null' }, { type: 'string', format: 'date-time' }] },
          last: { anyOf: [{ type: 'null' }, { type: 'string', format: 'date-time' }] },
        },
        required: ['type', 'node', 'source', 'verbosity', 'gaps', 'clock', 'lines', 'boot', 'first', 'last'],
      },
      ExactEnds: {
        type: 'object',
        properties: {
          exact: { type: 'object', properties: {}, required: [], additionalProperties: { type: 'number' } },
          from: { anyOf: [{ type: 'null' }, { type: 'string', format: 'date-time' }] },
          to: { anyOf: [{ type: 'null' }, { type: 'string', format: 'date-time' }] },
        },
        required: ['from', 'to'],
      },
      FinishedContainer: {
        type: 'object',
        properties: {
          containerName: { anyOf: [{ type: 'null' }, { type: 'string' }] },
          containerId: { type: 'string' },
          exitCode: { anyOf: [{ type: 'null' }, { type: 'number' }] },
          reason: {
            description:
              'The reason a status carries (`OOMKilled`, `ContainerStatusUnknown`, …), where the line is a status.',
            anyOf: [{ type: 'null' }, { type: 'string' }],
          },
          startedAt: { anyOf: [{ type: 'null' }, { type: 'number' }] },
          finishedAt: { anyOf: [{ type: 'null' }, { type: 'number' }] },
        },
        required: ['containerName', 'containerId', 'exitCode', 'reason', 'startedAt', 'finishedAt'],
      },
      LogJson: {
        type: 'object',
        properties: {
          written: { anyOf: [{ $ref: '#/$defs/ExactEnds' }, { type: 'null' }] },
          silences: { type: 'array', items: { $ref: '#/$defs/SilenceJson' } },
          exact: { type: 'object', properties: {}, required: [], additionalProperties: { type: 'number' } },
          lines: { type: 'number' },
          first: { anyOf: [{ type: 'null' }, { type: 'string', format: 'date-time' }] },
          last: { anyOf: [{ type: 'null' }, { type: 'string', format: 'date-time' }] },
        },
        required: ['written', 'silences', 'lines', 'first', 'last'],
      },
      PlacedJson: {
        type: 'object',
        properties: {
          time: { anyOf: [{ type: 'null' }, { type: 'string', format: 'date-time' }] },
          node: { anyOf: [{ type: 'null' }, { type: 'string' }] },
          program: { anyOf: [{ type: 'null' }, { type: 'string' }] },
          file: { type: 'string' },
          line: { description: '1-based.', type: 'number' },
          text: { type: 'string' },
          stamp: { anyOf: [{ $ref: '#/$defs/StampOrigin' }, { type: 'null' }] },
          programStamp: {
            description:
              "The program's own stamp inside its message, as printed, and how it reads; absent where it prints none.",
            type: 'string',
          },
          programClock: {
            type: 'object',
            properties: {
              wallMs: {
                description:
                  'The reading in epoch milliseconds (with fractions) as if its zone were UTC; in the year 2000 when none is written.',
                type: 'number',
              },
              yearWritten: { type: 'boolean' },
              offsetMinutes: {
                description: 'Minutes east of UTC; null where the stamp writes no zone.',
                anyOf: [{ type: 'null' }, { type: 'number' }],
              },
              stepMs: {
                description:
                  'What one unit of the last printed digit is worth, in milliseconds: 1000, 1, 0.001, 0.000001.',
                type: 'number',
              },
            },
            required: ['wallMs', 'yearWritten', 'offsetMinutes', 'stepMs'],
          },
          sinceBoot: {
            description: 'Seconds since boot, where the line carries them.',
            anyOf: [{ type: 'null' }, { type: 'number' }],
          },
          order: { description: 'Byte offset of the line in its input.', type: 'number' },
          stepMs: {
            description: 'What one unit of the last digit of the stamp is worth, in milliseconds.',
            type: 'number',
          },
          sequence: {
            description: 'Its place in a log of several files; absent where the log is one.',
            type: 'object',
            properties: { log: { type: 'string' }, at: { type: 'number' } },
            required: ['log', 'at'],
          },
          exact: { type: 'object', properties: {}, required: [], additionalProperties: { type: 'number' } },
        },
        required: [
          'time',
          'node',
          'program',
          'file',
          'line',
          'text',
          'stamp',
          'sinceBoot',
          'order',
          'stepMs',
        ],
      },
      PodRef: {
        type: 'object',
        properties: {
          namespace: { anyOf: [{ type: 'null' }, { type: 'string' }] },
          name: { anyOf: [{ type: 'null' }, { type: 'string' }] },
          uid: { anyOf: [{ type: 'null' }, { type: 'string' }] },
        },
        required: ['namespace', 'name', 'uid'],
      },
      Problem: {
        type: 'object',
        properties: {
          code: {
            enum: [
              'binary-file',
              'extract-differs',
              'input-unreadable',
              'invalid-utf8',
              'late-line',
              'line-too-long',
              'line-unterminated',
              'node-unknown',
              'nul-bytes',
              'oom-report-unfinished',
              'out-of-order',
              'record-damaged',
              'status-unreadable',
              'too-many-open',
            ],
          },
          file: { type: 'string' },
          line: {
            description: "1-based, or null where the trouble is the whole input's.",
            anyOf: [{ type: 'null' }, { type: 'number' }],
          },
          message: { type: 'string' },
        },
        required: ['code', 'file', 'line', 'message'],
      },
      ReadEvent: {
        type: 'object',
        properties: {
          type: { const: 'log.read' },
          lines: { type: 'number' },
          events: { type: 'number' },
          clocks: {
            type: 'array',
            items: {
              allOf: [
                {
                  type: 'object',
                  properties: { node: { anyOf: [{ type: 'null' }, { type: 'string' }] } },
                  required: ['node'],
                },
                {
                  type: 'object',
                  properties: {
                    offsetMinutes: {
                      description: "Minutes east of UTC of the log's own wall clock.",
                      type: 'number',
                    },
                    file: { type: 'string' },
                    year: { enum: ['assumed', 'inferred', 'written'] },
                    zone: { enum: ['assumed', 'inferred', 'written'] },
                    skews: {
                      description: '`kubelet runs 2 m 0 s behind syslog`.',
                      type: 'array',
                      items: {
                        type: 'object',
                        properties: { source: { type: 'string' }, aheadSeconds: { type: 'number' } },
                        required: ['source', 'aheadSeconds'],
                      },
                    },
                  },
                  required: ['offsetMinutes', 'file', 'year', 'zone', 'skews'],
                },
              ],
            },
          },
          problems: { type: 'array', items: { $ref: '#/$defs/Problem' } },
        },
        required: ['type', 'lines', 'events', 'clocks', 'problems'],
      },
      SilenceJson: {
        type: 'object',
        properties: {
          leastMs: { description: 'How long it had to be to be told.', type: 'number' },
          usualAfterMs: {
            description: 'So long after it began the log had shown that it is its new rhythm.',
            type: 'number',
          },
          exact: { type: 'object', properties: {}, required: [], additionalProperties: { type: 'number' } },
          from: { anyOf: [{ type: 'null' }, { type: 'string', format: 'date-time' }] },
          to: { anyOf: [{ type: 'null' }, { type: 'string', format: 'date-time' }] },
        },
        required: ['leastMs', 'from', 'to'],
      },
      StampOrigin: {
        type: 'object',
        properties: {
          raw: { type: 'string' },
          year: { enum: ['assumed', 'inferred', 'written'] },
          zone: { enum: ['assumed', 'inferred', 'written'] },
        },
        required: ['raw', 'year', 'zone'],
      },
      Task: {
        type: 'object',
        properties: {
          pid: { type: 'number' },
          name: { type: 'string' },
          rssBytes: { anyOf: [{ type: 'null' }, { type: 'number' }] },
          rssPages: { type: 'number' },
          oomScoreAdj: { anyOf: [{ type: 'null' }, { type: 'number' }] },
        },
        required: ['pid', 'name', 'rssBytes', 'rssPages', 'oomScoreAdj'],
      },
      Victim: {
        type: 'object',
        properties: {
          pid: { type: 'number' },
          name: { type: 'string' },
          uid: { anyOf: [{ type: 'null' }, { type: 'number' }] },
          rssBytes: { anyOf: [{ type: 'null' }, { type: 'number' }] },
        },
        required: ['pid', 'name', 'uid', 'rssBytes'],
      },
    },
  },
}
