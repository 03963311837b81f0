import { formatBytes } from '../model/quantity.js'

/** What the kubelet writes into the status of a pod that it evicts. */
export interface EvictionMessage {
  readonly resource: string
  /** Amounts in words: `threshold 750 MiB`, `nginx was using 4.2 GiB`. */
  readonly amounts: readonly string[]
}

const LOW = /The node was low on resource: ([\w-]{1,60})\./
const AMOUNTS = /Threshold quantity: (\w{1,30}), available: (\w{1,30})\./
const USED = /Container ([a-z0-9-]{1,63}) was using (\w{1,30}),/g
const OWN_LIMIT = [
  /Container ([a-z0-9-]{1,63}) exceeded its local ephemeral storage limit "?(\w{1,30})/,
  /Usage of EmptyDir volume "([\w-]{1,63})" exceeds the limit "?(\w{1,30})/,
] as const
const POD_LIMIT = /Pod ephemeral local storage usage exceeds the total limit of containers (\w{1,30})/
const CONDITIONS = [
  ['MemoryPressure', 'memory'],
  ['DiskPressure', 'ephemeral-storage'],
  ['PIDPressure', 'pids'],
] as const

/**
 * `The node was low on resource: memory. Threshold quantity: 750Mi, available: 225800Ki. Container nginx was using
 * 4395616Ki, request is 0, has larger consumption of memory.`; also the messages of limits of storage, and of pods that
 * a node under pressure did not admit. Undefined where no resource is named.
 */
export function readEvictionMessage(message: string): EvictionMessage | undefined {
  const resource = LOW.exec(message)?.[1]
  if (resource !== undefined) return { resource, amounts: amountsIn(message) }
  for (const pattern of OWN_LIMIT) {
    const [, name, limit] = pattern.exec(message) ?? []
    if (limit !== undefined)
      return { resource: 'ephemeral-storage', amounts: [`${name} was over its limit of ${size(limit)}`] }
  }
  const total = POD_LIMIT.exec(message)?.[1]
  if (total !== undefined) {
    return {
      resource: 'ephemeral-storage',
      amounts: [`the pod was over the limit of ${size(total)} of its containers`],
    }
  }
  const condition = CONDITIONS.find(([name]) => message.includes(`had condition: [${name}`))
  return condition && { resource: condition[1], amounts: [] }
}

function amountsIn(message: string): readonly string[] {
  const [, threshold, available] = AMOUNTS.exec(message) ?? []
  const used = [...message.matchAll(USED)].map(([, name, amount = '']) => `${name} was using ${size(amount)}`)
  return threshold === undefined || available === undefined
    ? used
    : [`threshold ${size(threshold)}`, `${size(available)} available`, ...used]
}

const FACTORS: Readonly<Record<string, number>> = {
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  k: 1e3,
  M: 1e6,
  G: 1e9,
}

/** A quantity of Kubernetes for a person: `225800Ki` → `221 MiB`; without a unit (inodes, pids) as it stands. */
function size(quantity: string): string {
  const [, digits, unit = ''] = /^(\d{1,15})([A-Za-z]{1,2})$/.exec(quantity) ?? []
  const factor = Object.hasOwn(FACTORS, unit) ? FACTORS[unit] : undefined
  return factor === undefined ? quantity : formatBytes(Number(digits) * factor)
}
