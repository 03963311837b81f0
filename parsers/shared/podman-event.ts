import type { Fields } from './collector-record.js'

/**
 * The event that a journal's entry of podman holds in its fields, as `podman events --format json` prints it; undefined
 * where it holds none of a container. The entry's message repeats it without the exit code.
 *
 * `PODMAN_EVENT=died PODMAN_TYPE=container PODMAN_ID=… PODMAN_NAME=web PODMAN_EXIT_CODE=137 PODMAN_TIME=…`
 */
export function podmanEventOf(fields: Fields): string | undefined {
  const status = fields.get('podman_event')
  if (status === undefined || fields.get('podman_type') !== 'container') return undefined
  return JSON.stringify({
    ContainerExitCode: fields.get('podman_exit_code'),
    ID: fields.get('podman_id'),
    Name: fields.get('podman_name'),
    Status: status,
    Time: fields.get('podman_time'),
    Type: 'container',
  })
}
