import fc from 'fast-check'
import { expect, it } from 'vitest'
import { severityOf } from '../src/model/severity.js'
import { CAUSES, type Termination } from '../src/model/termination.js'
import { keepWorst } from '../src/render/worst-kept.js'
import { completed } from './render-samples.js'

const deaths = fc
  .array(fc.constantFrom(...CAUSES), { maxLength: 60 })
  .map((causes) => causes.map((cause): Termination => ({ ...completed, cause })))

it('keeps the worst, of those as bad as each other the first, whatever came when', () =>
  fc.assert(
    fc.property(deaths, fc.integer({ min: 1, max: 20 }), (all, most) => {
      const kept = keepWorst(most)
      for (const death of all) kept.add(death)
      const worst = all.toSorted((a, b) => severityOf[b.cause] - severityOf[a.cause]).slice(0, most)
      const placesOf = (some: readonly Termination[]) => some.map((death) => all.indexOf(death))
      expect(placesOf(kept.byWorst())).toEqual(placesOf(worst))
      expect(placesOf(kept.asTheyCame())).toEqual(placesOf(worst).sort((a, b) => a - b))
    }),
  ))
