// The stylesheet: govuk-frontend's components without the crown, the crest and the licensed font (which are not ours to use),
// and our own colours and parts after it.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

// Systems bring good Chinese fonts; sending one would cost megabytes.
const fonts = 'system-ui,-apple-system,"PingFang SC","HarmonyOS Sans SC","Microsoft YaHei UI","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif'

/** Reads and joins both sheets. Throws when the package's sheet has changed its form, so that nothing licensed slips through. */
export async function readStyle(): Promise<Buffer> {
  const require = createRequire(import.meta.url)
  const theirs = await readFile(require.resolve('govuk-frontend/dist/govuk/govuk-frontend.min.css'), 'utf8')
  const ours = await readFile(fileURLToPath(new URL('./assets/portal.css', import.meta.url)), 'utf8')
  const style = theirs
    .replace(/\/\*![\s\S]*?\*\//g, '')
    .replace(/@font-face\{[^}]*\}/g, '')
    .replace(/(?<![^{}])[^{}]+\{[^{}]*govuk-crest[^{}]*\}/g, '')
    .replaceAll('GDS Transport,arial,sans-serif', 'var(--yw-font)')
  if (/url\(\/assets|GDS Transport/.test(style)) throw new Error('govuk-frontend names a font or picture that the portal does not serve')
  return Buffer.from(`${style}\n:root{--yw-font:${fonts}}\n${ours}`)
}
