import type { Redactor } from '../redact/redactor.js'
import type { Renderer } from '../render/renderer.js'

/** The format with nothing in it that is to be hidden: neither in records nor in what is told before and after them. */
export function redacted<T>(renderer: Renderer<T>, { redact }: Redactor): Renderer<T> {
  return {
    begin: (meta) => renderer.begin(redact(meta)),
    next: (item) => renderer.next(redact(item)),
    end: (ending) => renderer.end(redact(ending)),
  }
}
