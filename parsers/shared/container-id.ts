const ID_LENGTH = 64
const NO_HEX = /[^0-9a-f]/
/** 64 digits with nothing hexadecimal around them, closed by what a runtime or Go puts behind an id. */
const WHOLE_ID = /(?:^|[":/ ])([0-9a-f]{64})(?:$|["}])/

/**
 * The id in a container reference, or null where there is no whole one of 64 hex digits.
 *
 * `containerd://4296…`, `4296…`, `{Type:containerd ID:4296…}`, `{"Type":"containerd","ID":"4296…"}`, `{"docker" "4296…"}`.
 * The text must be a whole value: an id that ends the text is taken as complete.
 */
export function readContainerId(reference: string | undefined): string | null {
  if (!reference) return null
  if (reference.length === ID_LENGTH && !NO_HEX.test(reference)) return reference
  return WHOLE_ID.exec(reference)?.[1] ?? null
}

/** The beginning of an id that a person or a tool has shortened, as docker and crictl show one, or further; or whose rest somebody hid. */
const SHORT_ID = /^(?:[a-z-]{1,20}:\/\/)?([0-9a-f]{12,63})(?:(?:\.{3}|…|[xX]{3,60}|\*{3,60})[0-9a-f]{0,52})?$/

/** The id in a reference that something closes, as far as it is there: whole, or its first 12 digits or more. */
export function readShortenedId(reference: string | undefined): string | null {
  return readContainerId(reference) ?? SHORT_ID.exec(reference ?? '')?.[1] ?? null
}

/** The beginning of an id where a pager chops a line off and says so, or `systemctl status`, which leaves out its middle. */
const CHOPPED_ID = /^([0-9a-f]{12,63})(?:>$|…|\.{3})/
/** As docker and crictl shorten one, and whoever copies a log. */
const SHORT_FIELD = /^[0-9a-f]{12,13}$/

/**
 * The id in a field that may be chopped off: whole, its first 12 digits or more with the mark behind them, or, where
 * something closes the field, shortened.
 */
export function readChoppedId(field: string | undefined, isClosed: boolean): string | null {
  const id = readContainerId(field) ?? CHOPPED_ID.exec(field ?? '')?.[1]
  return id ?? (isClosed && field !== undefined && SHORT_FIELD.test(field) ? field : null)
}
