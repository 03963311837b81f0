import { describe, expect, it } from 'vitest'
import type { Cause } from '../src/model/termination.js'
import { rules } from '../src/verdict/rules.js'
import { exitCases } from './rule-cases/exits.js'
import { oomCases } from './rule-cases/oom.js'
import { cid, exit, RUNNING, timeless } from './rule-cases/lines.js'
import type { Death, RuleCase } from './rule-cases/rule-case.js'
import { stopRuleCases } from './rule-cases/stops.js'
import { runCli } from './run-cli.js'

const cases: readonly RuleCase[] = [...oomCases, ...stopRuleCases, ...exitCases]

/** What these tests read of a record; the names are the output contract's. */
interface Printed {
  readonly rule: string
  readonly cause: Cause
  readonly confidence: string
  readonly container: { readonly id: string; readonly sandbox: boolean }
}

async function terminationsOf(log: readonly string[]): Promise<readonly Printed[]> {
  const argv = ['timeline', '-o', 'json', '--reference-date', '2024-11-24']
  const { stdout, status } = await runCli(argv, `${log.join('\n')}\n`)
  expect(status).toBe(0)
  return JSON.parse(stdout)
}

const deathsOf = ({ deaths }: RuleCase): readonly Death[] => Object.values(deaths).flat()

/** Fields to match, with patterns for sentences; a list is matched as a whole. */
function matching(value: unknown): unknown {
  if (value instanceof RegExp) return expect.stringMatching(value)
  if (Array.isArray(value)) return value.map(matching)
  if (typeof value !== 'object' || value === null) return value
  return expect.objectContaining(
    Object.fromEntries(Object.entries(value).map(([key, field]) => [key, matching(field)])),
  )
}

describe('the rules, by logs of a few lines', () => {
  it.each(cases)('$title', async ({ log, deaths, misses }) => {
    const records = await terminationsOf(log)
    for (const [letter, told] of Object.entries(deaths)) {
      const own = records.filter(({ container }) => container.id.startsWith(letter))
      const expected = [told].flat().map(({ and, ...death }) => matching({ ...death, ...and }))
      expect(own).toEqual(expected)
    }
    const others = records.filter(({ container: { id, sandbox } }) => !sandbox && !(id.charAt(0) in deaths))
    expect(others).toEqual([])
    if (misses !== undefined && !deathsOf({ title: '', log, deaths }).some(({ rule }) => rule === misses)) {
      expect(records.map(({ rule }) => rule)).not.toContain(misses)
    }
  })
})

/** What stays a stop where the lines do not tell why it was asked. */
const STOPS: readonly Cause[] = ['deletion', 'probe', 'eviction', 'preemption', 'node-shutdown']

describe('lines without times', () => {
  it.each(cases)('prove no more: $title', async ({ log, deaths }) => {
    const records = await terminationsOf(log.map(timeless))
    for (const { container, cause, confidence } of records) {
      if (container.sandbox) continue
      const known = [deaths[container.id.charAt(0)] ?? []].flat().map((death) => death.cause)
      const isStop = cause === 'stopped' && known.some((one) => STOPS.includes(one))
      const isProven = known.includes(cause) || cause === 'unknown' || isStop
      expect(isProven ? 'proven' : confidence).not.toBe('certain')
    }
  })

  it('say that all but the end bears none, where its line tells that', async () => {
    const log = [...RUNNING, exit('10:05:01.1', cid('a'), 1)].map(timeless)
    const [own] = (await terminationsOf(log)).filter(({ container }) => !container.sandbox)
    const said = 'when all but its end happened: no other of its lines tells a time of day'
    expect(own).toMatchObject({ finishedAt: '2024-10-12T10:05:01.100Z', notProven: [said] })
  })

  it.each([
    ['the node reboots under it', 'node-reboot', 'likely'],
    [
      'memory.oom.group kills every process, also where no line prints the init’s pid',
      'oom-container',
      'certain',
    ],
    [
      'a shell as init ends a breath after its child was killed, with the child’s code',
      'oom-container',
      'possible',
    ],
    ['the kernel’s kill, and the runtime that was not there makes up 255', 'oom-container', 'possible'],
    ['TaskOOM alone, with no kernel lines in the log', 'oom-container', 'possible'],
    [
      'killed right before the eviction is announced, in an excerpt without the kubelet’s stop',
      'eviction',
      'possible',
    ],
  ])('still prove: %s', async (title, cause, confidence) => {
    const log = cases.find((one) => one.title === title)?.log ?? []
    const records = await terminationsOf(log.map(timeless))
    const own = records.filter(({ container }) => container.id.startsWith('a'))
    expect(own).toEqual([expect.objectContaining({ cause, confidence })])
  })
})

describe.each(rules)('rule $id', ({ id }) => {
  it('has a case where it fires', () => {
    expect(cases.filter((one) => deathsOf(one).some(({ rule }) => rule === id))).not.toEqual([])
  })

  it('has a case where it just does not', () => {
    expect(cases.filter(({ misses }) => misses === id)).not.toEqual([])
  })
})

describe('the table of rules', () => {
  it('names each rule once, and says in sentences what it concludes and needs', () => {
    const ids = rules.map(({ id }) => id)
    expect(ids).toEqual([...new Set(ids)])
    for (const { says, needs } of rules) {
      expect(says).toMatch(/^\S.*\.$/)
      expect(needs).toMatch(/\S/)
      expect(says + needs).not.toContain("'")
    }
  })

  it('is named in no case by a rule that it does not hold', () => {
    const ids = rules.map(({ id }) => id)
    const named = cases.flatMap((one) => [...deathsOf(one).map(({ rule }) => rule), one.misses ?? []].flat())
    expect(named.filter((id) => !ids.includes(id))).toEqual([])
  })
})
