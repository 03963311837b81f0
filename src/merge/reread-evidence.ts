import { createInterpreter } from '../events/interpret.js'
import { createOpener } from '../events/open.js'
import type { Event } from '../model/event.js'
import type { Fact } from '../model/fact.js'
import type { Grammar } from '../model/parser.js'
import type { EvidenceLine } from './read-termination.js'
import { isObject, type Json } from '../model/json.js'

/** Lines of evidence → the events that they were: what each says is read from its text again, of a kill also from its record. */
export function createEvidenceReader(
  grammar: Grammar,
): (line: EvidenceLine, node: string | null, of: Json) => Event {
  const { open } = createOpener(grammar.envelopes)
  const { interpret } = createInterpreter(grammar.messages)
  return (line, node, of) => {
    const envelope = open(line.text)
    const fact = interpret(envelope, true)
    const happening = fact ? happeningOf(fact, line.type, of) : null
    const placed = {
      ...line,
      node,
      program: envelope.program,
      stepMs: envelope.stamp?.stepMs ?? 1000,
      order: 0,
      origin: null,
      written: null,
      sinceBoot: envelope.sinceBoot,
    }
    return { ...NOTHING, ...happening, ...placed } as unknown as Event
  }
}

/** Of a line that tells nothing by itself, a part of a longer message, every field is empty. */
const NOTHING = {
  pod: { namespace: null, name: null, uid: null },
  pods: [],
  containerId: null,
  containerName: null,
  name: null,
  says: '',
  message: null,
  reason: null,
  runtime: null,
  tasks: [],
}

/** The fields of the event of this type that the fact was made into. */
function happeningOf(fact: Fact, type: string, of: Json): object | null {
  if (fact.type === type) return fact
  switch (fact.type) {
    case 'oom.invoked':
      return { invoker: fact.invoker, manual: fact.order === -1 }
    case 'oom.group':
      return {
        cgroup: fact.cgroup.path,
        containerId: fact.cgroup.containerId,
        podUid: fact.cgroup.podUid,
      }
    case 'oom.reaped':
      return { pid: fact.pid, name: fact.name, unable: fact.unable }
    case 'oom.killed':
    case 'oom.exiting':
    case 'oom.summary':
    case 'oom.selected':
      return killOf(fact, of)
    default:
      return null
  }
}

/** A kill: its victim by the line, whose limit it was by the record. */
function killOf(
  { pid, name }: { readonly pid: number | null; readonly name: string | null },
  of: Json,
): object {
  const oom = isObject(of['oom']) ? of['oom'] : {}
  const kills: readonly unknown[] = Array.isArray(oom['kills']) ? oom['kills'] : []
  const victim = kills.find((kill) => isObject(kill) && kill['pid'] === pid)
  return {
    victim: victim ?? { pid, name: name ?? '', uid: null, rssBytes: null },
    scope: oom['scope'] ?? null,
    limitBytes: oom['limitBytes'] ?? null,
    usageBytes: oom['usageBytes'] ?? null,
    oomScoreAdj: null,
    seenAs: 'killed',
    tasks: [],
  }
}
