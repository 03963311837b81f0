/** What src/input asks of a machine's files and programs, of which a page has none: nobody calls it there. */
const refuse = (): never => {
  throw new Error('a page has no files but those that it is given')
}

export const promisify = (): typeof refuse => refuse
export {
  refuse as basename,
  refuse as close,
  refuse as closeSync,
  refuse as constants,
  refuse as fstatSync,
  refuse as open,
  refuse as openSync,
  refuse as posix,
  refuse as read,
  refuse as readdir,
  refuse as readSync,
  refuse as resolve,
  refuse as Socket,
  refuse as spawn,
  refuse as stat,
  refuse as statSync,
}
