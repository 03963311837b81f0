/** Folders of what containers print: the lines of programs in pods, not of the node. */
const CONTAINER_OUTPUT = new Set(['pods', 'podlogs', 'containers', 'containerlogs'])
/** Files of other things are told by how their names end. */
const OTHER_ENDINGS = new Set(
  'bash bin cfg conf crt css deb go htm html ini jpg js key md mo mod pdf pem png pub py rpm service sh so sqlite svg toml ts xml yaml yml'.split(
    ' ',
  ),
)

/** Whether a path's names alone say that it is no log of a node. */
export function isNoLog(names: readonly string[]): boolean {
  const name = names.at(-1) ?? ''
  return (
    names.slice(0, -1).some((folder) => CONTAINER_OUTPUT.has(folder)) ||
    name === 'core' ||
    OTHER_ENDINGS.has(endingOf(name))
  )
}

function endingOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1 || name.length).toLowerCase()
}
