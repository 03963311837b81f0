/** What the command line asks of the pipeline; tests may put another in its place. */
export type { Pipeline as Library } from '../own-pipeline.js'
