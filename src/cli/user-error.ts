/** A mistake of the user's: thrown anywhere in the command line, caught in `main`, told in one sentence, exit status 2. */
export class UserError extends Error {
  override readonly name = 'UserError'
  /** The command whose help tells more; empty for the program's. */
  readonly command: string

  constructor(message: string, command = '') {
    super(message)
    this.command = command
  }
}
