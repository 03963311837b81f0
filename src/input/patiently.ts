import { close, open, read } from 'node:fs'
import { promisify } from 'node:util'
import { once } from '../model/once.js'

/** What may make one wait, asked for on another thread. Those of node:fs/promises take longer to load than a small log to read. */
export const patiently = once(() => ({
  read: promisify(read),
  open: promisify(open),
  close: promisify(close),
}))
