/** Whether a text holds one of these literal substrings; nothing does where there are none. */
export function createNeedleTest(needles: readonly string[]): (text: string) => boolean {
  if (needles.length === 0) return () => false
  const literal = needles.map((needle) => needle.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  const union = new RegExp(literal.join('|'))
  return (text) => union.test(text)
}
