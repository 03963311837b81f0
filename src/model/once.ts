/** What is made when it is first asked for, and kept: for what costs work and is seldom wanted. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}
