/** What src/scan asks of split2, for browsers, which have no streams of Node: written and read empty, line by line. */
interface Lines {
  readonly write: (bytes: Uint8Array) => void
  readonly read: () => string | null
}

function split2(end: string): Lines {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let ready: readonly string[] = []
  let begun = ''
  let next = 0
  return {
    write(bytes) {
      const lines = (begun + decoder.decode(bytes, { stream: true })).split(end)
      begun = lines.pop() ?? ''
      ready = [...ready.slice(next), ...lines]
      next = 0
    },
    read: () => ready[next++] ?? null,
  }
}

export { split2 as default }
