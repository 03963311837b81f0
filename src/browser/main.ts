import { startPage } from './app.js'
import { serve } from './worker.js'

/** The page and its worker are one script, so that the page is one file. */
if (typeof document === 'undefined') serve(globalThis)
else startPage(document.currentScript?.textContent ?? '')
