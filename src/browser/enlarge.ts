import { spread } from '../render/picture/spread.js'
import { element } from './element.js'

/** The picture grows in steps and is scrolled; its labels stay in sight. */
export function enlarge(page: Document): void {
  const scroller = page.querySelector<HTMLElement>('.scroller')
  const picture = scroller?.querySelector<SVGElement>('.picture')
  if (!scroller || !picture) return
  const ticks = [...picture.querySelectorAll('.ticks')]
  const labels = [...picture.querySelectorAll('.label')]
  const lanes = [...picture.querySelectorAll('.swim')].map((row) => {
    const marks = [...row.querySelectorAll('.at')]
    return {
      paths: marks.map((mark) => mark.querySelector('path')),
      shares: marks.map((mark) => Number.parseFloat(mark.getAttribute('x') ?? '0') / 100),
      isEnd: marks.map((mark) => mark.classList.contains('end')),
    }
  })
  let step = 0

  const less = element('button', { type: 'button', 'aria-label': 'Show more of the time line' }, '−')
  const more = element('button', { type: 'button', 'aria-label': 'Enlarge the time line' }, '+')
  scroller.before(element('div', { class: 'zoom' }, 'Time line', less, more))
  less.addEventListener('click', () => show(step - 1))
  more.addEventListener('click', () => show(step + 1))
  scroller.addEventListener('scroll', keepLabels, { passive: true })
  picture.addEventListener('dblclick', (event) => show(step + 1, event.clientX))
  show(0)

  function show(wanted: number, at?: number): void {
    if (!scroller || !picture || wanted < 0 || wanted >= ticks.length) return
    const { left, width } = scroller.getBoundingClientRect()
    const inside = at === undefined ? width / 2 : at - left
    const share = (scroller.scrollLeft + inside) / picture.getBoundingClientRect().width
    step = wanted
    picture.style.width = `${3 ** step * 100}%`
    const whole = picture.getBoundingClientRect().width
    for (const [n, own] of ticks.entries()) own.setAttribute('display', n === step ? 'inline' : 'none')
    for (const { paths, shares, isEnd } of lanes) {
      const moves = spread(
        shares.map((one) => one * whole),
        isEnd,
      )
      for (const [n, path] of paths.entries()) path?.setAttribute('transform', `translate(${moves[n] ?? 0})`)
    }
    scroller.scrollLeft = share * whole - inside
    less.disabled = step === 0
    more.disabled = step === ticks.length - 1
    keepLabels()
  }

  function keepLabels(): void {
    for (const label of labels) label.setAttribute('transform', `translate(${scroller?.scrollLeft ?? 0})`)
  }
}
