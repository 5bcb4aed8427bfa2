// Shows a seal on a screen, as SVG. Across it stands that it is a specimen or was cancelled, so that the picture seals nothing.
import type { Drawing, DrawingMark } from '#base/pdf'
import { drawSeal } from './drawing.ts'
import type { Seal } from './seal.ts'

const font = 'font-family="Noto Sans SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif" text-anchor="middle"'
const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** The seal's look with the band across it. */
export function sealPicture(seal: Seal, state: 'in-use' | 'cancelled'): string {
  const { width, height, alt, marks, opacity = 1 }: Drawing = drawSeal(seal)
  const band = state === 'cancelled' ? '已注销' : '样章 不作凭证'
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img"><title>${escape(alt)}</title><g opacity="${state === 'cancelled' ? 0.35 : opacity}">${marks.map(showMark).join('')}</g><text x="${width / 2}" y="${height / 2 + 4}" font-size="12" fill="#333" opacity="0.75" transform="rotate(-24 ${width / 2} ${height / 2})" ${font}>${band}</text></svg>`
}

function showMark(mark: DrawingMark): string {
  if (mark.kind === 'path') return `<path d="${mark.path}" fill="${mark.fill ?? 'none'}"${mark.stroke === undefined ? '' : ` stroke="${mark.stroke}" stroke-width="${mark.strokeWidth ?? 1}"`}/>`
  const look = `font-size="${mark.size}" fill="${mark.color}" font-weight="${mark.bold ? 700 : 400}" ${font}`
  if (mark.kind === 'text') return `<text x="${mark.x}" y="${mark.y + mark.size * 0.36}" ${look}>${escape(mark.text)}</text>`
  const characters = [...mark.text]
  const step = characters.length > 1 ? mark.spanDegrees / (characters.length - 1) : 0
  return characters
    .map((character, index) => `<text transform="translate(${mark.x} ${mark.y}) rotate(${(index - (characters.length - 1) / 2) * step}) translate(0 ${-mark.radius}) scale(${mark.squeeze ?? 1} 1)" ${look}>${escape(character)}</text>`)
    .join('')
}
