// docker compose in a terminal (`docker-compose up` 1.x, `docker compose up` 2.x): the only line that tells the exit code of
// a container of Docker's at its default level. It names the container by service and number, never by id.
import type { MessageParser } from '../../src/model/parser.js'
import { DOCKERD } from '../shared/programs.js'

/** Compose numbers its containers: `shop_web_1`, since 2.0 `web-1`. */
const EXITED = /^([\w.-]{1,128}[_-]\d{1,4}) exited with code (\d{1,3})(?: \(restarting\))?$/

export const composeExit: MessageParser = {
  id: 'compose-exit',
  source: 'docker compose',
  reads: [{ message: '… exited with code', since: '1.0' }],
  programs: [...new Set(['docker-compose', ...DOCKERD])],
  needles: [' exited with code '],
  parse(message) {
    const m = EXITED.exec(message)
    const exitStatus = Number(m?.[2])
    if (!m?.[1] || exitStatus > 255) return undefined
    return { type: 'runtime.compose_exit', runtime: 'docker', name: m[1], exitStatus }
  },
  samples: [
    {
      version: '1.24',
      message: 'shop_search_1 exited with code 78',
      fact: { type: 'runtime.compose_exit', runtime: 'docker', name: 'shop_search_1', exitStatus: 78 },
    },
    {
      version: '2.20',
      message: 'web-1 exited with code 137 (restarting)',
      fact: { type: 'runtime.compose_exit', runtime: 'docker', name: 'web-1', exitStatus: 137 },
    },
  ],
  nearMisses: [
    {
      message: 'worker exited with code 1',
      because: 'compose numbers its containers: a program speaks of its child',
    },
    { message: 'web-1 exited with code 1375', because: 'no exit code has four digits' },
  ],
}
