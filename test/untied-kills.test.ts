import { describe, expect, it } from 'vitest'
import { runCli } from './run-cli.js'

const ID = '3f9c1d27a8b64e05f1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49382716'
const kernel = (message: string) => `Nov 23 10:00:01 node-a kernel: [ 8523.347168] ${message}\n`
const killed = (pid: number) =>
  kernel(
    `Out of memory: Killed process ${pid} (java) total-vm:86512kB, anon-rss:64640kB, file-rss:6144kB, shmem-rss:0kB, UID:0 pgtables:192kB oom_score_adj:0`,
  )
const summary = (pid: number) =>
  kernel(
    `oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=${ID},mems_allowed=0,global_oom,task_memcg=/kubepods/besteffort/pod5931aa75-4603-4e65-b552-7c71cf55cfb5/${ID},task=java,pid=${pid},uid=0`,
  )
const exited = (pid: number) =>
  `Nov 23 10:00:01 node-a containerd[812]: time="2026-11-23T10:00:01.500000000Z" level=info msg="received exit event container_id:\\"${ID}\\"  id:\\"${ID}\\"  pid:${pid}  exit_status:137  exited_at:{seconds:1795428001  nanos:400000000}"\n`

async function told(command: string, log: string): Promise<string | undefined> {
  const { stdout } = await runCli(command.split(' '), log)
  return /\d+ OOM kills? that no line ties to a container/.exec(stdout)?.[0]
}

describe('OOM kills that no line ties to a container', () => {
  it.each(['timeline', 'timeline -o markdown', 'timeline -o html', 'summary'])(
    'are counted by %s',
    async (command) => {
      expect(await told(command, killed(12))).toBe('1 OOM kill that no line ties to a container')
      expect(await told(command, killed(12) + killed(13))).toBe(
        '2 OOM kills that no line ties to a container',
      )
    },
  )

  it('are none whose cgroup is a container’s, and none whose pid is a container’s init', async () => {
    expect(await told('timeline', summary(12) + killed(12))).toBeUndefined()
    expect(await told('timeline', killed(12) + exited(12))).toBeUndefined()
    const sandbox = `Nov 23 10:00:00 node-a containerd[812]: time="2026-11-23T10:00:00.500000000Z" level=info msg="RunPodSandbox for &PodSandboxMetadata{Name:web,Uid:14e7fc2c-53d2-43b4-9836-c3f2ba4d1a38,Namespace:default,Attempt:0,} returns sandbox id \\"${ID}\\""\n`
    expect(await told('timeline', sandbox + killed(12) + exited(12))).toBeUndefined()
    expect(await told('timeline', killed(13) + exited(12))).toBe(
      '1 OOM kill that no line ties to a container',
    )
  })
})
