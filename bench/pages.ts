// What a first visit costs on the wire: the portal's home page, and the desk until its first screen stands. Compressed, without fonts and pictures.
import { openTown, type Town } from '../test/town.ts'
import { type BenchResult, tell } from './result.ts'

/** Bytes on the wire of an address, with the text it unpacks to. */
async function load(town: Town, path: string): Promise<{ bytes: number; text: string }> {
  const packed = await town.app.inject({ method: 'GET', url: path, headers: { 'accept-encoding': 'br, gzip' } })
  if (packed.statusCode !== 200) throw new Error(`${path} answered ${packed.statusCode}`)
  const plain = await town.app.inject({ method: 'GET', url: path })
  return { bytes: packed.rawPayload.length, text: plain.body }
}

/** Scripts and styles that a page names itself. */
function linked(html: string, base: string): string[] {
  const named = [...html.matchAll(/<(?:script[^>]*\ssrc|link[^>]*\shref)="([^"]+\.(?:js|css)[^"]*)"/g)].map((match) => match[1] ?? '')
  return [...new Set(named.map((path) => new URL(path, `http://town${base}`)).filter((url) => url.host === 'town').map((url) => url.pathname + url.search))]
}

/** Scripts that a script cannot run without. */
function imported(script: string, path: string): string[] {
  return [...script.matchAll(/(?:from|import)\s*"(\.[^"]+\.js)"/g)].map((match) => new URL(match[1] ?? '', `http://town${path}`).pathname)
}

async function weigh(town: Town, page: string, also: (text: string, path: string) => string[] = () => []): Promise<Record<string, number>> {
  const weights: Record<string, number> = {}
  const html = await load(town, page)
  weights[page] = html.bytes
  const waiting = linked(html.text, page)
  for (let path = waiting.shift(); path; path = waiting.shift()) {
    if (path in weights) continue
    const { bytes, text } = await load(town, path)
    weights[path] = bytes
    if (path.endsWith('.js')) waiting.push(...imported(text, path), ...also(text, path))
  }
  return weights
}

// The desk asks for the words of its language when it starts; they belong to its first screen.
const wordsOfDesk = (text: string, path: string) => [...text.matchAll(/import\(\s*[`"'](\.\/(?:zh|sign-in)-[^`"']+\.js)/g)].map((match) => new URL(match[1] ?? '', `http://town${path}`).pathname)

/** Both pages of a town. */
export async function run(): Promise<BenchResult[]> {
  const town = await openTown({ leaveUndone: true })
  try {
    const kilobytes = (name: string, weights: Record<string, number>, atMost: number): BenchResult => {
      const value = Object.values(weights).reduce((sum, bytes) => sum + bytes, 0) / 1024
      return { name, value, min: value, max: value, unit: 'KB', atMost, details: { bytes: weights } }
    }
    return [
      kilobytes('home page, compressed, without fonts and pictures', await weigh(town, '/'), 40),
      kilobytes('desk until its first screen, compressed', await weigh(town, '/desk/', wordsOfDesk), 350),
    ]
  } finally {
    await town.close()
  }
}

if (import.meta.main) tell(await run())
