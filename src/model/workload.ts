/**
 * A pod's name without the random or counted suffixes of its kind: what its restarts and replicas share.
 *
 * `checkout-7c9d8b5f6d-x2x9q` → `checkout`, `nightly-29381402-x2x9q` → `nightly`, `web-0` → `web`, `agent-6h992` → `agent`.
 */
export function workloadOf(podName: string): string {
  return podName
    .replace(/-(?:\d{8}|[bcdfghjklmnpqrstvwxz2456789]{8,10})-[bcdfghjklmnpqrstvwxz2456789]{5}$/, '')
    .replace(/-(?:\d+|[bcdfghjklmnpqrstvwxz2456789]{5})$/, '')
}
