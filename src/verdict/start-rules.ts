import { isStartFailure, tellsNeverRan } from '../model/start-failure.js'
import type { Rule } from './rule.js'

const neverRan: Rule = {
  id: 'start-failure',
  says: 'It was created and never ran: the runtime could not start it.',
  needs:
    'a failed start that names the container, or a status with a reason that means one, and no line that shows it running',
  confidence: 'certain',
  conclude({ one }) {
    const failed = one.own.find(isStartFailure)
    const told = failed ?? one.own.find(tellsNeverRan)
    if (!told || one.seenRunning) return undefined
    const error = failed?.error ?? null
    const oom =
      one.kills.length > 0
        ? ['its start was OOM-killed: the memory limit is too low even for the runtime’s init']
        : []
    return {
      cause: 'start-failure',
      confidence: 'certain',
      headline: `it never ran: ${error === null ? 'the runtime could not start it' : gist(error)}`,
      why: [
        told.type === 'kubelet.container_finished'
          ? `its status gives the reason ${told.reason}: the runtime could not start it`
          : 'the runtime reports that the start failed',
        ...oom,
      ],
      cites: [],
    }
  },
}

/** More of an error than a line holds tells nobody more. */
const GIST_LENGTH = 120

/** With these begins what people know an error by. */
const KNOWN_BY = [
  'exec: ',
  'no such file or directory',
  'permission denied',
  'exec format error',
  'executable file not found',
]

/** Where the first of them begins; -1: none. */
function tellingPart(error: string): number {
  const found = KNOWN_BY.map((words) => error.indexOf(words)).filter((at) => at >= 0)
  return found.length === 0 ? -1 : Math.min(...found)
}

/** What links that quoted this one in turn leave behind it. */
const CLOSING = /(?:\\{1,40}n|["}]){1,60}$/

/** A link without the escapes and ends of the quotes that it stood in: `caused \\"exit status 6\\"\\n"}`. */
function unwrapped(link: string): string {
  const text = link.replaceAll(/\\{1,40}"/g, '"').replace(CLOSING, '')
  const isOpen = text.split('"').length % 2 === 0
  return isOpen ? `${text}"` : text
}

/** What gRPC puts before an error that it carries. */
const CARRIED = /^rpc error: code = \w{1,40} desc = /

/** The last, most telling part of a chain of Go errors, in one line. */
function gist(error: string): string {
  const own = error.replaceAll(/\s+/g, ' ').replace(CARRIED, '')
  return unwrapped(lastLinks(own.slice(Math.max(0, tellingPart(own))).replace(/: unknown$/, '')))
}

function lastLinks(text: string): string {
  if (text.length <= GIST_LENGTH) return text
  // Each link of the chain tells more than the one before it.
  const links = text.split(': ')
  let tail = links.pop() ?? ''
  for (let link = links.pop(); link !== undefined; link = links.pop()) {
    if (link.length + 2 + tail.length > GIST_LENGTH) break
    tail = `${link}: ${tail}`
  }
  return tail.slice(0, GIST_LENGTH)
}

const rebooted: Rule = {
  id: 'node-reboot',
  says: 'The node went down under it: it was running, and the next thing is a boot.',
  needs: 'a line that shows it running, a boot of the kernel after it, and no end in between',
  confidence: 'likely',
  conclude({ one }) {
    if (!one.boot) return undefined
    const goingDown = one.ofNode.filter(
      (e) => e.type === 'node.shutdown' && one.boot !== null && one.moment(e) <= one.moment(one.boot),
    )
    return {
      cause: 'node-reboot',
      confidence: 'likely',
      headline: 'the node rebooted under it',
      why: [
        'it was running, and no line reports its end before the next boot of the node',
        ...(goingDown.length > 0 ? ['the node was being shut down in good order'] : []),
      ],
      cites: [...goingDown, one.boot],
    }
  },
}

/** Rules that must come before any other: of a container that never ran, or whose end nobody can have told. */
export const startRules: readonly Rule[] = [neverRan, rebooted]
