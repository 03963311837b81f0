import { type ExecFileSyncOptions, execFile, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { type Instruction, DockerfileParser } from 'dockerfile-ast'
import { validate } from 'dockerfile-utils'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { COMMANDS } from '../src/cli/commands.js'

const program = resolve('dist/bin/exitlog.cjs')
const containerfile = readFileSync('samples/deploy/Containerfile', 'utf8')

/** The instructions of the last stage, which is what the image holds, by keyword. */
function imageInstructions(): ReadonlyMap<string, string | null> {
  const all = DockerfileParser.parse(containerfile).getInstructions()
  const last = all.findLastIndex((instruction) => instruction.getKeyword() === 'FROM')
  const told = (instruction: Instruction) =>
    [instruction.getKeyword(), instruction.getRawArgumentsContent()] as const
  return new Map(all.slice(last).map(told))
}

describe('the Containerfile', () => {
  it('has nothing to be complained of', () => {
    expect(validate(containerfile)).toEqual([])
  })

  it('gives an image of what was gathered alone, with exitlog as its entry point, run as root', () => {
    expect(Object.fromEntries(imageInstructions())).toEqual({
      FROM: 'scratch',
      COPY: '/image/ /',
      ENV: 'PATH=/usr/bin',
      ENTRYPOINT: '["/usr/bin/exitlog"]',
    })
    expect(containerfile).toContain('COPY --from=build /image/')
  })

  it('is given all that the build reads', () => {
    const given = readFileSync('.dockerignore', 'utf8').split('\n')
    expect(given[0]).toBe('*')
    for (const name of ['package-lock.json', ...buildInputs()]) expect(given).toContain(`!${name}`)
  })
})

/** What test/package.test.ts builds the package from. */
function buildInputs(): readonly string[] {
  const [, list = ''] = /const NEEDED = \[([^\]]+)\]/.exec(readFileSync('test/package.test.ts', 'utf8')) ?? []
  return [...list.matchAll(/'([^']+)'/g)].map(([, name = '']) => name)
}

describe('what the image holds', () => {
  const isThere = (command: string) => spawnSync(command, ['--version']).error === undefined
  const lacking = [
    ...(existsSync('.executable/exitlog') ? [] : ['the single executable (npm run executable)']),
    ...['journalctl', 'setpriv', 'chroot'].filter((command) => !isThere(command)),
    ...(process.getuid?.() === 0 ? [] : ['root']),
  ]
  let image = ''
  let before: readonly string[] = []

  beforeAll(() => {
    if (lacking.length > 0) return
    image = mkdtempSync(join(tmpdir(), 'exitlog-image-'))
    execFileSync('sh', ['samples/deploy/gather-image.sh', image])
    const logs = join(image, 'host/var/log')
    mkdirSync(join(logs, '..'), { recursive: true })
    mkdirSync(logs, { mode: 0o750 })
    chmodSync(image, 0o755)
    cpSync('samples/memory-limit.syslog', join(logs, 'syslog'))
    // As Debian has them: syslog:adm, 0640.
    chmodSync(join(logs, 'syslog'), 0o640)
    for (const path of [logs, join(logs, 'syslog')]) chownSync(path, 104, 4)
    before = everything()
  })
  afterAll(() => rmSync(image, { recursive: true, force: true }))

  const everything = () => readdirSync(image, { recursive: true, encoding: 'utf8' }).sort()

  /** Runs a command as a container of the image would, `as` a user with what capabilities; chroot itself needs one more. */
  function run(command: readonly string[], capabilities: string, as: readonly string[] = []) {
    const dropped = [`--bounding-set=-all,+sys_chroot,+setuid,+setgid${capabilities}`, '--inh-caps=-all']
    const env = { PATH: '/usr/bin' }
    const [name = '', ...args] = command
    return spawnSync(
      '/usr/bin/setpriv',
      [...dropped, '/usr/sbin/chroot', ...as, image, `/usr/bin/${name}`, ...args],
      { env, encoding: 'utf8' },
    )
  }

  it('has a program for each command that kubectl debug may be given', (test) => {
    test.skip(lacking.length > 0, `missing: ${lacking.join(', ')}`)
    const others = ['config', 'completion', 'kubectl']
    const programs = readdirSync(join(image, 'usr/bin')).filter((name) => name !== 'journalctl')
    const commands = Object.keys(COMMANDS).filter((name) => !others.includes(name))
    expect(programs.sort()).toEqual(['exitlog', ...commands].sort())
  })

  it.for([
    ['by the entry point', ['exitlog', 'timeline']],
    ['by the name of a command', ['timeline']],
  ] as const)(
    'reads the logs of a node as root that may read all and nothing else, %s',
    ([, command], test) => {
      test.skip(lacking.length > 0, `missing: ${lacking.join(', ')}`)
      const { stdout, stderr, status } = run([...command, '/host/var/log'], ',+dac_read_search')
      expect(stdout).toContain('OOM-killed inside')
      expect({ stderr, status }).toMatchObject({ status: 0 })
      expect(run([...command, '/host/var/log'], '')).toMatchObject({
        status: 1,
        stdout: expect.not.stringContaining('OOM'),
      })
    },
  )

  it('reads them as nobody in the group that may', (test) => {
    test.skip(lacking.length > 0, `missing: ${lacking.join(', ')}`)
    const nobody = ['--userspec=65532:65532', '--groups=4']
    expect(run(['timeline', '/host/var/log'], '', nobody).stdout).toContain('OOM-killed inside')
  })

  it('holds a journalctl that finds its libraries', (test) => {
    test.skip(lacking.length > 0, `missing: ${lacking.join(', ')}`)
    expect(run(['journalctl', '--version'], '')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^systemd \d/),
    })
  })

  it('writes nothing', (test) => {
    test.skip(lacking.length > 0, `missing: ${lacking.join(', ')}`)
    expect(run(['timeline', '-o', 'html', '/host/var/log'], ',+dac_read_search').stdout).toContain('</html>')
    expect(everything()).toEqual(before)
  })
})

describe('the README', () => {
  const [, section = ''] = /\n## Install\n([^]*?)\n## /.exec(readFileSync('README.md', 'utf8')) ?? []
  const commands = [...section.matchAll(/^\|[^|]*\| `([^`]+)` \|/gm)].map(([, command = '']) => command)

  it('names what there is', () => {
    const files = commands.flatMap((command) => command.match(/samples\/\S+/g) ?? [])
    expect(files.sort()).toEqual(
      ['Containerfile', 'daemonset.yaml', 'indexed-job.yaml'].map((name) => `samples/deploy/${name}`),
    )
    for (const file of files) expect(existsSync(file)).toBe(true)
    expect(Object.keys(scripts())).toContain('executable')
  })

  it('has kubectl debug run what the image has', () => {
    const debug = commands.find((command) => command.startsWith('kubectl debug'))
    expect(debug).toMatch(/ --image=exitlog -- timeline \/host\/var\/log$/)
    // Its own words and those of the Containerfile are the same.
    expect(containerfile).toContain(debug?.replaceAll('node-7', 'NODE'))
  })
})

function scripts(): Readonly<Record<string, string>> {
  return (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Readonly<Record<string, string>> })
    .scripts
}

interface Container {
  readonly args: readonly string[]
  readonly securityContext: unknown
  readonly volumeMounts: readonly {
    readonly name: string
    readonly mountPath: string
    readonly readOnly: boolean
  }[]
  readonly env?: readonly { readonly name: string }[]
}
interface PodSpec {
  readonly securityContext: Readonly<Record<string, unknown>>
  readonly containers: readonly [Container]
  readonly volumes: readonly { readonly name: string }[]
}
interface Workload {
  readonly kind: string
  readonly metadata: { readonly name: string }
  readonly spec: { readonly template: { readonly spec: PodSpec } }
}

const read = (file: string) => parse(readFileSync(`samples/deploy/${file}`, 'utf8')) as Workload

describe.each(['daemonset.yaml', 'indexed-job.yaml'])('%s', (file) => {
  const pod = read(file).spec.template.spec

  it('asks for no rights', () => {
    expect(pod.containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    })
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: 'RuntimeDefault' } },
    })
  })

  it('mounts what it has, to be read', () => {
    const mounted = pod.containers[0].volumeMounts
    expect(mounted.map(({ name }) => name)).toEqual(pod.volumes.map(({ name }) => name))
    expect(mounted.every(({ readOnly }) => readOnly)).toBe(true)
  })
})

/** The arguments of a workload's container, with `folder` where its volume is and values for its variables. */
function argsOf(
  file: string,
  folder: string,
  variables: Readonly<Record<string, string>> = {},
): readonly string[] {
  const { args, volumeMounts, env = [] } = read(file).spec.template.spec.containers[0]
  const valueOf = (name: string) => (env.some((one) => one.name === name) ? variables[name] : undefined)
  return args.map((arg) =>
    arg
      .replace(volumeMounts[0]?.mountPath ?? '', folder)
      .replaceAll(/\$\((\w+)\)/g, (whole, name: string) => valueOf(name) ?? whole),
  )
}

describe('the DaemonSet', () => {
  it('prints a death that is written while it follows, and waits for files that are not there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'exitlog-daemonset-'))
    expect(read('daemonset.yaml').spec.template.spec.securityContext['supplementalGroups']).toEqual([4])
    const running = spawn(process.execPath, [program, ...argsOf('daemonset.yaml', folder), '--linger=1s'])
    let printed = ''
    const hasPrinted = new Promise<void>((done) => {
      running.stdout.setEncoding('utf8').on('data', (text: string) => {
        printed += text
        if (printed.includes('\n')) done()
      })
    })
    cpSync('samples/eviction.syslog', join(folder, 'messages'))
    await Promise.race([hasPrinted, once(running, 'close')])
    running.kill('SIGTERM')
    const [status] = (await once(running, 'close')) as [number]
    expect(status).toBe(143)
    expect(JSON.parse(printed.split('\n')[0] ?? '')).toMatchObject({ cause: 'eviction' })
  })
})

describe('the Indexed Job', () => {
  it('reads one node an index, so that merged outputs are those of one run', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'exitlog-job-'))
    const samples = ['eviction', 'exit-0', 'memory-limit']
    for (const [index, name] of samples.entries())
      cpSync(`samples/${name}.syslog`, join(folder, String(index), 'syslog'))
    const exitlog = async (args: readonly string[], options: ExecFileSyncOptions = {}) => {
      const { stdout } = await promisify(execFile)(process.execPath, [program, ...args], options)
      return String(stdout)
    }
    const outputs = await Promise.all(
      samples.map((_, index) => exitlog(argsOf('indexed-job.yaml', folder, { INDEX: String(index) }))),
    )
    const merged = execFileSync(process.execPath, [program, 'merge', '--summary'], {
      input: outputs.join(''),
      encoding: 'utf8',
    })
    const whole = await exitlog(['summary', ...samples.map((_, index) => join(folder, String(index)))])
    // The heading tells clocks, which outputs do not; the last line how much was read.
    const deaths = (summary: string) => summary.split('\n').slice(1, -3)
    expect(deaths(merged)).toEqual(deaths(whole))
    expect(merged).toContain('eviction')
  })

  it('says in its words how it is reduced', () => {
    const { metadata } = read('indexed-job.yaml')
    const text = readFileSync('samples/deploy/indexed-job.yaml', 'utf8')
    expect(text).toContain(`job-name=${metadata.name} `)
  })
})
