import { once } from 'node:events'
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What a node has: files in /var/log by name, and the lines of units in its journal. */
export interface StubNode {
  readonly files?: Readonly<Record<string, string>>
  /** Absent: the kubelet answers no log queries. */
  readonly journal?: Readonly<Record<string, string>>
  /** The file whose transfer breaks off in the middle. */
  readonly broken?: string
}

export interface StubKubelet {
  readonly url: string
  /** Each request's path with its query, in order. */
  readonly asked: readonly string[]
  readonly close: () => void
}

/**
 * An API server on loopback that serves nodes' logs as their kubelets do: files, a page that lists them, and where log
 * queries are off that page for a query too, with status 200.
 */
export async function serveNodes(nodes: Readonly<Record<string, StubNode>>): Promise<StubKubelet> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://api')
    const [, name = '', path = ''] = /^\/api\/v1\/nodes\/([^/]+)\/proxy\/logs\/(.*)$/.exec(pathname) ?? []
    const node = nodes[decodeURIComponent(name)]
    if (!node) {
      const message = `nodes ${JSON.stringify(name)} not found`
      response.writeHead(404, { 'content-type': 'application/json' })
      response.end(
        JSON.stringify({
          kind: 'Status',
          apiVersion: 'v1',
          status: 'Failure',
          message,
          reason: 'NotFound',
          code: 404,
        }),
      )
      return
    }
    const units = searchParams.getAll('query')
    const files = node.files ?? {}
    if (path === '' && node.journal && units.length > 0) {
      for (const unit of units) response.write(node.journal[unit] ?? `\nlog not found for ${unit}\n`)
      response.end()
    } else if (path === '') {
      const rows = [...Object.keys(files), 'journal/', 'pods/'].map(
        (file) => `<a href="${file}">${file}</a>\n`,
      )
      response.end(
        `<!doctype html>\n<meta name="viewport" content="width=device-width">\n<pre>\n${rows.join('')}</pre>\n`,
      )
    } else if (files[path] === undefined) {
      response.writeHead(404).end('404 page not found\n')
    } else if (node.broken === path) {
      response.writeHead(200, { 'content-length': String(2 * files[path].length) })
      response.write(files[path], () => setTimeout(() => response.destroy(), 100))
    } else response.end(files[path])
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, asked, close: () => server.close() }
}

/** A folder with a `kubectl` that does `get --raw` alone, against the server of its --kubeconfig; prints its options on request. */
export function stubKubectl(): string {
  const folder = mkdtempSync(join(tmpdir(), 'exitlog-kubectl-'))
  const program = join(folder, 'kubectl')
  writeFileSync(
    program,
    `#!${process.execPath}
const [get, raw, path, ...options] = process.argv.slice(2)
const server = options.find((option) => option.startsWith('--kubeconfig='))?.slice('--kubeconfig='.length)
const fail = (words) => { console.error(words); process.exitCode = 1 }
async function main() {
  if (get !== 'get' || raw !== '--raw') return fail('error: the stub only gets')
  if (options.includes('--context=none')) return fail('error: context "none" does not exist')
  const answer = await fetch(server + path)
  if (!answer.ok) {
    const text = await answer.text()
    return fail('Error from server (NotFound): ' + (text.startsWith('{') ? JSON.parse(text).message : 'the server could not find the requested resource'))
  }
  for await (const chunk of answer.body) process.stdout.write(chunk)
}
main().catch((error) => fail('error: ' + error.message))
`,
  )
  chmodSync(program, 0o755)
  return folder
}

/** A configuration of the real kubectl by which `url` is its cluster. */
export function kubeconfigFor(url: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'exitlog-kubeconfig-')), 'config')
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'stub', cluster: { server: url } }],
    users: [{ name: 'me', user: {} }],
    contexts: [{ name: 'stub', context: { cluster: 'stub', user: 'me' } }],
    'current-context': 'stub',
  }
  writeFileSync(file, JSON.stringify(config))
  return file
}
