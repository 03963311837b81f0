/**
 * The fields of RFC 5424 behind a time, where a template wrote them without <PRI> and version: host, program, process,
 * id of the message and what begins its data. No tag of the older form fits, since it has a colon; nor a CRI log file.
 *
 * ` node-a kernel - - - Call Trace:`
 */
const FIELDS =
  / (?!stdout |stderr )([\w.-]{1,255}) ([\w./@-]{1,128}) (-|\d{1,10}) [\w.-]{1,64} (?=- |\[[\w.@-]{1,64}[ \]])/y

/** Host, program and process, by another expression where a header is known to stand there; the data begins at `end`. */
export function readHeaderFields(
  text: string,
  at: number,
  fields = FIELDS,
): { readonly fields: readonly (string | undefined)[]; readonly end: number } | undefined {
  fields.lastIndex = at
  const m = fields.exec(text)
  return m ? { fields: m.slice(1), end: fields.lastIndex } : undefined
}
