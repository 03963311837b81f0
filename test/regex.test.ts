import { check } from 'recheck'
import ts from 'typescript'
import { describe, expect, it, vi } from 'vitest'
import { nodesOf, sourcePaths } from './sources.js'

/** Files that build expressions: of escaped literals, and of what is written in the parsers (read on import, see below). */
const BUILDERS = ['src/events/interpret.ts', 'src/scan/needles.ts', 'parsers/shared/phrase.ts']

interface Found {
  readonly place: string
  readonly text: string
}

function literalsOf(path: string): Found[] {
  return nodesOf(path)
    .filter(ts.isRegularExpressionLiteral)
    .map((node) => ({ place: `${path}:${lineOf(node)}`, text: node.text }))
}

function lineOf(node: ts.Node): number {
  return node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1
}

/** The expressions that the parsers build: those of wordings when they are first looked for. */
async function builtByParsers(): Promise<Found[]> {
  const built: Found[] = []
  const recording = new Proxy(RegExp, {
    construct(target, [source, flags]: [string, string]) {
      const made = new target(source, flags)
      built.push({ place: 'parsers', text: String(made) })
      return made
    },
  })
  vi.stubGlobal('RegExp', recording)
  vi.resetModules()
  vi.doMock('../parsers/shared/phrase.js', async (load) => {
    const original = await load<typeof import('../parsers/shared/phrase.js')>()
    const wording: typeof original.wording = (...given) => {
      const { shape, initial, isToEnd } = original.wording(...given)
      return { shape, initial, isToEnd }
    }
    return { ...original, wording }
  })
  await import('../parsers/index.js')
  vi.doUnmock('../parsers/shared/phrase.js')
  vi.unstubAllGlobals()
  return built
}

const few = (n: string) => (n === '' ? '' : Math.min(Number(n), 3))
const buildsExpression = (node: ts.Node) =>
  (ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === 'RegExp'

const isWording = (node: ts.Node) => ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'wording'

/**
 * An expression that takes long on long lines exactly if this one does, and is checked in a fraction of the time:
 * bounded repeats are shortened (`[0-9a-f]{64}`, also one that is written out), what it looks ahead to is read on,
 * and where it looks at one place alone (flag y) it is anchored.
 */
function simplified(text: string): readonly [source: string, flags: string] {
  const end = text.lastIndexOf('/')
  const source = text
    .slice(1, end)
    .replaceAll('(?=', '(?:')
    .replaceAll(/(\[[^[\]]+\])\1{3,}/g, '$1{4}')
    .replaceAll(/\{(\d+)(,?)(\d*)\}/g, (_all, least: string, comma: string, most: string) => {
      return `{${few(least)}${comma}${few(most)}}`
    })
  const flags = text.slice(end + 1)
  return flags.includes('y') ? [`^(?:${source})`, flags.replace('y', '')] : [source, flags]
}

/** `safe`, or why not. The exact checker gives up on a few that the searching one can judge. */
async function judge(text: string): Promise<string> {
  const [source, flags] = simplified(text)
  const exact = await check(source, flags, { timeout: 5_000 })
  const verdict =
    exact.status === 'unknown' ? await check(source, flags, { checker: 'fuzz', timeout: 20_000 }) : exact
  if (verdict.status !== 'vulnerable') return verdict.status
  return `${verdict.complexity.summary}, for example on ${verdict.attack.pattern}`
}

/** Log text is hostile: no line may make an expression take more than linear time. */
describe('regular expressions', async () => {
  const built = await builtByParsers()
  const all = [...sourcePaths.flatMap(literalsOf), ...built]
  const byText = new Map(all.map((found) => [found.text, found]))

  it.concurrent.each([...byText.values()])('$place $text', async ({ text }) => {
    expect(await judge(text)).toBe('safe')
  })

  it('are literals, or seen when they are built', () => {
    const wordings = sourcePaths.flatMap(nodesOf).filter(isWording)
    expect(wordings.length).toBeGreaterThan(0)
    expect(built.length).toBeGreaterThanOrEqual(wordings.length)
    expect(sourcePaths.filter((path) => nodesOf(path).some(buildsExpression))).toEqual(BUILDERS)
  })
})
