import { enlarge } from './enlarge.js'
import { filter } from './filter.js'

/** What runs in a report: nothing that it says needs it. */
enlarge(document)
filter(document)
