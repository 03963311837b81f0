import { element } from './element.js'

/** Deaths are chosen by cause and by any words of their cards; the picture pales what is not chosen. */
export function filter(page: Document): void {
  const tally = page.querySelector('#deaths .tally')
  const entries = [...page.querySelectorAll<HTMLElement>('.entry')]
  if (!tally || entries.length < 2) return

  const search = element('input', {
    type: 'search',
    placeholder: 'Find a pod, a node, a process …',
    'aria-label': 'Show only deaths that hold these words',
  })
  const found = element('p', { class: 'found', role: 'status' })
  const buttons = [...tally.children].map((item) => {
    const cause = item.getAttribute('data-cause') ?? ''
    const button = element('button', { type: 'button', 'aria-pressed': 'true' }, ...item.childNodes)
    item.append(button)
    button.addEventListener('click', () => {
      button.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') !== 'true'))
      choose()
    })
    return { cause, button }
  })
  const bar = element('search', { class: 'filters' })
  tally.before(bar)
  bar.append(search, tally, found)
  search.addEventListener('input', choose)

  const rows = [...page.querySelectorAll<SVGElement>('.picture .swim')].map((row) => {
    return { row, records: (row.dataset['records'] ?? '').split(' ').map((n) => `d${Number(n) + 1}`) }
  })
  const texts = new Map<Element, string>()

  function textOf(entry: Element): string {
    const text = texts.get(entry) ?? (entry.textContent ?? '').toLowerCase()
    texts.set(entry, text)
    return text
  }

  function choose(): void {
    const causes = buttons.filter(({ button }) => button.getAttribute('aria-pressed') === 'true')
    const wanted = new Set(causes.map(({ cause }) => cause))
    const words = search.value.toLowerCase().split(/\s+/)
    const hidden = new Set<string>()
    for (const entry of entries) {
      const isChosen =
        wanted.has(entry.dataset['cause'] ?? '') && words.every((word) => textOf(entry).includes(word))
      entry.hidden = !isChosen
      if (!isChosen) hidden.add(entry.id)
    }
    for (const list of page.querySelectorAll<HTMLElement>('.rows')) {
      list.hidden = ![...list.children].some((entry) => entry instanceof HTMLElement && !entry.hidden)
    }
    for (const { row, records } of rows) {
      row.classList.toggle('off', hidden.size > 0 && records.every((id) => hidden.has(id)))
    }
    found.textContent = hidden.size === 0 ? '' : `${entries.length - hidden.size} of ${entries.length} shown`
  }
}
