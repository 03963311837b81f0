import { describe, expect, it } from 'vitest'
import { runCli } from './run-cli.js'

const ID = '3f9c1d27a8b64e05f1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49382716'
const OTHER = '8b1d1c27a8b64e05f1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49382716'
const line = (second: string, message: string) =>
  `Nov  8 19:48:${second.slice(0, 2)} a40 dockerd[1788]: time="2020-11-08T19:48:${second}Z" level=info ${message}`
const TASK_DELETE =
  'msg="ignoring event" module=libcontainerd namespace=moby topic=/tasks/delete type="*events.TaskDelete"'
const FORCE = (id: string) =>
  `msg="Container ${id} failed to exit within 10 seconds of signal 15 - using the force"`

async function terminations(...lines: readonly string[]) {
  const { stdout } = await runCli(['timeline', '-o', 'json'], `${lines.join('\n')}\n`)
  return (
    JSON.parse(stdout) as {
      container: { id: string; name: string | null }
      exitCode: number | null
      cause: string
    }[]
  ).map(({ container, exitCode, cause }) => ({ id: container.id, name: container.name, exitCode, cause }))
}

describe('ends that name no container', () => {
  it('are of the one container that docker had just sent a signal', async () => {
    expect(await terminations(line('38.187468949', FORCE(ID)), line('38.310815213', TASK_DELETE))).toEqual([
      { id: ID, name: null, exitCode: null, cause: 'stopped' },
    ])
  })

  it('are of none where two had a signal, or it was long ago', async () => {
    const two = [line('38.1', FORCE(ID)), line('38.2', FORCE(OTHER)), line('38.3', TASK_DELETE)]
    expect(await terminations(...two)).toEqual([])
    expect(await terminations(line('38.1', FORCE(ID)), line('48.3', TASK_DELETE))).toEqual([])
  })
})

describe('codes that swarm mode tells', () => {
  const gone = (second: string, id: string) => line(second, `msg="shim reaped" id=${id}`)
  const failed = 'msg="fatal task error" error="task: non-zero exit (137)" module=node/agent/taskmanager'
  it('are of the one container that had just ended', async () => {
    expect(await terminations(gone('31.1', ID), line('31.3', failed))).toEqual([
      { id: ID, name: null, exitCode: 137, cause: 'killed' },
    ])
  })
  it('are of none where two had, or none did', async () => {
    const records = await terminations(gone('31.1', ID), gone('31.2', OTHER), line('31.3', failed))
    expect(records.map(({ exitCode }) => exitCode)).toEqual([null, null])
    expect(await terminations(line('31.3', failed))).toEqual([])
  })
})

describe('codes that docker compose tells', () => {
  const gone = (second: string, id: string) => line(second, `msg="shim reaped" id=${id}`)
  it('are of the one container that had just ended', async () => {
    expect(await terminations(gone('31.9', ID), 'shop_search_1 exited with code 78')).toEqual([
      { id: ID, name: 'shop_search_1', exitCode: 78, cause: 'error' },
    ])
  })
  it('are of none where two had', async () => {
    const records = await terminations(
      gone('31.8', ID),
      gone('31.9', OTHER),
      'shop_search_1 exited with code 78',
    )
    expect(records.map(({ exitCode }) => exitCode)).toEqual([null, null])
  })
})

describe('SIGKILLs that podman tells of a name', () => {
  const killed =
    'Nov  8 19:48:38 a40 podman[1788]: time="2020-11-08T19:48:38Z" level=warning msg="StopSignal SIGTERM failed to stop container web in 10 seconds, resorting to SIGKILL"'
  const ended = (id: string, second: string, name: string) =>
    `Nov  8 19:48:${second} a40 podman[1788]: 2020-11-08 19:48:${second}.2 +0000 UTC m=+10.1 container died ${id} (image=web:1, name=${name})`
  const exit = (id: string) =>
    `Nov  8 19:48:38 a40 conmon[77]: conmon ${id.slice(0, 20)} <ninfo>: container 5099 exited with status 137`
  const causes = async (...lines: readonly string[]) =>
    (await terminations(...lines)).map(({ name, cause }) => `${name} ${cause}`)
  it('are of the one of that name that ended right behind', async () => {
    expect(await causes(killed, exit(ID), ended(ID, '38', 'web'), ended(OTHER, '38', 'db'))).toEqual([
      'web stopped',
      'db unknown',
    ])
    expect(await causes(killed, ended(ID, '48', 'web'))).toEqual(['web unknown'])
  })
  it('are of the one that ended right behind where no line tells names, and of none of two', async () => {
    expect(await causes(killed, exit(ID))).toEqual(['web stopped'])
    expect(await causes(killed, exit(ID), exit(OTHER))).toEqual(['null killed', 'null killed'])
  })
})
