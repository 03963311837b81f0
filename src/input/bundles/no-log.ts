/** Folders of what containers print: the lines of programs in pods, not of the node. */
const CONTAINER_OUTPUT = new Set(['pods', 'podlogs', 'containers', 'containerlogs'])
/** Files of other things are told by how their names end. */
const OTHER = new Set(
  'bash bin cfg conf core crt css deb go htm html ini jpg js key md mo pdf pem png pub py rpm service sh so sqlite svg toml ts xml yaml yml'.split(
    ' ',
  ),
)

/** Whether a path's names alone say that it is no log of a node. */
export function isNoLog(names: readonly string[]): boolean {
  const name = names.at(-1) ?? ''
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  return names.slice(0, -1).some((folder) => CONTAINER_OUTPUT.has(folder)) || OTHER.has(extension)
}
