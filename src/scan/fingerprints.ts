/**
 * Four bytes by which a needle's occurrence is noticed: the needle's core begins `shift` bytes before them.
 * It is negative where the first of them stands before the core.
 */
export interface Fingerprint {
  readonly word: number
  readonly shift: number
}

/** How far apart the addresses may be that the scan looks at; null: needles like these are none for it. */
export function strideFor(cores: readonly Uint8Array[]): 4 | 2 | null {
  const shortest = Math.min(...cores.map((core) => core.length))
  if (shortest < SHORTEST) return null
  return shortest > SHORTEST + 1 ? 4 : 2
}

const SHORTEST = 3
const WORD = 4

/**
 * The fingerprints of a needle's core: for each way in which it can lie, those four of its bytes that are rarest in
 * logs. Where fewer than four of its bytes can stand at such an address, one is any byte.
 */
export function fingerprintsOf(core: Uint8Array, stride: number): Fingerprint[] {
  return Array.from({ length: stride }, (_, way) => {
    const shifts = Array.from({ length: core.length - 1 }, (_, i) => i - 1).filter(
      (shift) => (shift + stride) % stride === way,
    )
    const rarity = (shift: number) => rarityOf(core, shift)
    return wordsAt(
      core,
      shifts.reduce((best, shift) => (rarity(shift) > rarity(best) ? shift : best)),
    )
  }).flat()
}

function wordsAt(core: Uint8Array, shift: number): Fingerprint[] {
  let words = [0]
  for (let i = 0; i < WORD; i++) {
    const byte = core[shift + i]
    const choices = byte === undefined ? ANY_BYTE : [byte]
    words = words.flatMap((word) => choices.map((choice) => (word | (choice << (8 * i))) >>> 0))
  }
  return words.map((word) => ({ word, shift }))
}

const ANY_BYTE = Array.from({ length: 256 }, (_, byte) => byte)

/** The bytes of node logs, the most frequent first; others are rarer still. */
const BYTES = String.raw` e0aornt21:id3sc45-l."68b9p7ufmgvk=][/\hywM_NT()IxCSD,PUAEZRLO{}<>+FVG*q&HjBKWz@XYQ;'?#%J!~|$^`

/** What node logs say all day, the more often the more of it: four bytes out of it are rare in no log. */
const EVERYDAY = [
  'containerd containerd containerd kubelet kubelet kubelet kube-system kube systemd[1]: kernel: dockerd crio podman',
  'Started Starting Stopped Finished Reached target Succeeded. Deactivated successfully. Created Removed server service.',
  'level=info msg="level=info msg="level=warning msg="level=error time="2024 time="20 type="io.containerd.runtime.v2.task',
  'container container container container container containers for container " container_id sandbox pod="pod="kube-system/',
  '" to the for and not of in for this that pulled volume mount mounted plugin loading load event event from memory timeout',
  'ing the ing for ing ing ing to ed to er to es for er. ed ion tion tion ment ment started starting stop nodes node worker',
  'network address connection user root system system slice scope state status limit limits exceeded projected kubernetes kubernetes',
  'succeeded for completed unable probe failed failed returned request exited error error Name registry example image namespace',
].join(' ')

function rarityOf(core: Uint8Array, shift: number): number {
  const bytes = core.subarray(Math.max(shift, 0), shift + WORD)
  const everyday = EVERYDAY.split(String.fromCharCode(...bytes)).length - 1
  const missing = WORD - bytes.length
  return bytes.reduce((sum, byte) => sum + (RANKS[byte] ?? 0), -BYTES.length * (everyday + 6 * missing))
}

const RANKS = ANY_BYTE.map((byte) => {
  const rank = BYTES.indexOf(String.fromCharCode(byte))
  return rank < 0 ? BYTES.length : rank
})
