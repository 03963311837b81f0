import { describe, expect, it } from 'vitest'
import type { SummaryJson } from '../src/render/summary-json.js'
import { runCli } from './run-cli.js'

const POD = '347f5ef5-7123-462c-9d8e-39766b005352'
const SANDBOX = 'f'.repeat(64)
const idOf = (n: number) => `${n}`.repeat(64)
const clock = (seconds: number) => new Date(Date.UTC(2026, 10, 23, 2, 0, seconds)).toISOString().slice(11, 19)

const containerd = (seconds: number, message: string) =>
  `Nov 23 ${clock(seconds)} node-a containerd[812]: time="2026-11-23T${clock(seconds)}.500000000Z" level=info msg="${message.replaceAll('"', '\\"')}"`

const death = (n: number, seconds: number, code = 3) => [
  containerd(
    seconds - 2,
    `CreateContainer within sandbox "${SANDBOX}" for &ContainerMetadata{Name:app,Attempt:${n},} returns container id "${idOf(n)}"`,
  ),
  containerd(
    seconds,
    `received exit event container_id:"${idOf(n)}"  id:"${idOf(n)}"  pid:${4000 + n}  exit_status:${code}  exited_at:{seconds:${Date.UTC(2026, 10, 23, 2, 0, seconds) / 1000}  nanos:400000000}`,
  ),
]

const backOff = (seconds: number, wait: string, name = 'app') =>
  `Nov 23 ${clock(seconds)} node-a kubelet[927]: E1123 ${clock(seconds)}.900000     927 pod_workers.go:1301] "Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"${name}\\" with CrashLoopBackOff: \\"back-off ${wait} restarting failed container=${name} pod=web-0_shop(${POD})\\"" pod="shop/web-0" podUID="${POD}"`

const LOG = [
  containerd(
    0,
    `RunPodSandbox for &PodSandboxMetadata{Name:web-0,Uid:${POD},Namespace:shop,Attempt:0,} returns sandbox id "${SANDBOX}"`,
  ),
  ...death(0, 10),
  // Restarted at once; the kubelet waits from the second death on, and says so again and again.
  ...death(1, 14),
  backOff(15, '10s'),
  backOff(16, '20s', 'side'),
  backOff(20, '10s'),
  ...death(2, 40),
  backOff(41, '20s'),
  backOff(55, '20s'),
  ...death(3, 75),
  backOff(200, '40s'),
  '',
].join('\n')

describe('a crash loop', () => {
  it('a back-off is evidence of the death that it followed, once', async () => {
    const { stdout } = await runCli(['-o', 'json', '--container', 'app'], LOG)
    const records = JSON.parse(stdout) as readonly { evidence: readonly { type: string; line: number }[] }[]
    const backOffs = records.map(({ evidence }) => evidence.filter(({ type }) => type === 'kubelet.backoff'))
    expect(backOffs.map((lines) => lines.map(({ line }) => line))).toEqual([[], [6], [11], []])
  })

  it('is one entry of the summary, with the growing back-off', async () => {
    const { stdout } = await runCli(['summary', '-o', 'json'], LOG)
    const { groups } = JSON.parse(stdout) as SummaryJson
    expect(groups).toEqual([
      expect.objectContaining({
        count: 4,
        cause: 'error',
        exitCodes: [3],
        loop: { containers: 1, deaths: 4, backoff: { from: 10, to: 20 } },
      }),
    ])
    const text = (await runCli(['summary'], LOG)).stdout
    expect(text).toMatch(
      /^ +4 × {2}error +shop\/web › app {2}exit 3 · .*02:00:10–02:01:15 · crash loop · back-off 10 s to 20 s$/m,
    )
  })

  it('is told whole once in the timeline, then in a line each', async () => {
    const text = (await runCli([], LOG)).stdout
    expect(text.match(/exited by itself with 3/g)).toHaveLength(1)
    expect(text.match(/^02:.*exit 3, as at 02:00:10$/gm)).toHaveLength(3)
    expect((await runCli(['--all'], LOG)).stdout.match(/exited by itself with 3/g)).toHaveLength(4)
    const json = JSON.parse((await runCli(['-o', 'json'], LOG)).stdout) as readonly unknown[]
    expect(json).toHaveLength(4)
  })
})
