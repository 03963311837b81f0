import { element } from './element.js'
import { enlarge } from './enlarge.js'
import { filter } from './filter.js'
import { readApart } from './worker.js'

/** The offline page: logs in, report out, and no byte leaves the browser. `program`: the page's own script. */
export function startPage(program: string): void {
  find('#files').addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return
    const files = [...(target.files ?? [])]
    // The same file may be chosen again: it may have grown.
    target.value = ''
    void show(program, files)
  })
  find('#read').addEventListener('click', () => {
    const pasted = find('#pasted')
    if (pasted instanceof HTMLTextAreaElement) void show(program, [new File([pasted.value], 'pasted text')])
  })
  document.addEventListener('dragover', (event) => {
    event.preventDefault()
    document.body.classList.add('dropping')
  })
  document.addEventListener('dragleave', () => document.body.classList.remove('dropping'))
  document.addEventListener('drop', (event) => {
    event.preventDefault()
    document.body.classList.remove('dropping')
    void show(program, [...(event.dataTransfer?.files ?? [])])
  })
}

const parts = () => ({ intro: find('#intro'), report: find('#report'), status: find('#status') })

function find(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector)
  if (!found) throw new Error(`the page has no ${selector}`)
  return found
}

async function show(program: string, files: readonly File[]): Promise<void> {
  const { intro, report, status } = parts()
  if (files.length === 0) return
  const reading = `Reading ${files.map(({ name }) => name).join(', ')} …`
  status.textContent = reading
  // The browser shows the words above, also where the reading keeps it busy.
  await new Promise((resolve) => setTimeout(resolve, 30))
  try {
    const { html, problems } = await readApart(program, { files, now: Date.now() }, (share) => {
      status.textContent = `${reading} ${Math.floor(share * 100)} %`
    })
    // A parsed document runs no script; what would run in the report is called here. Its style this page has too.
    const { body } = new DOMParser().parseFromString(html.slice(html.indexOf('<body>')), 'text/html')
    for (const script of body.querySelectorAll('script')) script.remove()
    const told = problems.map(({ file, line, message }) =>
      element('li', {}, `${file}${line === null ? '' : `:${line}`}: ${message}`),
    )
    report.replaceChildren(
      ...(told.length === 0 ? [] : [element('ul', { class: 'problems' }, ...told)]),
      ...body.childNodes,
    )
    enlarge(document)
    filter(document)
    intro.classList.add('done')
    status.replaceChildren(saveLink(html, files))
    scrollTo(0, 0)
  } catch (error) {
    status.textContent = `This could not be read: ${error instanceof Error ? error.message : String(error)}`
  }
}

let saved = ''

function saveLink(html: string, files: readonly File[]): HTMLElement {
  URL.revokeObjectURL(saved)
  saved = URL.createObjectURL(new Blob([html], { type: 'text/html' }))
  return element('a', { href: saved, download: `${files[0]?.name ?? 'exitlog'}.html` }, 'Save this report')
}
