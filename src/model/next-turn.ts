/** Resolves when what is there already has been told: what came meanwhile was there at once. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve))
}
