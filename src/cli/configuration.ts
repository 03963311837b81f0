import { readFileSync } from 'node:fs'
import { isObject } from '../model/json.js'
import type { Io } from './io.js'
import { COMMANDS, SETTABLE } from './commands.js'
import type { Option } from './options.js'
import { didYouMean } from './suggest.js'
import type { Typed } from './typed.js'
import { UserError } from './user-error.js'
import { last } from './values.js'

/** What the configuration or the environment gives an option. */
export interface Configured {
  /** As if typed; empty: a flag that is not set. */
  readonly values: readonly string[]
  /** The variable, or the file. */
  readonly origin: string
}

export type Configuration = ReadonlyMap<string, Configured>

const PREFIX = 'EXITLOG_'
const FILE_VARIABLE = `${PREFIX}CONFIG`

/** By option what file and environment say, the environment before the file. Throws UserError for what is no setting. */
export function readConfiguration(
  { values }: Pick<Typed, 'values'>,
  { env }: Pick<Io, 'env'>,
): Configuration {
  return new Map([...readFile(last(values, 'config'), env), ...readEnvironment(env)])
}

/** What was typed, and for the options of its command that were not, what is configured. */
export function withConfigured(typed: Typed, configuration: Configuration): Typed {
  const configured = Object.entries(COMMANDS[typed.command].options).flatMap(([name, option]) => {
    const values = configuration.get(name)?.values ?? []
    return values.length > 0 && !isOfOthers(name, option, values) ? [[name, values] as const] : []
  })
  return { ...typed, values: { ...Object.fromEntries(configured), ...typed.values } }
}

/** The name of the variable that sets an option. */
export function variableOf(name: string): string {
  return PREFIX + name.replaceAll('-', '_').toUpperCase()
}

/** A format that only other commands have is meant for them alone. */
function isOfOthers(name: string, { choices }: Option, values: readonly string[]): boolean {
  if (choices === undefined) return false
  const isUnknown = values.some((value) => !choices.includes(value))
  return (
    isUnknown &&
    Object.values(COMMANDS).some(({ options }) =>
      values.every((value) => options[name]?.choices?.includes(value)),
    )
  )
}

function readEnvironment(env: Io['env']): Configuration {
  const names = new Map(Object.keys(SETTABLE).map((name) => [variableOf(name), name]))
  const found = Object.entries(env).flatMap(([variable, text]) => {
    if (!variable.startsWith(PREFIX) || variable === FILE_VARIABLE || text === undefined) return []
    const name = names.get(variable)
    if (name === undefined)
      throw new UserError(`${variable} sets nothing${didYouMean(variable, [...names.keys()])}`, 'config')
    return [[name, { values: valuesOf(name, textFor(name, text), variable), origin: variable }] as const]
  })
  return new Map(found)
}

/** Of a flag `1`, `yes` and the like are true, `0`, nothing and the like false. */
function textFor(name: string, text: string): unknown {
  if (SETTABLE[name]?.value !== undefined) return text
  if (/^(?:1|true|yes|on)$/i.test(text)) return true
  return /^(?:0|false|no|off|)$/i.test(text) ? false : text
}

function readFile(typed: string | undefined, env: Io['env']): Configuration {
  const named = typed ?? env[FILE_VARIABLE]
  const path = named ?? usualPath(env)
  const text = path === undefined ? undefined : readText(path, named !== undefined)
  if (path === undefined || text === undefined) return new Map()
  const found = Object.entries(parseObject(text, path)).map(([name, value]) => {
    if (!Object.hasOwn(SETTABLE, name))
      throw new UserError(
        `${path}: there is no setting "${name}"${didYouMean(name, Object.keys(SETTABLE))}`,
        'config',
      )
    return [name, { values: valuesOf(name, value, `${path}: ${name}`), origin: path }] as const
  })
  return new Map(found)
}

function usualPath(env: Io['env']): string | undefined {
  const { XDG_CONFIG_HOME: folder, HOME: home } = env
  if (folder !== undefined && folder.startsWith('/')) return `${folder}/exitlog/config.json`
  return home === undefined || home === '' ? undefined : `${home}/.config/exitlog/config.json`
}

/** Undefined: there is no such file, and nobody named it. */
function readText(path: string, isNamed: boolean): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (!isNamed && (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES')) return undefined
    throw new UserError(code === 'ENOENT' ? `${path}: no such file` : `${path}: ${message}`, 'config')
  }
}

function parseObject(text: string, path: string): object {
  try {
    const value: unknown = text.trim() === '' ? {} : JSON.parse(text)
    if (isObject(value)) return value
  } catch (error) {
    throw new UserError(`${path}: is no JSON: ${(error as Error).message}`, 'config')
  }
  throw new UserError(`${path}: holds no object of settings, such as {"color": "never"}`, 'config')
}

/** What was configured, as it would be typed. */
function valuesOf(name: string, value: unknown, where: string): readonly string[] {
  const { value: placeholder } = SETTABLE[name] ?? {}
  if (placeholder === undefined) {
    if (typeof value === 'boolean') return value ? ['true'] : []
    throw new UserError(`${where} takes true or false`, 'config')
  }
  const all = [value].flat()
  if (all.every((one) => typeof one === 'string' || typeof one === 'number')) return all.map(String)
  throw new UserError(`${where} takes a ${placeholder}, or a list of them`, 'config')
}
