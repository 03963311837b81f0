/** What other tools put in front of a line; each is taken off whole. */
const PREFIXES = [
  /^\s+/,
  // a shell's prompt on the serial console, and how serial loggers and builds mark lines, before the kernel's own stamp
  /^(?:\[?[\w.-]{1,64}@[\w.-]{1,64}[: ][^\s\]#$]{1,100}\]?)[#$] (?=\[ *\d{1,12}\.\d{6}\])/,
  /^\[ {0,8}[\w.:-]{1,32}\] (?=\[ *\d{1,12}\.\d{6}\])/,
  // line numbers of editors, `cat -n` and `grep -n`
  /^\d{1,9}(?:[:|-]\s?|\s+)/,
  // `docker compose logs`
  /^[\w./-]{1,128} {1,64}\| /,
  // the file name of `grep`, with `-` for its context lines
  /^[^\s:"'=[\]{}()]{1,200}[:-](?=\S)/,
  // `kubectl logs --prefix`
  /^\[(?:pod|node)\/[\w./-]{1,300}\] /,
  // an element of a page
  /^(?:<[a-z]{1,10}>){1,3}/,
  // quoted in a ticket, also as HTML, listed by `minikube logs`, behind the line numbers of `bat`, kept by abrt
  /^(?:&gt;|[>|│*#:]){1,8} ?/,
  // a node's or pod's name
  /^[\w.:/-]{1,128}\s+/,
]
const MOST_PREFIXES = 4

/** Something in the front of a line that an envelope could begin with: spares the search in most bare lines. */
const PROMISE = /\d\d:\d\d:\d\d|\b\d{9,10}\.\d{6} |\[ *\d{1,12}\.\d{6}\]|\d,\d{1,20},\d{1,20},[-c+]/
const FRONT = 240

/** How envelopes begin: spares asking all of them behind each prefix. */
const START =
  /^(?:\d{4}[- ]|\d{1,4},\d|\d{9,10}\.|[[{<]|[^\s\d]{1,12} {1,2}\d{1,2} (?:\d{4} )?\d\d:|\d{1,2}\D \d{1,2} |kern|[^\s\d:]{1,12} \d{4}-)/
/** The kernel's tag behind at most a host needs no search. */
const KERNEL = /^(?:[\w.-]{1,253} )?kernel: /

/** The places of a line where an envelope may begin behind one or more prefixes, the first first. */
export function prefixesOf(text: string): readonly number[] {
  const front = text.slice(0, FRONT)
  const ends: number[] = []
  if (!PROMISE.test(front) || KERNEL.test(front)) return ends
  let end = 0
  for (let n = 0; n < MOST_PREFIXES; n++) {
    const rest = front.slice(end)
    const length = PREFIXES.map((shape) => shape.exec(rest)?.[0].length ?? 0).find((found) => found > 0)
    if (length === undefined) return ends
    end += length
    if (START.test(front.slice(end))) ends.push(end)
  }
  return ends
}
