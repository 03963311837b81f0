import type { LineSink, ScannedLine } from '../model/line-sink.js'
import { type GuardedLine, createGuard } from './guard.js'
import type { FinderSettings, LineFinder } from './line-finder.js'
import { lineText } from './line-text.js'
import { createNeedleTest } from './needles.js'
import { createSplitter } from './split.js'

const LINE_END = new Uint8Array([10])

/** Every line becomes a string, by split2, and is searched by regular expression. */
export function createSlowFinder({ file, needles, maxLineBytes, handover }: FinderSettings): LineFinder {
  const holdsNeedle = createNeedleTest(needles)
  const guard = createGuard(maxLineBytes)
  const splitter = createSplitter()

  return {
    write(chunk, sink) {
      const { bytes, lines } = guard.pass(chunk)
      const copying = copiesFor(sink)
      let next = 0
      splitter.write(bytes, (raw) => {
        const line = lines[next++]
        if (line) handover.take(lineOf(raw, line), copying)
      })
    },
    end(sink) {
      const lines = guard.lineCount()
      const copying = copiesFor(sink)
      const rest = guard.end()
      let unterminated: ScannedLine | null = null
      if (rest) {
        splitter.write(LINE_END, (raw) => {
          unterminated = lineOf(raw, rest)
          handover.take(unterminated, copying)
        })
      }
      handover.end(copying)
      return { lines, bytes: guard.byteCount(), ...guard.dropped(), unterminated }
    },
  }

  function lineOf(raw: string, at: GuardedLine): ScannedLine {
    const text = lineText(raw, at)
    return { file, number: at.number, offset: at.offset, text, hit: holdsNeedle(text) }
  }
}

/** A slice of a string keeps the whole string alive, here a chunk's: the text is made anew from its bytes. */
function copiesFor(sink: LineSink): LineSink {
  return { ...sink, line: (line) => sink.line({ ...line, text: Buffer.from(line.text).toString() }) }
}
