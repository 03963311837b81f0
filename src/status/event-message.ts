/** `Stopping container nginx`, `Container app failed liveness probe, will be restarted`: the container that is named. */
export function containerInMessage(message: string | null): string | null {
  const named =
    /^(?:Stopping|Started|Created) container:? ([a-z0-9][a-z0-9-]{0,62})$/.exec(message ?? '') ??
    /^Container ([a-z0-9][a-z0-9-]{0,62}) (?:failed|definition) /.exec(message ?? '')
  return named?.[1] ?? null
}
