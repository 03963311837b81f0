/** Program behind a systemd unit, as far as the unit names one: `containerd.service` → `containerd`, `init.scope` → `systemd`. */
export function programOfUnit(unit: string): string | null {
  if (unit === 'init.scope') return 'systemd'
  if (!unit.endsWith('.service')) return null
  const name = unit.slice(0, -'.service'.length)
  return name.startsWith('snap.') ? name.slice('snap.'.length) : name
}
