import type { Line } from '../model/line.js'
import { type Assembly, BETWEEN } from './assembly.js'

const ANSWER = /^([\w.-]{1,253}) \| (?:CHANGED|FAILED|SUCCESS) \| rc=\d{1,3} >>$/

/** Whether a line begins what a host printed, as Ansible shows it of a command: `node-a | CHANGED | rc=0 >>`. */
export function beginsAnswers(text: string): boolean {
  return text.endsWith(' >>') && ANSWER.test(text)
}

/** Lines that hosts printed → JSON objects that name the host; no word of such a line need do so. */
export function createAnswersAssembly<T extends Line>(): Assembly<T> {
  let host: string | undefined
  return {
    next(line) {
      const answering = ANSWER.exec(line.text)?.[1]
      host = answering ?? host
      if (answering !== undefined || line.text === '') return []
      return [{ ...line, text: JSON.stringify({ host, message: line.text }) }]
    },
    open: true,
    // What names the host holds the lines behind it together.
    standing: { ...BETWEEN, depth: 1 },
    end: () => [],
  }
}
