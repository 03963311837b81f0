import { spawn } from 'node:child_process'
import { Damage } from './fault.js'

const PROGRAM = 'journalctl'
const ARGUMENTS = ['--file=-', '--output=json', '--all', '--quiet', '--no-pager']
const MOST_COMPLAINT = 500

/** How a person does the same. */
export const JOURNAL_COMMAND = 'journalctl --file FILE -o json | exitlog timeline'

/** The entries of a binary journal of systemd as lines of JSON, by the program that reads such files; `fd` gives the open file. */
export async function* readJournal(fd: () => number): AsyncGenerator<Uint8Array> {
  const program = spawn(PROGRAM, ARGUMENTS, { stdio: [fd(), 'pipe', 'pipe'] })
  let complaint = ''
  program.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-MOST_COMPLAINT)
  })
  const failure = new Promise<Error | null>((resolve) => {
    program.on('error', resolve)
    program.on('close', (status) => {
      const line = complaint.trim().split('\n').at(-1) ?? ''
      resolve(status === 0 ? null : new Damage(`cannot be read by journalctl (${line})`))
    })
  })
  try {
    for await (const chunk of program.stdout ?? []) yield chunk as Uint8Array
    const error = await failure
    if (error === null) return
    const isMissing = 'code' in error && error.code === 'ENOENT'
    throw isMissing
      ? new Damage('needs journalctl, which is not installed', `where it is, ${JOURNAL_COMMAND}`)
      : error
  } finally {
    program.kill()
  }
}
