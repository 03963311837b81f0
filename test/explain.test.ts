import { describe, expect, it } from 'vitest'
import { explain, subjects } from '../src/explain/explain.js'
import type { Topic } from '../src/model/explanation.js'
import { signalName } from '../src/model/signal.js'
import { CAUSES } from '../src/model/termination.js'
import { explanationText } from '../src/render/explanation-text.js'

const codes = Array.from({ length: 256 }, (_, code) => code)
const signals = Array.from({ length: 64 }, (_, n) => n + 1).filter((n) => signalName(n) !== undefined)
/** Signals that end no process by themselves: stopped, continued, ignored. */
const HARMLESS = [17, 18, 19, 20, 21, 22, 23, 28]

const topicsOf = (query: string) => explain(query)?.topics ?? []
const titlesOf = (query: string) => topicsOf(query).map(({ title }) => title)
const wordsOf = (topic: Topic) => [
  topic.title,
  topic.setBy,
  topic.means,
  ...topic.doesNotMean,
  ...topic.causes,
  ...topic.lookFor.flatMap(({ line, proves }) => [line, proves]),
]
const plain = (query: string, width = 80) => {
  const explanation = explain(query)
  return explanation ? explanationText(explanation, { width, color: false }) : ''
}

describe('exit codes', () => {
  it.each(codes)('%i is explained', (code) => {
    const topics = topicsOf(String(code))
    expect(topics).toHaveLength(1)
    expect(topics[0]).toMatchObject({
      kind: 'exit-code',
      title: expect.stringContaining(`Exit code ${code}`),
    })
    expect(topics[0]?.doesNotMean.length).toBeGreaterThan(0)
    expect(topics[0]?.lookFor.length).toBeGreaterThan(0)
  })

  it.each(signals)('128 + %i is the death by that signal, where a process can die of it', (number) => {
    const [title] = titlesOf(String(128 + number))
    const sum = `(128 + ${number}, ${signalName(number)})`
    if (HARMLESS.includes(number)) expect(title).toBe(`Exit code ${128 + number}`)
    else expect(title).toBe(`Exit code ${128 + number} ${sum}`)
    expect(topicsOf(`128+${number}`)).toEqual(topicsOf(String(128 + number)))
  })

  it.each(signals)('%i alone is never its signal', (number) => {
    const [topic] = topicsOf(String(number))
    expect(topic?.title).not.toContain('SIG')
    if (number === 9) expect(topic?.doesNotMean.join()).toContain('SIGKILL')
  })

  it('128 is a failed start, 160 and 161 are no signals, 200 to 255 are none either', () => {
    expect(plain('128')).toContain('StartError')
    for (const code of [128, 160, 161, 193, 200, 243, 255])
      expect(titlesOf(String(code))).toEqual([`Exit code ${code}`])
  })

  it('137 is not said to be an OOM kill', () => {
    const [topic] = topicsOf('137')
    expect(topic?.means).not.toMatch(/OOM|memory/i)
    expect(topic?.doesNotMean[0]).toMatch(/does not mean that memory ran out/)
    expect(topic?.setBy).toContain('ContainerStatusUnknown')
    expect(topic?.causes[0]).toMatch(/grace period/)
  })

  it.each(codes)('%i claims no OOM in its meaning', (code) => {
    expect(topicsOf(String(code))[0]?.means).not.toMatch(/OOM/)
  })

  it.each([
    ['-1073741819', 'Exit code -1073741819 (0xC0000005, 3221225477 without its sign)'],
    ['3221225477', 'Exit code -1073741819 (0xC0000005, 3221225477 without its sign)'],
    ['0xC0000005', 'Exit code -1073741819 (0xC0000005, 3221225477 without its sign)'],
    ['1067', 'Exit code 1067'],
    ['-2147483648', 'Exit code -2147483648 (0x80000000, 2147483648 without its sign)'],
  ])('%s is of Windows', (query, title) => {
    expect(titlesOf(query)).toEqual([title])
    expect(plain(query)).toContain('Windows')
  })

  it('-1 is of CRI-O', () => expect(plain('-1')).toContain('CRI-O'))
  it.each(['4294967296', '-2147483649', '99999999999', '1.5', '0x123456789'])(
    '%s is no exit code',
    (query) => {
      expect(explain(query)).toBeUndefined()
    },
  )
  it.each([
    'exit code 137',
    'Exit Status 137',
    'exitcode=137',
    'exitCode: 137',
    ' 137 ',
    '+137',
    '0x89',
    '128 + 9',
  ])('%s is 137', (query) => expect(explain(query)).toEqual(explain('137')))
})

describe('signals', () => {
  it.each(signals)('signal %i is explained', (number) => {
    const name = signalName(number) ?? ''
    const [topic] = topicsOf(name)
    expect(topic?.title).toBe(`${name} (signal ${number})`)
    for (const query of [name.toLowerCase(), name.slice(3), `signal ${number}`, `sig ${number}`]) {
      expect(explain(query), query).toEqual(explain(name))
    }
    expect(topic?.seeAlso).toEqual(HARMLESS.includes(number) ? [] : [String(128 + number)])
  })
  it('counts from both ends and knows the names that Go prints', () => {
    expect(titlesOf('SIGRTMAX')).toEqual(['SIGRTMIN+30 (signal 64)'])
    expect(titlesOf('rtmax-14')).toEqual(['SIGRTMIN+16 (signal 50)'])
    expect(titlesOf('segmentation fault')).toEqual(titlesOf('SIGSEGV'))
  })
  it.each(['SIG', 'SIGNOPE', 'signal 0', 'signal 65', 'signal 32', 'RTMAX-31'])('%s is none', (query) => {
    expect(explain(query)).toBeUndefined()
  })
})

describe('reasons and causes', () => {
  it.each(CAUSES)('the cause %s is explained', (cause) => {
    expect(topicsOf(cause).some(({ kind, title }) => kind === 'cause' && title === `Cause ${cause}`)).toBe(
      true,
    )
  })
  it.each([
    'OOMKilled',
    'Error',
    'Completed',
    'ContainerStatusUnknown',
    'Unknown',
    'StartError',
    'ContainerCannotRun',
    'seccomp killed',
    'RestartingAllContainers',
    'CrashLoopBackOff',
    'RunContainerError',
    'CreateContainerError',
    'CreateContainerConfigError',
    'ErrImagePull',
    'ImagePullBackOff',
    'PodInitializing',
    'ContainerCreating',
    'Evicted',
    'Preempting',
    'DeadlineExceeded',
    'Terminated',
    'NodeShutdown',
    'Shutdown',
    'NodeLost',
    'UnexpectedAdmissionError',
    'OutOfcpu',
    'OutOfmemory',
    'OutOfnvidia.com/gpu',
    'NodeAffinity',
    'TopologyAffinityError',
    'TerminationByKubelet',
    'DeletionByTaintManager',
    'PreemptionByScheduler',
    'EvictionByEvictionAPI',
    'DeletionByPodGC',
  ])('%s is explained, however it is written', (reason) => {
    expect(explain(reason)).toBeDefined()
    expect(explain(reason.toUpperCase())).toEqual(explain(reason))
  })
  it('one word can name several things', () => {
    expect(titlesOf('unknown')).toEqual(['Reason Unknown', 'Cause unknown'])
    expect(titlesOf('oom_pod')).toEqual(['Cause oom-pod'])
    expect(titlesOf('eviction')).toEqual(['Cause eviction'])
  })
  it('the made-up 137 is told from a kill', () => {
    expect(plain('ContainerStatusUnknown')).toMatch(/makes the exit code 137 up/)
  })
})

describe('all of the knowledge', () => {
  const topics = [...codes.map(String), '-1', '1067', ...subjects].flatMap(topicsOf)

  it('leads on only to what has an answer', () => {
    for (const { title, seeAlso } of topics) {
      for (const query of seeAlso) expect(explain(query), `${title} → ${query}`).toBeDefined()
    }
  })
  it('is written in whole sentences', () => {
    for (const { title, setBy, means, doesNotMean } of topics) {
      for (const text of [setBy, means, ...doesNotMean])
        expect(text, title).toMatch(/^(?:[A-Z]|containerd|dockershim|exitlog).*[.)]$/s)
    }
  })
  it('holds nothing that a terminal could take for more than text', () => {
    for (const topic of topics)
      for (const text of wordsOf(topic)) expect(text).not.toMatch(/[\x00-\x1f\x7f]| {2}| $/)
  })
})

describe('a question without an answer', () => {
  it.each(['', ' ', 'OMKilled', 'potato salad', 'x'.repeat(100_000), '\u001b[31m'])('%j', (query) => {
    expect(explain(query)).toBeUndefined()
  })
  it('is not among the subjects, all of which have one', () => {
    for (const subject of subjects) expect(explain(subject), subject).toBeDefined()
  })
})

describe('explanationText', () => {
  it.each([30, 60, 80, 200])('keeps to %i columns', (width) => {
    for (const query of ['137', 'OOMKilled', '-1073741819', 'unknown', 'SIGRTMIN+3']) {
      for (const line of plain(query, width).split('\n'))
        expect(line.length).toBeLessThanOrEqual(Math.max(30, width))
    }
  })
  it('says the same in colour', () => {
    const explanation = explain('137')
    const coloured = explanation ? explanationText(explanation, { width: 80, color: true }) : ''
    expect(coloured).toContain('\u001b[')
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(plain('137'))
  })
  it('reads like this', () => {
    expect(plain('SIGSYS', 72)).toMatchInlineSnapshot(`
      "SIGSYS (signal 31)

        A system call that the container may not use: its seccomp profile ends
        the process for it. Without a handler the process ends and dumps core
        where that is enabled.

      Who sets it
        The process itself, the kernel, or any process that may signal it.

      What it does not mean
        - It does not show as exit code 31. A main process that dies of it
          gives 159 (128 + 31).

      Typical causes
        - a seccomp profile that is too strict for the program, or a program
          newer than the profile

      Look for in the node's log
        audit: type=1326 … sig=31 … syscall=…
            the process was killed for the system call with this number; sig=0
            kills nobody
        systemd-coredump … Process … dumped core.
            the process with this pid died of a signal that dumps core
        audit: type=1701 … sig=…
            the process ended abnormally, by the signal in sig=; never printed
            for SIGKILL or SIGTERM

      See also
        159
      "
    `)
  })
})
